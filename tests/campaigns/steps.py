"""What can happen to a desk and its shop, as values that hypothesis puts in any order."""

from dataclasses import dataclass

from hypothesis import strategies as st

from sandbox.codegames import Late
from sandbox.faults import Fault
from sandbox.gates import Point
from services.actor import Actor
from tests.services.orders.conftest import MAX, SAM

OFFERS = ("562", "570")
REFUSALS = (
    "PRODUCT_OFFER_NOT_FOUND",
    "PRODUCT_OFFER_OUT_OF_STOCK",
    "PRODUCT_OFFER_WRONG_PRICE",
    "SOMETHING_NOBODY_DOCUMENTED",
)
FAULTS = {
    "lost before": Fault.lost_before(),
    "lost after": Fault.lost_after(),
    "500 before": Fault.status(500),
    "500 after": Fault.status(500, acted=True),
    "503 after": Fault.status(503, acted=True, headers={"Retry-After": "0"}),
    "429": Fault.status(429, headers={"Retry-After": "0"}),
    "malformed": Fault.malformed(),
    "malformed before": Fault.malformed(acted=False),
    "web page": Fault.html(),
    "bad gateway": Fault.html(502, acted=False),
    "truncated": Fault.truncated(),
    "slow": Fault.delay(0.01),
    **{code: Fault.refusal(code) for code in REFUSALS},
}


@dataclass(frozen=True)
class Ordered:
    """A draft of so many keys."""

    offer: int
    count: int


@dataclass(frozen=True)
class Taps:
    """These people tap Confirm on one card at once; some twice."""

    order: int
    people: tuple[Actor, ...]


@dataclass(frozen=True)
class Wrong:
    """The next request to an endpoint goes wrong."""

    endpoint: str
    fault: str


@dataclass(frozen=True)
class KeysLate:
    """Keys of what is bought from now on come after so many polls, in this form."""

    polls: int
    late: Late


@dataclass(frozen=True)
class Goods:
    """The shop changes price or stock."""

    offer: int
    price: str | None
    stock: int


@dataclass(frozen=True)
class Later:
    """So many seconds pass, then what is due is worked on; twice at once, to be nasty."""

    seconds: int


@dataclass(frozen=True)
class Restart:
    """The process ends; if an order is being confirmed, then in the middle of this request."""

    order: int
    endpoint: str
    point: Point


Step = Ordered | Taps | Wrong | KeysLate | Goods | Later | Restart

indexes = st.integers(0, 3)
orders = st.builds(Ordered, st.integers(0, 1), st.integers(1, 3))
taps = st.builds(
    Taps, indexes, st.lists(st.sampled_from([SAM, MAX]), min_size=1, max_size=3).map(tuple)
)
wrongs = st.builds(
    Wrong, st.sampled_from(["pay", "pay", "keys", "check"]), st.sampled_from(sorted(FAULTS))
)
others = st.one_of(
    st.builds(KeysLate, st.integers(0, 3), st.sampled_from(list(Late))),
    st.builds(
        Goods,
        st.integers(0, 1),
        st.sampled_from([None, "956.30", "1000", "0.01"]),
        st.integers(0, 9),
    ),
    st.builds(Later, st.sampled_from([1, 6, 11, 60, 200, 1000])),
    st.builds(
        Restart, indexes, st.sampled_from(["pay", "keys"]), st.sampled_from(["before", "after"])
    ),
)
steps = st.one_of(orders, taps, taps, wrongs, wrongs, others)
