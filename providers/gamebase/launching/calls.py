"""Gamebase's call about what a client is told at its start (FACTS 4.2)."""

from providers.gamebase import validation
from providers.gamebase.client import GamebaseClient
from providers.gamebase.launching.models import LaunchingAnswer
from providers.gamebase.stores import STORE_CODES

_SERVICE = "tcgb-launching/v1.2"
_MAX_VERSION = 50

OS_CODES = ("AOS", "IOS", "WEB", "WINDOWS")


async def get_launching(
    client: GamebaseClient, app: str, os_code: str, store_code: str, version: str
) -> LaunchingAnswer:
    """Get Simple Launching: what a client of this kind is told at its start (FACTS 4.2).

    Raises NotFound for a version the console does not know (-4040303), Rejected for an OS or a store
    the document does not name.
    """
    query = {
        "osCode": validation.one_of("launching", "OS code", os_code, OS_CODES),
        "storeCode": validation.one_of("launching", "store code", store_code, STORE_CODES),
        "clientVersion": validation.text("launching", "client version", version, _MAX_VERSION),
    }
    parts = ("launching", "simple")
    return await client.request(
        "launching", "GET", _SERVICE, app, parts, LaunchingAnswer, query=query
    )
