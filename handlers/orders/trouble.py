"""What kept an order from being bought or taken back, in the words of an answer to a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.frame.errors import trouble
from handlers.words.markup import Html
from handlers.words.texts import Texts
from services.errors import ProviderTroubleError


def order_trouble(t: Texts, told: Mapping[str, Any]) -> Html:
    """The words of an error that a notice tells of (:func:`services.orders.news.trouble_of`)."""
    facts = told["facts"]
    if told["code"] != ProviderTroubleError.code:
        return t.get(f"error-{told['code']}", **facts)
    since = facts.get("since")
    return trouble(
        t,
        str(facts["provider"]),
        str(facts["kind"]),
        str(facts.get("reason") or ""),
        facts.get("code"),
        None if since is None else datetime.fromisoformat(since),
    )
