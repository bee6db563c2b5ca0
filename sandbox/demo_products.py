"""The key products that the made-up business sells by way of PaySuper."""

from sandbox.paysuper import PaySuper

SHELF = 10
"""So many small ones besides the two that have prices, for lists of more than one page."""


def put_on_shelf(paysuper: PaySuper) -> None:
    """Put up the business's key products."""
    paysuper.product(
        "space-miner",
        {"en": "Space Miner", "de": "Weltraumbergbau"},
        description={"en": "Dig on the moons of Jupiter"},
        pricing="manual",
        published=True,
        prices={"steam": [("USD", "USD", "19.99"), ("EUR", "EUR", "17.99")]},
    )
    paysuper.product("tea-party", "Tea Party", prices={"gog": [("USD", "USD", "4.99")]})
    for number in range(1, SHELF + 1):
        paysuper.product(f"postcard-{number}", f"Postcard {number}")
