"""PaySuper's codes as errors of our tree. The code stays on the error, with our word for it.

The document shows no errors: codes and statuses are the open-source server's (FACTS 2, "Codes seen"),
``{"code": "kp000017", "message": …, "details": …}``. "Not found" comes with status 400. A code is a
refusal at a status from 400 to 499 only: above it the server failed, whatever its code.
"""

import re
from collections.abc import Mapping

from providers.calls import Answer, ServerFaultError
from providers.errors import AlreadyDone, NotAllowed, NotFound, Refused, Rejected

PROVIDER = "paysuper"

_CODES: Mapping[str, tuple[type[Refused], str]] = {
    "ma000002": (Rejected, "invalid"),
    "ma000004": (NotAllowed, ""),
    "ma000023": (Rejected, "invalid"),
    "ma000034": (NotAllowed, ""),
    "ma000035": (NotAllowed, ""),
    "ma000036": (NotAllowed, ""),
    "kp000001": (NotAllowed, "other-merchant"),
    "kp000002": (Rejected, "other-project"),
    "kp000003": (Rejected, "sku-fixed"),
    "kp000004": (Rejected, "no-name"),
    "kp000005": (Rejected, "no-description"),
    "kp000006": (AlreadyDone, "sku-taken"),
    "kp000008": (Rejected, "second-own-platform"),
    "kp000009": (Rejected, "no-activation-url"),
    "kp000010": (Rejected, "no-eula-url"),
    "kp000011": (Rejected, "no-platform-name"),
    "kp000015": (NotAllowed, "no-merchant"),
    "kp000017": (NotFound, ""),
    "kp000020": (Rejected, "no-default-price"),
    "kp000021": (Rejected, "region-currency"),
    "kp000023": (Rejected, "not-published"),
}
_UNSEEN = "kp000012"
"""How the public view answers for what is not published: as for a query that failed, but with 400."""
_OWN_FAULT = frozenset({"ma000001", "ma000003"})
"""The server says "my fault" by these, at any status."""
_NOT_NOW = frozenset({408, 425, 429})


def refusal(endpoint: str, answer: Answer) -> Refused | None:
    """The error an answer stands for; None if it is no refusal. An unlisted code is Rejected.

    Raises ServerFaultError where the server says that it failed.
    """
    code = code_of(answer.body)
    said = f"{endpoint}: status {answer.status}, {code or 'no code'}"
    if code in _OWN_FAULT or (code and answer.status >= 500):
        raise ServerFaultError(code, code=code)
    if not 400 <= answer.status <= 499 or answer.status in _NOT_NOW:
        return None
    if code == _UNSEEN and endpoint == "public_view":
        return Rejected(PROVIDER, said, code=code, reason="not-published")
    if code:
        kind, reason = _CODES.get(code, (Rejected, ""))
        return kind(PROVIDER, said, code=code, reason=reason)
    if answer.status in {404, 405} and isinstance(answer.body, Mapping):
        # How the server answers what it has no route for: the other dialect is spoken there.
        return Rejected(PROVIDER, said, reason="no-such-call")
    return None


def code_of(body: object) -> str:
    """The code in an answer, "" if it has none."""
    code = body.get("code") if isinstance(body, Mapping) else None
    return code if isinstance(code, str) and re.fullmatch(r"[a-z]{2}\d{6}", code) else ""


def reject(endpoint: str, why: str, reason: str = "invalid") -> Rejected:
    """The error for a request that is not even sent."""
    return Rejected(PROVIDER, f"{endpoint}: not sent, {why}", reason=reason)
