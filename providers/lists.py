"""Lists in answers, read entry by entry: one that cannot be read spoils no other.

What could be read is there in its order, and the list knows its *slips*: the entries that could not, by
their place and by the id they name, if they name one. Where nothing is left of a list that had entries,
the answer makes no sense: to take it for an empty list would be to say that there is nothing.

``EACH`` does this to a field of an answer: ``Annotated[tuple[Item, ...], EACH]``, and ``EACH_BY_ID`` to an
object by ids: ``Annotated[dict[str, Item], EACH_BY_ID]``. What an answer says beside the list is read as
strictly as ever.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

from providers.calls import UnreadableError

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
U = TypeVar("U")

_IDS = ("userId", "transactionId", "paymentSeq", "accountId", "id", "factor", "seq", "typeCode")
"""By what an entry names itself, in any provider; never a key, a token or a name of a person."""
_LONGEST_ID = 40


class NothingReadableError(UnreadableError):
    """A list had entries, and none can be read."""


@dataclass(frozen=True, slots=True)
class Slip:
    """An entry that could not be read: its place, counted from 1, and its id, "" where it has none."""

    place: int
    id: str


class Listed(tuple[T_co, ...]):
    """What could be read of a list, and which of its entries could not."""

    slips: tuple[Slip, ...]

    def __new__(cls, items: Iterable[T_co] = (), slips: Iterable[Slip] = ()) -> Self:
        """Keep the readable items, and what is known of the others."""
        made = super().__new__(cls, items)
        made.slips = tuple(slips)
        return made

    @property
    def total(self) -> int:
        """How many entries there were."""
        return len(self) + len(self.slips)


class ListedById(dict[str, T]):
    """What could be read of an object by ids, and which of its entries could not, by their ids."""

    slips: tuple[Slip, ...]

    def __init__(self, items: Mapping[str, T], slips: Iterable[Slip] = ()) -> None:
        """Keep the readable items, and what is known of the others."""
        super().__init__(items)
        self.slips = tuple(slips)


def slips_of(items: object) -> tuple[Slip, ...]:
    """The slips of a list, or of an object by ids; none where it is anything else."""
    return items.slips if isinstance(items, Listed | ListedById) else ()


def mapped(make: Callable[[T], U], items: Iterable[T]) -> Listed[U]:
    """Each item made into something else; the slips stay."""
    return Listed(map(make, items), slips_of(items))


def read_each(
    entries: Iterable[object], read: Callable[[object], T], *, may_lose_all: bool = False
) -> Listed[T]:
    """Read each entry; ``read`` raises ValueError (pydantic's ValidationError is one) for a slip.

    Raises NothingReadableError where there were entries and all of them are slips, unless it
    ``may_lose_all``.
    """
    found: list[T] = []
    slips: list[Slip] = []
    for place, entry in enumerate(entries, start=1):
        try:
            found.append(read(entry))
        except ValueError:
            slips.append(slip_of(place, entry))
    if slips and not found and not may_lose_all:
        raise NothingReadableError("a list of slips")
    return Listed(found, slips)


def _each(value: object, whole: ValidatorFunctionWrapHandler) -> object:
    """A list entry by entry; whatever else stands there is the field's own business."""
    if not isinstance(value, list | tuple):
        return whole(value)
    return read_each(value, lambda entry: _one(whole, entry))


def _one(whole: ValidatorFunctionWrapHandler, entry: object) -> Any:
    read = whole([entry])
    if len(read) != 1:  # the field leaves out what is none of its kind
        raise ValueError("no entry")
    return read[0]


def _each_or_none(value: object, whole: ValidatorFunctionWrapHandler) -> object:
    if not isinstance(value, list | tuple):
        return whole(value)
    return read_each(value, lambda entry: _one(whole, entry), may_lose_all=True)


def _each_by_id(value: object, whole: ValidatorFunctionWrapHandler) -> object:
    """An object entry by entry, or a list of such objects; null beside an id is nothing there."""
    if value is None:
        return ListedById({})
    if not isinstance(value, Mapping | list):
        return whole(value)
    found: dict[str, Any] = {}
    slips: list[Slip] = []
    for place, part in enumerate(value if isinstance(value, list) else [value], start=1):
        if not isinstance(part, Mapping):
            slips.append(Slip(place, ""))
            continue
        for key, held in part.items():
            if held is None:
                continue
            try:
                found |= whole({key: held})
            except ValueError:
                slips.append(Slip(place, key))
    return ListedById(found, slips)


EACH = WrapValidator(_each)
EACH_OR_NONE = WrapValidator(_each_or_none)
"""The same where an answer still means something with nothing left of the list."""
EACH_BY_ID = WrapValidator(_each_by_id)
"""The same for an object by ids: each slip names its id, so that nothing has to be left of it."""


def slip_of(place: int, entry: object) -> Slip:
    """An entry that cannot be read, known by its place and its id."""
    return Slip(place, _id_of(entry))


def _id_of(entry: object) -> str:
    if not isinstance(entry, Mapping):
        return ""
    for name in _IDS:
        value = entry.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            text = str(value)
            return text if len(text) <= _LONGEST_ID and text.isprintable() else ""
    return ""
