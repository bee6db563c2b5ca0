"""The 24 endpoints of Gamebase's document: short names, methods, addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

_MEMBER = "/tcgb-member/v1.2/apps/{appId}"
_GATEWAY = "/tcgb-gateway/v1.2/apps/{appId}"
_LAUNCHING = "/tcgb-launching/v1.2/apps/{appId}"
_IAP = "/tcgb-inapp/v1.2/apps/{appId}"
_BOARD = "/tcgb-leaderboard/v1.2/apps/{appId}"
# These patterns let through braces too, which aiohttp leaves out by itself.
_USER = "{userId:[^/]+}"
_TOKEN = "{accessToken:[^/]+}"  # noqa: S105 - a place in a path
_COUPON = "{couponCode:[^/]+}"
_FACTOR = _BOARD + "/factors/{factor:[^/]+}"
_BOARD_OK = "LEADERBOARD_OK"


@dataclass(frozen=True)
class Route:
    """Where an endpoint is, and the manner of its good answers."""

    number: str
    """Its number in FACTS."""
    method: str
    path: str
    message: str = "SUCCESS"
    names_transaction: bool = True
    """Whether the sample's header has the transaction id; five samples leave it out."""


ROUTES: Mapping[str, Route] = {
    "token": Route("4.1", "GET", f"{_GATEWAY}/members/{_USER}/tokens/{_TOKEN}"),
    "launching": Route(
        "4.2", "GET", f"{_LAUNCHING}/launching/simple", "Success.", names_transaction=False
    ),
    # Before "member", whose user ids would swallow the word "bans".
    "bans": Route("4.7", "GET", f"{_MEMBER}/members/bans"),
    "unbans": Route("4.8", "GET", f"{_MEMBER}/members/bans/release"),
    "member": Route("4.3", "GET", f"{_MEMBER}/members/{_USER}"),
    "members": Route("4.4", "POST", f"{_MEMBER}/members"),
    "auth_keys": Route("4.5", "POST", f"{_MEMBER}/auth/authKeys"),
    "user_ids": Route("4.6", "POST", f"{_MEMBER}/members/userIds/authKeys"),
    "transfer": Route("4.9", "POST", "/tcgb-gateway/v1.1.2/apps/{appId}/members/transfer-account"),
    "withdraw": Route("4.10", "DELETE", f"/tcgb-gateway/v1.3/apps/{{appId}}/members/{_USER}"),
    "maintenance": Route("4.11", "GET", f"{_LAUNCHING}/maintenances/under-maintenance", "Success."),
    "coupon": Route(
        "4.12", "POST", f"{_GATEWAY}/members/{_USER}/coupons/{_COUPON}", names_transaction=False
    ),
    "consume": Route("4.13", "POST", f"{_IAP}/consume", names_transaction=False),
    "consumables": Route("4.14", "POST", f"{_IAP}/consumable", "success", names_transaction=False),
    "subscriptions": Route("4.15", "POST", f"{_IAP}/active-subscriptions", names_transaction=False),
    "user_count": Route("4.16", "GET", f"{_FACTOR}/user-count", _BOARD_OK),
    "rank": Route("4.17", "GET", f"{_FACTOR}/users", _BOARD_OK),
    "ranks": Route("4.18", "POST", f"{_BOARD}/get-users", _BOARD_OK),
    "top": Route("4.19", "GET", f"{_FACTOR}/users", _BOARD_OK),
    "score": Route("4.20", "POST", f"{_FACTOR}/users/{_USER}/score", _BOARD_OK),
    "score_extra": Route("4.21", "POST", f"{_FACTOR}/users/{_USER}/score-with-extra", _BOARD_OK),
    "scores": Route("4.22", "POST", f"{_BOARD}/scores", _BOARD_OK),
    "scores_extra": Route("4.23", "POST", f"{_BOARD}/scores-with-extra", _BOARD_OK),
    "delete_scores": Route("4.24", "DELETE", f"{_FACTOR}/users", _BOARD_OK),
}


def meant(endpoint: str, request: web.Request) -> str:
    """Return the endpoint that is asked for: 4.17 and 4.19 share an address."""
    if endpoint == "rank" and request.query.keys() & {"start", "size"}:
        return "top"
    return endpoint
