"""The outside APIs: one folder each, and what they share.

``errors.py`` is the one tree of what can go wrong, ``base.py`` what the desk may ask of a provider,
``http.py`` the one way a request is made. Nothing here knows the database or Telegram.
"""
