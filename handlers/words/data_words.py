"""How much the desk has of a person, as the texts take it."""

from services.privacy import OwnData


def counted(data: OwnData) -> dict[str, int]:
    """The numbers by their names in the texts."""
    counts = data.counts
    return {
        "keys": counts.keys,
        "orders": counts.orders,
        "unseen": counts.unseen,
        "cases": counts.cases,
        "open": counts.open_cases,
        "messages": counts.messages,
    }
