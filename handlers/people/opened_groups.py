"""Notices of groups that let passers-by in, for those who decide about the default role."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.role_names import role_name
from handlers.words.texts import Texts
from services.access import GROUP_OPENED

routes = Routes()


@routes.notice(GROUP_OPENED)
async def opened(notice: Notice, services: Services, t: Texts) -> Card:
    """Its default role is its administrators' only from now on; what else may be chosen."""
    facts = notice.facts
    return Card(
        t.get(
            "group-opened",
            open=str(facts["open_to"]),
            chat=str(facts["title"]) or t.plain("not-told-somewhere"),
            role=role_name(t, str(facts["role"])),
        ),
        shared=True,
    )
