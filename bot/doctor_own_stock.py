"""For ``keydesk doctor``: how own stock stands, and whether any of it waits for a person."""

from bot.settings import Settings
from storage.database import Database
from storage.errors import TroubleError
from storage.own_keys import ASIDE, DOUBLE, FREE, LOST


async def how_own_stock_stands(settings: Settings) -> tuple[bool, str, str] | None:
    """Whether it is good, what was found, and what to do; None where there is none. Changes nothing."""
    db = Database(settings.database_url.get_secret_value())
    try:
        current, newest = await db.revision() if db.exists() else (None, "")
        if current != newest:
            return None
        async with db.peek() as tx:
            keys = await tx.own_keys.by_state()
    except (TroubleError, OSError):
        return None
    if not keys:
        return None
    said = [f"{keys.get(FREE, 0)} in stock"]
    said += [f"{keys[ASIDE]} put aside by a restore"] if keys.get(ASIDE) else []
    said += [f"{keys[DOUBLE]} not sold, as they came for orders too"] if keys.get(DOUBLE) else []
    said += [f"{keys[LOST]} that no secret opens"] if keys.get(LOST) else []
    remedy = []
    if keys.get(ASIDE):
        remedy.append(
            "/keys and the product: Sell what is put aside, once it is sure that it was not sold"
        )
    if keys.get(LOST):
        remedy.append("put the secret that is missing behind the newest one, from a backup")
    return not remedy, ", ".join(said), "; ".join(remedy)
