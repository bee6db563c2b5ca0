"""Whether ``run`` could listen on KEYDESK_LISTEN: what ``keydesk doctor`` says of it."""

import httpx

from bot.setting_kinds import Listening
from bot.web import ListenError, Web


async def can_be_listened_on(listen: Listening) -> tuple[bool, str, str]:
    """Listen there for a moment; whether it is good, what to say, and what to do.

    A desk that runs holds the address already, and that is well.
    """
    web = Web(listen, {})
    try:
        await web.start()
    except ListenError as error:
        if await _is_a_desk(listen):
            return True, "a Keydesk that runs listens there", ""
        said, _, remedy = str(error).partition(". ")
        return False, said, remedy
    said = f"{web.address} can be listened on"
    await web.stop()
    return True, said, ""


async def _is_a_desk(listen: Listening) -> bool:
    host = f"[{listen.host}]" if ":" in listen.host else listen.host
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=3) as client:
            answer = await client.get(f"http://{host}:{listen.port}/healthz")
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return answer.status_code == 200 and answer.text == "ok\n"
