"""Notices of roles whose time is over: to the chat where they counted, and to whose they were."""

from datetime import datetime

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.people.left_behind import left_behind
from handlers.words.ends import end_words
from handlers.words.markup import join, mention
from handlers.words.role_names import role_name
from handlers.words.texts import Texts
from services.access import ROLE_LAPSED_NOTICE

routes = Routes()
_TEXTS = {
    (False, False): "lapsed-here",
    (False, True): "lapsed-everywhere",
    (True, False): "lapsed-yours-here",
    (True, True): "lapsed-yours-everywhere",
}
"""By whether it is told to whose role it was, and whether that counted everywhere."""
_STILL = {False: "lapsed-here-still", True: "lapsed-yours-here-still"}
"""Where they have the same role in every chat as well."""


@routes.notice(ROLE_LAPSED_NOTICE)
async def lapsed(notice: Notice, services: Services, t: Texts) -> Card:
    """Whose role it was, where it counted, and when it ended."""
    facts, user_id = notice.facts, int(notice.facts["user"])
    still = bool(facts.get("still"))  # no notice of an earlier version says so
    yours = notice.chat_id == user_id
    said = t.get(
        _STILL[yours] if still else _TEXTS[yours, bool(facts["everywhere"])],
        person=mention(user_id, await services.people.name(user_id)),
        role=role_name(t, str(facts["role"])),
        chat=str(facts["title"]) or t.plain("not-told-somewhere"),
        until=end_words(t, datetime.fromisoformat(str(facts["until"]))),
    )
    if yours or still:
        return Card(said, shared=True)
    everywhere = bool(facts["everywhere"])
    left = await left_behind(services, t, user_id, notice.chat_id, everywhere=everywhere)
    return Card(join([said, *left]), shared=True)
