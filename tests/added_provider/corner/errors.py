"""What the corner shop's statuses mean."""

from providers.calls import Answer, UnreadableError
from providers.errors import NotFound, OutOfStock, ProviderError

PROVIDER = "corner"
_STATUSES: dict[int, type[ProviderError]] = {404: NotFound, 409: OutOfStock}


def refused(endpoint: str, answer: Answer) -> None:
    """Raise what a refusal stands for. Raises UnreadableError for a status nobody has described."""
    if kind := _STATUSES.get(answer.status):
        raise kind(PROVIDER, f"{endpoint}: status {answer.status}")
    if not answer.success:
        raise UnreadableError("neither a success nor a refusal")
