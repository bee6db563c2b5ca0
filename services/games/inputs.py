"""What people type about the games, checked before anybody is asked. Raises BadValueError."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from pydantic import SecretStr

from services.games.errors import BadValueError
from services.visible import visible

LONGEST_ID = 100
LONGEST_TOKEN = 2000
MOST_DIGITS = 15
"""Digits of a score that a leaderboard keeps: it counts in doubles."""
_LARGEST_FACTOR = 2**31 - 1


def word(what: str, text: str, most: int = LONGEST_ID) -> str:
    """One word that prints, without spaces around it."""
    said = visible(text).strip()
    if not 0 < len(said) <= most or not said.isprintable():
        raise BadValueError(what, most=most)
    return said


def part(what: str, text: str, most: int = LONGEST_ID) -> str:
    """A word that may stand in an address: without a slash, and not only dots."""
    said = word(what, text, most)
    if "/" in said or said in {".", ".."}:
        raise BadValueError(what, most=most)
    return said


def secret(what: str, text: SecretStr, most: int, *, in_address: bool = True) -> SecretStr:
    """A secret word; what is wrong with it is not said."""
    check = part if in_address else word
    return SecretStr(check(what, text.get_secret_value(), most))


def many(what: str, texts: Sequence[str], most: int, longest: int = LONGEST_ID) -> list[str]:
    """Words, each once, in the order given; at least one of them."""
    found = list(dict.fromkeys(word(what, text, longest) for text in texts))
    if not 0 < len(found) <= most:
        raise BadValueError("count", most=most)
    return found


def one_of(what: str, text: str, known: Sequence[str]) -> str:
    """One of the words there are, whatever its case."""
    said = text.strip().upper()
    if said not in known:
        raise BadValueError(what, known=tuple(known))
    return said


def factor(value: int | str) -> int:
    """The number by which a leaderboard is called."""
    digits = str(value).strip()
    if not (digits.isascii() and digits.isdigit()) or int(digits[:20]) > _LARGEST_FACTOR:
        raise BadValueError("factor", most=_LARGEST_FACTOR)
    return int(digits)


def score(value: Decimal | str) -> Decimal:
    """A score that a leaderboard keeps to its last digit, with a point before the fraction."""
    try:
        said = Decimal(value.strip() if isinstance(value, str) else value)
    except InvalidOperation:
        raise BadValueError("score", most=MOST_DIGITS) from None
    # Counted before anything is computed: computing rounds.
    digits = "".join(map(str, said.as_tuple().digits)).rstrip("0")
    fits = said.is_finite() and abs(said.adjusted()) <= MOST_DIGITS and len(digits) <= MOST_DIGITS
    if not fits:
        raise BadValueError("score", most=MOST_DIGITS)
    return said.normalize() + 0  # zero has no minus


def extra_text(text: str | None, most_bytes: int) -> str | None:
    """What stands beside a score; None for nothing said."""
    if text is None:
        return None
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise BadValueError("extra", most=most_bytes) from None
    if size > most_bytes:
        raise BadValueError("extra", most=most_bytes)
    return text
