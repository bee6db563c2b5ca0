"""The bot against stand-ins that an outside engine makes out of the providers' documents.

Each provider's document is transcribed as OpenAPI 3.1 (``<provider>.yaml``, facts only), and
openapi-core judges by it every request that a dialogue causes. Nothing here knows the sandbox's own
stand-ins of the providers, so a misreading that they and the clients share would show.
"""
