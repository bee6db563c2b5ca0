"""What a stand-in knew of a request while a gate held it."""

from sandbox.gates import Gate
from sandbox.standin import StandIn


async def passed(stand_in: StandIn, gate: Gate) -> tuple[str, int | None]:
    """Wait until the gate holds a request and release it; gives its endpoint and its status until then."""
    await gate.reached()
    newest = stand_in.calls[-1]
    before = newest.endpoint, newest.status
    gate.release()
    return before
