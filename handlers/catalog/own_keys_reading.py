"""Keys for own stock as people send them: a text or a table, each row named where it cannot be taken.

A row is a key (own_keys_row.py), or a table's row with its key, cost, currency and expiry; what all of them
cost may stand in a line of its own before the first. No text of a row is ever said again: it may be a key.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from handlers.catalog.own_keys_row import BesideError, taken_apart
from handlers.words.csv_files import numbered_rows
from providers.iso_codes import currencies
from services.own_stock import NewKey, looks_like_key
from services.typed_money import BadMoneyError, amount_typed, currency_typed, money_typed
from services.visible import unshowable

MOST_KEYS = 10_000
"""In one message or file."""
SHORTEST, LONGEST = 4, 1000
_COLUMNS = ("key", "cost", "currency", "expires")
_MARKED = r"\d[\d.,'’٫٬]*"
_SIGN = r"[A-Z]{0,3}[$€£¥₹₪₩₫₱₸₽₴₺]"
_MONEY = (
    rf"(?:{_SIGN}\s*|[A-Za-z]{{3}}\s+)(?:{_MARKED})(?:\s\d{{3}}(?!\d)[.,\d]*)*"
    rf"|{_MARKED}(?:\s\d{{3}}(?!\d)[.,\d]*)*\s*(?:[A-Za-z]{{3}}|{_SIGN})"
)
_COST_OF_ALL = re.compile(rf"(?:cost\s*:?\s*)?({_MONEY})", re.IGNORECASE)
_COST_IN_LINE = re.compile(rf"\s({_SIGN}{_MARKED}|{_MARKED}\s*(?:[A-Za-z]{{3}}|{_SIGN}))\s*$")
_SMALL = r"(?:\d{1,4}|\d{1,9}[.,]\d{1,2})"
_GLUED = re.compile(rf"([A-Za-z]{{3}}){_SMALL}")
"""A currency and its amount in one, as EUR12.50. Of more digits without a point it may be a key."""
_IN_A_CELL = re.compile(
    r"(?P<before>[^\W\d]{0,3}[^\w\s.,'’]?)\s*(?P<amount>\d(?:.*\d)?)\s*(?P<behind>[^\W\d]{0,3}[^\w\s.,'’]?)"
)
MOST_COST = Decimal(10**9)
_BAD_COSTS = {
    "two-ways": "two-ways",
    "two-amounts": "two-ways",
    "too-fine": "too-fine",
    "currency": "no-currency",
    "no-currency": "no-currency",
    "amount": "bad-cost",
}
"""What is wrong with a cost, as it is told of a row."""
_AMOUNT = re.compile(_MARKED)
_IN_ONE = re.compile(
    rf"([A-Za-z]{{3}}|{_SIGN}){_SMALL}|{_SMALL}([A-Za-z]{{3}}|{_SIGN})", re.IGNORECASE
)
_WORD = re.compile(r"\S+")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T].*)?")
_LAST_YEAR = 9000
_MASKED = "•"


@dataclass(frozen=True, slots=True)
class Rows:
    """What was sent: keys in one currency, and by what is wrong with them the numbers of the other rows.

    ``two_ways``: how to write the first of the costs that can be read in two ways, be it one or the other.
    ``too_many``: there are more than may be added at once, and none was read.
    """

    keys: tuple[NewKey, ...] = field(repr=False)
    currency: str = ""
    bad: Mapping[str, Sequence[int]] = field(default_factory=dict)
    two_ways: tuple[str, str] = ("", "")
    too_many: bool = False


class _BadRow(ValueError):
    """What is wrong with a row, in a word; and how to write what can be read in two ways."""

    def __init__(self, problem: str, two_ways: tuple[str, str] = ("", "")) -> None:
        super().__init__(problem)
        self.two_ways = two_ways


def begins_with_keys_at(line: str) -> int | None:
    """Where keys, or the cost before them, begin in one line behind a product's name; None: it has none."""
    key = next((each for each in _WORD.finditer(line) if looks_like_key(each[0])), None)
    if key is None:
        return None
    cost = _COST_IN_LINE.search(line[: key.start()])
    return key.start() if cost is None else cost.start(1)


def one_a_line(words: str) -> str:
    """Keys that stand in one line behind what they cost, as they stand in a text of many lines."""
    rows = [""]
    for word in words.split():
        if looks_like_key(word) or (len(rows) == 1 and not rows[0]):
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}"  # the cost, or what is said of the key before
    return "\n".join(rows)


def rows_of(
    text: str,
    now: datetime,
    *,
    above: int = 0,
    is_name: Callable[[str], object] = lambda said: False,
) -> Rows:
    """Read keys, one a line, or a table with a heading or without one.

    ``above``: so many lines stand above the file and are not counted. ``is_name``: tells names of products,
    which are no keys.
    """
    try:
        rows = numbered_rows(text)
    except ValueError:
        return Rows((), bad={"no-table": [1]})
    if len(rows) > MOST_KEYS + 2:
        return Rows((), too_many=True)
    cost, currency = None, ""
    if number := next(
        (number for number, cells in rows[1:] if cells[0] and _is_cost(" ".join(cells))), 0
    ):
        return Rows((), bad={"cost-again": [number - above]})
    if rows and (said := _cost_in(",".join(rows[0][1]))) is not None:
        try:
            cost, currency = _cost_of_all(said)
        except _BadRow as problem:
            return Rows((), bad={str(problem): [rows[0][0] - above]}, two_ways=problem.two_ways)
        rows = rows[1:]
    elif rows and _is_cost(" ".join(rows[0][1])):
        return Rows((), bad={"cost-doubled": [rows[0][0] - above]})
    columns: Sequence[str] = _COLUMNS
    named = False
    if rows and rows[0][1][0].casefold() in {"key", "keys"}:
        columns = [each.strip().casefold() for each in rows[0][1]]
        named = len(columns) > 1
        if any(each and each not in _COLUMNS for each in columns[1:]):
            return Rows((), bad={"no-column": [rows[0][0] - above]})
        rows = rows[1:]
    if len(rows) > MOST_KEYS:
        return Rows((), too_many=True)
    if not rows:
        return Rows((), bad={"none-there": []})
    keys: list[NewKey] = []
    two_ways = ("", "")
    bad: dict[str, list[int]] = defaultdict(list)
    for number, cells in rows:
        row: Mapping[str, str] = dict(zip(columns, cells, strict=False))
        if (
            columns is _COLUMNS
            and len(cells) == len(("key", "expires"))
            and _DAY.fullmatch(cells[1])
        ):
            row = {"key": cells[0], "expires": cells[1]}
        try:
            _check_none_left(cells[len(columns) :])
            row = _parted(_whole(row, named, is_name))
            spoken = (row.get("currency") or currency).upper()
            key = _key(row, cost, spoken, now)
            _check_same(spoken, currency or spoken)
            _check_looks(key.plain, named, is_name)
        except (_BadRow, BesideError) as problem:
            bad[str(problem)].append(number - above)
            if isinstance(problem, _BadRow) and not any(two_ways):
                two_ways = problem.two_ways
            continue
        currency = spoken
        keys.append(key)
    return Rows(tuple(keys), currency, dict(bad), two_ways)


def _whole(
    row: Mapping[str, str], named: bool, is_name: Callable[[str], object]
) -> Mapping[str, str]:
    """A row with what stands beside its key, in the cell of the key, put where it belongs."""
    plain = row.get("key", "")
    if len(plain) > LONGEST or "\n" in plain or _MASKED in plain:
        return row
    written = taken_apart(plain, named=named, is_name=is_name)
    besides = {"cost": written.cost, "currency": written.currency, "expires": written.day}
    if any(said and row.get(column) for column, said in besides.items()):
        raise BesideError("beside")
    return {
        **row,
        **{column: said for column, said in besides.items() if said},
        "key": written.plain,
    }


def _key(
    row: Mapping[str, str], cost_of_all: Decimal | None, currency: str, now: datetime
) -> NewKey:
    plain = row.get("key", "")
    if not SHORTEST <= len(plain) <= LONGEST or "\n" in plain or unshowable(plain):
        raise _BadRow("no-key")
    if _MASKED in plain:
        raise _BadRow("masked")
    said = row.get("cost", "")
    if not said and cost_of_all is None:
        raise _BadRow("no-cost")
    if currency not in currencies():
        raise _BadRow("no-currency")
    cost = _amount(said, currency) if said or cost_of_all is None else cost_of_all
    return NewKey(plain, cost, _until(row.get("expires", ""), now))


def _check_same(currency: str, first: str) -> None:
    if currency != first:
        raise _BadRow("other-currency")


def _check_none_left(cells: Sequence[str]) -> None:
    if any(cells):
        raise BesideError("beside")


def _check_looks(plain: str, named: bool, is_name: Callable[[str], object]) -> None:
    if not looks_like_key(plain, named=named) or is_name(plain):
        raise _BadRow("no-look")


def _cost_in(line: str) -> str | None:
    """What all of them cost, if the line before them says that; a currency may be glued to its amount."""
    if said := _COST_OF_ALL.fullmatch(line):
        return said[1]
    glued = _GLUED.fullmatch(line)
    return line if glued and glued[1].upper() in currencies() else None


def _is_cost(line: str) -> bool:
    """Whether a line says nothing but what keys cost, be it twice: those below it were meant at that."""
    words = line.split()
    amounts = [word for word in words if _AMOUNT.fullmatch(word)]
    money = [
        word
        for word in words
        if currency_typed(word) or ((said := _IN_ONE.fullmatch(word)) and _has_currency(said))
    ]
    whole = bool(money) and len(amounts) + len(money) == len(words)
    return whole and any(map(str.isdigit, line)) and not any(map(looks_like_key, words))


def _has_currency(said: re.Match[str]) -> bool:
    return currency_typed(said[1] or said[2]) is not None


def _parted(row: Mapping[str, str]) -> Mapping[str, str]:
    """A row in whose cell of the cost stands the currency too: each in its own, where no other is named."""
    said = _IN_A_CELL.fullmatch(row.get("cost", ""))
    code = None if said is None else currency_typed(said["before"] or said["behind"] or "")
    if said is None or code is None or (row.get("currency") or code).upper() != code:
        return row
    return {**row, "cost": said["amount"], "currency": code}


def _cost_of_all(said: str) -> tuple[Decimal, str]:
    try:
        money = money_typed(said)
    except BadMoneyError as error:
        raise _bad_cost(error) from None
    return _in_range(money.amount), money.currency


def _amount(said: str, currency: str) -> Decimal:
    try:
        return _in_range(amount_typed(said, currency))
    except BadMoneyError as error:
        raise _bad_cost(error) from None


def _in_range(cost: Decimal) -> Decimal:
    if cost > MOST_COST:
        raise _BadRow("bad-cost")
    return cost


def _bad_cost(error: BadMoneyError) -> _BadRow:
    problem, facts = str(error.facts["problem"]), error.facts
    return _BadRow(_BAD_COSTS[problem], (str(facts["whole"]), str(facts["parts"])))


def _until(said: str, now: datetime) -> datetime | None:
    """The end of the day that is named, in UTC."""
    if not said:
        return None
    found = _DAY.fullmatch(said)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if day is None or day.year > _LAST_YEAR:
        raise _BadRow("bad-day")
    until = datetime.combine(day + timedelta(days=1), time(), UTC)
    if until <= now:
        raise _BadRow("expired")
    return until
