"""How each column becomes a fault of a stand-in, in that provider's own words."""

from collections.abc import Mapping

from sandbox.demo_world import DemoWorld
from sandbox.faults import Fault
from sandbox.gamebase import codes
from sandbox.standin import StandIn
from tests.campaigns.faults.table import HASTY, Column, Row

TOO_SLOW = 1.5 * HASTY.purchase
"""Seconds after which a slow provider begins to act: nobody waits for that try any more, but for a second
one. What looks at once sees it undone, what looks after a second try sees it done, each with time to spare.
"""

_BODY = '{"message": "Internal Server Error"}'
_REFUSALS: Mapping[str, Fault] = {
    "codegames": Fault.refusal("BAD_REQUEST", "the request is not understood"),
    "gamebase": Fault.refusal(codes.BAD_PARAMETER),
    "hype": Fault.refusal(400, "Bad request"),
    "paysuper": Fault.refusal("ma000023", "the request is not understood"),
    "openapigames": Fault.refusal("INVALID_BODY", "the request is not understood"),
}
_REFUSED: Mapping[tuple[str, str], Fault] = {
    ("codegames", "sign_in"): Fault.refusal("INVALID_CREDENTIALS"),
    ("codegames", "check"): Fault.refusal("PRODUCT_OFFER_NOT_FOUND"),
    ("codegames", "pay"): Fault.refusal("PRODUCT_OFFER_OUT_OF_STOCK"),
    ("codegames", "keys"): Fault.refusal("PRODUCT_OFFER_ORDER_NOT_FOUND"),
}
"""Where the document names a refusal of that very endpoint."""
_UNAUTHORISED: Mapping[str, Fault] = {
    "codegames": Fault.refusal("UNAUTHORIZED"),
    "gamebase": Fault.refusal(codes.WRONG_SECRET),
    "hype": Fault.refusal(401, "Unauthorized"),
    "paysuper": Fault.refusal(401, "the token is not valid"),
    "openapigames": Fault.refusal("INVALID_SIGN"),
}


def fault_of(column: Column, standin: str, endpoint: str) -> Fault:
    """What the stand-in does in this column. Whether it acts all the same:

    late: slow. Yes: lost after, HTML, truncated, wrong types, empty. No: the others.
    """
    match column:
        case Column.SLOW:
            return Fault.delay(TOO_SLOW)
        case Column.LOST_BEFORE:
            return Fault.lost_before()
        case Column.LOST_AFTER:
            return Fault.lost_after()
        case Column.REFUSED:
            return _REFUSED.get((standin, endpoint), _REFUSALS[standin])
        case Column.BROKEN:
            return Fault.status(500, _BODY, content_type="application/json")
        case Column.LIMIT:
            return Fault.status(503, "Service Unavailable")
        case Column.UNAUTHORISED:
            return _UNAUTHORISED[standin]
        case Column.HTML:
            return Fault.html()
        case Column.TRUNCATED:
            return Fault.truncated()
        case Column.WRONG_TYPES:
            return Fault.wrong_types()
        case Column.EMPTY:
            return Fault.status(200, acted=True)


def lay(town: DemoWorld, row: Row, column: Column) -> None:
    """Lay the fault on the row's endpoint until it is lifted; a 401 happens once."""
    times = 1 if column is Column.UNAUTHORISED else None
    fault = fault_of(column, row.standin, row.endpoint)
    standin_of(town, row).faults.add(row.endpoint, fault, times, row.when)


def lift(town: DemoWorld, row: Row) -> None:
    """Let all be well again."""
    standin_of(town, row).faults.clear()


def standin_of(town: DemoWorld, row: Row) -> StandIn:
    """The provider whose endpoint the row is of."""
    standin: StandIn = getattr(town, row.standin)
    return standin
