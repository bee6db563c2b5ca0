"""The one way Gamebase is called: addresses, headers, and the result in every answer's ``header``.

The endpoints are in the folders of their resources (``members/calls.py``, ``launching/calls.py`` …), each a
function over :meth:`GamebaseClient.request`.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from providers.calls import Answer, Call, Kind, ServerFaultError, UnreadableError
from providers.errors import Rejected
from providers.gamebase import codes
from providers.gamebase.errors import PROVIDER, is_listed, is_server_fault, refusal
from providers.gamebase.models import Model
from providers.gamebase.settings import GamebaseSettings
from providers.http import ApiClient
from providers.proxies import DIRECT, Proxies
from providers.timeouts import Patience

M = TypeVar("M", bound=Model)


class GamebaseClient:
    """Calls the Server API for the configured apps, each with its own secret key."""

    def __init__(
        self,
        settings: GamebaseSettings,
        patience: Patience | None = None,
        proxies: Proxies = DIRECT,
    ) -> None:
        self._apps = settings.apps
        self._api = ApiClient(
            PROVIDER,
            settings.base_url,
            patience=patience,
            proxies=proxies,
            trace_header="X-TCGB-Transaction-Id",
        )

    @property
    def apps(self) -> tuple[str, ...]:
        """The names of the configured apps."""
        return tuple(self._apps)

    async def request(
        self,
        endpoint: str,
        method: str,
        service: str,
        app: str,
        parts: Sequence[str],
        answer: type[M],
        *,
        kind: Kind = Kind.READ,
        query: Mapping[str, str] | None = None,
        body: object = None,
        nested: str = "",
    ) -> M:
        """Call ``/{service}/apps/{app id}/{parts…}`` and read the answer as ``answer``.

        ``nested`` names the field that holds results with codes of their own: where it is there,
        they and not the code of the header say what happened.

        Raises Rejected for an app that is not configured, what a result code stands for
        (errors.py), and what http.py makes of the rest.
        """
        settings = self._apps.get(app)
        if settings is None:
            raise Rejected(PROVIDER, f"{endpoint}: no app of that name is configured")
        path = "/".join(quote(part, safe="") for part in ("apps", settings.app_id, *parts))
        call = Call(
            endpoint,
            method,
            f"/{service}/{path}",
            kind,
            body,
            query or {},
            {"X-Secret-Key": settings.secret_key.get_secret_value()},
        )
        return await self._api.send(call, lambda given: _read(call, given, answer, nested))

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()


def _read(call: Call, answer: Answer, model: type[M], nested: str) -> M:
    code = _result_code(answer.body)
    if code and not _tells_more(code, answer.body, nested):
        raise _failure(call, code)
    if not answer.success:
        raise UnreadableError("a success with the status of a failure")
    read = model.model_validate(answer.body)
    if (inside := read.failed()) not in {0, codes.SAME_DATA}:
        raise _failure(call, inside)
    return read


def _failure(call: Call, code: int) -> Exception:
    """What a result code other than success stands for.

    A code that nobody has listed does not prove that what may be done once was not done.
    """
    if is_server_fault(code) or (call.kind is not Kind.READ and not is_listed(code)):
        return ServerFaultError(f"result {code}", code=code)
    return refusal(call.endpoint, code)


def _tells_more(code: int, body: object, nested: str) -> bool:
    """Whether the results inside say more than what the header says of them."""
    if not nested or not isinstance(body, Mapping):
        return False
    return code == codes.SAME_DATA or (code in codes.LEADERBOARD and bool(body.get(nested)))


def _result_code(body: object) -> int:
    header = body.get("header") if isinstance(body, Mapping) else None
    code = header.get("resultCode") if isinstance(header, Mapping) else None
    if not isinstance(header, Mapping) or not isinstance(code, int) or isinstance(code, bool):
        raise UnreadableError("no result code")
    if code == 0 and header.get("isSuccessful", True) is not True:
        raise UnreadableError("neither success nor failure")
    return code
