"""How the keys of an order look while they are not there yet.

The document knows no such moment, another generation of the same API does (FACTS 1), and nobody
knows its form: a client has to stand all of these.
"""

from enum import Enum
from typing import Any

from sandbox.codegames.errors import RefusalError


class Late(Enum):
    """The answer to a call for keys that are not there yet."""

    EMPTY_TEXT = "empty text"
    EMPTY_LIST = "empty list"
    NULL = "null"
    ABSENT = "absent"
    SOME = "some of them"
    UNKNOWN_ERROR = "an error code nobody documented"

    def answer(self, keys: list[str]) -> dict[str, Any]:
        """Return the body of the answer, or raise the undocumented error."""
        match self:
            case Late.EMPTY_TEXT:
                return {"keys": ""}
            case Late.EMPTY_LIST:
                return {"keys": []}
            case Late.NULL:
                return {"keys": None}
            case Late.ABSENT:
                return {}
            case Late.SOME:
                return {"keys": keys[: len(keys) // 2]}
            case Late.UNKNOWN_ERROR:
                raise RefusalError(
                    "PRODUCT_OFFER_ORDER_PROCESSING", "Product offer order processing"
                )
