"""What may be sent: checked here, so that nothing goes out that is not what the document describes.

An error names what is wrong and never repeats it: it may be a token or a password.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

from providers.errors import Rejected
from providers.gamebase.errors import PROVIDER

MAX_USER_ID = 100
MAX_TOKEN = 2000
MAX_CODE = 100
MAX_IDS = 300
"""Ids in one list; v1.3 names this for its own list, v1.2 names none."""
MAX_PAGE = 500
"""Entries of a page; for ranks around a player the document names this, for the others nothing."""
MAX_SCORES = 500
"""Scores in one call; the limit is not documented, code 462857 says that there is one."""
MAX_EXTRA = 16
"""Bytes of the extra that is kept beside a score."""

# Below ``members/`` these words are addresses of other calls.
_ADDRESSES = frozenset({"ban", "bans", "transfer-account", "userIds"})
_LONGEST_LONG = 2**63
_LARGEST_DOUBLE = Decimal("1.7976931348623157E+308")


def text(endpoint: str, what: str, value: str, longest: int) -> str:
    """A text that may stand in a body or a query. Raises Rejected."""
    if not (0 < len(value) <= longest and value.isprintable() and not value.isspace()):
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be a {what}")
    return value


def part(endpoint: str, what: str, value: str, longest: int) -> str:
    """A text that may be a part of an address. Raises Rejected."""
    # A part of dots would be read as a step up to another endpoint.
    if "/" in value or value in {".", ".."}:
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be a {what}")
    return text(endpoint, what, value, longest)


def user_id(endpoint: str, value: str) -> str:
    """A user id that may be a part of an address. Raises Rejected."""
    if value in _ADDRESSES:
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be a user id")
    return part(endpoint, "user id", value, MAX_USER_ID)


def listed(endpoint: str, what: str, values: Sequence[str], longest: int) -> list[str]:
    """A list of texts, each once, in the order given. Raises Rejected, also for an empty list."""
    found = list(dict.fromkeys(text(endpoint, what, value, longest) for value in values))
    if not 0 < len(found) <= MAX_IDS:
        raise Rejected(PROVIDER, f"{endpoint}: from 1 to {MAX_IDS} can be asked for")
    return found


def one_of(endpoint: str, what: str, value: str, allowed: Sequence[str]) -> str:
    """One of the documented words. Raises Rejected."""
    if value not in allowed:
        raise Rejected(PROVIDER, f"{endpoint}: this is no {what}")
    return value


def whole(endpoint: str, what: str, value: int, least: int, most: int = _LONGEST_LONG - 1) -> int:
    """A whole number between two others. Raises Rejected."""
    if isinstance(value, bool) or not least <= value <= most:
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be a {what}")
    return value


def moment(endpoint: str, what: str, value: datetime) -> str:
    """A moment as ``yyyy-MM-dd'T'HH:mm:ss.SSSXXX``, in UTC. Raises Rejected for a naive one."""
    if value.tzinfo is None:
        raise Rejected(PROVIDER, f"{endpoint}: the {what} has no time zone")
    return value.astimezone(UTC).isoformat(timespec="milliseconds")


def score(endpoint: str, value: Decimal) -> Decimal:
    """A score that a double can come near to. Raises Rejected."""
    if not value.is_finite() or abs(value) > _LARGEST_DOUBLE or value.adjusted() < -300:
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be a score")
    return value


def extra_text(endpoint: str, value: str) -> str:
    """What is kept beside a score: at most 16 bytes, empty to clear it. Raises Rejected."""
    try:
        size = len(value.encode())
    except UnicodeEncodeError:
        size = MAX_EXTRA + 1
    if size > MAX_EXTRA:
        raise Rejected(PROVIDER, f"{endpoint}: the extra is longer than {MAX_EXTRA} bytes")
    return value
