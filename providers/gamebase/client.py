"""The one way Gamebase is called: addresses, headers, and the result in every answer's ``header``.

The endpoints are grouped in files of their own (``members.py``, ``launching.py`` …), each a
function over :meth:`GamebaseClient.request`.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from providers.calls import Answer, Call, Kind, ServerFaultError, UnreadableError
from providers.errors import Rejected
from providers.gamebase.errors import PROVIDER, is_server_fault, refusal
from providers.gamebase.models import Model
from providers.gamebase.settings import GamebaseSettings
from providers.http import ApiClient
from providers.waiting import Patience

M = TypeVar("M", bound=Model)

MAX_USER_ID = 100


class GamebaseClient:
    """Calls the Server API for the configured apps, each with its own secret key."""

    def __init__(self, settings: GamebaseSettings, patience: Patience | None = None) -> None:
        self._apps = settings.apps
        self._api = ApiClient(
            PROVIDER,
            settings.base_url,
            patience=patience,
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
    ) -> M:
        """Call ``/{service}/apps/{app id}/{parts…}`` and read the answer as ``answer``.

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
        return await self._api.send(call, lambda given: _read(endpoint, given, answer))

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()


def checked_user_id(endpoint: str, user_id: str) -> str:
    """The id, if it can be a part of an address. Raises Rejected otherwise."""
    fits = 0 < len(user_id) <= MAX_USER_ID and user_id.isprintable() and not user_id.isspace()
    # A part of dots would be read as a step up to another endpoint.
    if not fits or "/" in user_id or user_id in {".", ".."}:
        raise Rejected(PROVIDER, f"{endpoint}: this cannot be a user id")
    return user_id


def _read(endpoint: str, answer: Answer, model: type[M]) -> M:
    code = _result_code(answer.body)
    if code and is_server_fault(code):
        raise ServerFaultError(f"result {code}")
    if code:
        raise refusal(endpoint, code)
    if not answer.success:
        raise UnreadableError("a success with the status of a failure")
    return model.model_validate(answer.body)


def _result_code(body: object) -> int:
    header = body.get("header") if isinstance(body, Mapping) else None
    code = header.get("resultCode") if isinstance(header, Mapping) else None
    if not isinstance(header, Mapping) or not isinstance(code, int) or isinstance(code, bool):
        raise UnreadableError("no result code")
    if code == 0 and header.get("isSuccessful", True) is not True:
        raise UnreadableError("neither success nor failure")
    return code
