"""The refusals of PaySuper: ``{code, message, details}``, and one without a code (FACTS 2).

The document shows no error at all; codes and HTTP statuses are those of the open-source server.
"""

from aiohttp import web

MESSAGES = {
    "ma000001": "unknown error. try request later",
    "ma000002": "validation failed",
    "ma000003": "internal error",
    "ma000004": "access denied",
    "ma000023": "incorrect request parameters",
    "kp000002": "project is not the product's",
    "kp000003": "sku is not the product's",
    "kp000004": "name must be set",
    "kp000005": "description must be set",
    "kp000006": "pair of sku and project id is already in use",
    "kp000008": "there is a user-defined platform already",
    "kp000009": "activation url must be set",
    "kp000010": "eula url must be set",
    "kp000011": "platform name must be set",
    "kp000012": "retrieving the key product failed",
    "kp000013": "writing the key product failed",
    "kp000014": "deleting failed",
    "kp000017": "key product not found",
    "kp000018": "unknown error of key products",
    "kp000020": "no price in the default currency",
    "kp000021": "region and currency of a price do not match",
    "kp000023": "key product is not published",
}
"""The codes that are answered here or likely to be asked for by a fault; texts are ours."""

STATUSES = {"ma000001": 500, "ma000003": 500, "ma000004": 403}
"""The HTTP status of a code where it is not 400, which "not found" is too (kp000017)."""


class RefusalError(Exception):
    """A definite no: nothing was changed. ``code`` is empty for what has none, such as a 401."""

    def __init__(self, code: str, details: str = "", *, status: int | None = None) -> None:
        super().__init__(code or details)
        self.code = code
        self.details = details
        self.status = STATUSES.get(code, 400) if status is None else status

    @classmethod
    def unauthorized(cls, text: str) -> "RefusalError":
        """The gate in front of the admin calls, which answers without a code."""
        return cls("", text, status=401)


def render(refused: RefusalError) -> web.Response:
    """Make the answer to a refused request."""
    body = {"message": refused.details}
    if refused.code:
        body = {
            "code": refused.code,
            "message": MESSAGES.get(refused.code, refused.code),
            "details": refused.details,
        }
    return web.json_response(body, status=refused.status)
