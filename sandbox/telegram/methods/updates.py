"""getUpdates and the webhook's methods."""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sandbox.telegram.errors import WEBHOOK_ACTIVE, ApiError, bad_request
from sandbox.telegram.params import Params, boolean, integer, json_array, string
from sandbox.telegram.webhook import Webhook

from .registry import METHODS

if TYPE_CHECKING:
    from sandbox.telegram.world import World

LONGEST_POLL = 50
_LOCAL = {"127.0.0.1", "localhost"}
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


@METHODS.add(
    "getUpdates",
    {
        "offset": integer,
        "limit": integer,
        "timeout": integer,
        "allowed_updates": json_array("String"),
    },
)
async def get_updates(world: "World", params: Params) -> Any:
    """Updates from ``offset`` on; waits up to ``timeout`` seconds for the first."""
    if world.webhook is not None:
        raise ApiError(409, WEBHOOK_ACTIVE)
    world.updates.allow(params.get("allowed_updates"))
    limit = min(max(params.get("limit", 100), 1), 100)
    timeout = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
    found = await world.updates.fetch(params.get("offset", 0), limit, timeout)
    return [update.json() for update in found]


@METHODS.add(
    "setWebhook",
    {
        "url": string,
        "ip_address": string,
        "max_connections": integer,
        "allowed_updates": json_array("String"),
        "drop_pending_updates": boolean,
        "secret_token": string,
    },
)
async def set_webhook(world: "World", params: Params) -> Any:
    """Have updates posted to a URL; http is let pass only on this machine."""
    url = params.get("url", "")
    parts = urlsplit(url)
    if url and parts.scheme != "https" and parts.hostname not in _LOCAL:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token")
    if secret is not None and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    world.updates.allow(params.get("allowed_updates"))
    if url:
        world.updates.interrupt(ApiError(409, "Conflict: terminated by setWebhook request"))
    connections = params.get("max_connections", 40)
    world.webhook = Webhook(url, secret, connections) if url else None
    return True


@METHODS.add("deleteWebhook", {"drop_pending_updates": boolean})
async def delete_webhook(world: "World", params: Params) -> Any:
    """Go back to getUpdates."""
    if params.get("drop_pending_updates"):
        world.updates.drop_all()
    world.webhook = None
    return True


@METHODS.add("getWebhookInfo", {})
async def get_webhook_info(world: "World", params: Params) -> Any:
    """What is set, and how the last delivery went."""
    hook = world.webhook
    out: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook is not None:
        out["max_connections"] = hook.max_connections
        if hook.last_error is not None:
            out.update(last_error_date=hook.last_error_date, last_error_message=hook.last_error)
    if world.updates.allowed is not None:
        out["allowed_updates"] = sorted(world.updates.allowed)
    return out
