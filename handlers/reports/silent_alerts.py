"""Notices of silent alerts: what owners are told of a chat whose alerts reach nobody."""

from handlers.frame.cards import Card
from handlers.frame.outgoing.notices import Notice
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.words.texts import Texts
from services.schedules import ALERTS_SILENT

routes = Routes()


@routes.notice(ALERTS_SILENT)
async def silent(notice: Notice, services: Services, t: Texts) -> Card:
    """The bot cannot write there, so what begins and ends meanwhile is told to nobody in it."""
    facts = notice.facts
    chat = int(facts["chat"])
    name = str(facts["title"]) if chat < 0 else await services.people.name(chat)
    chat_name = name or t.plain("not-told-somewhere")
    return Card(t.get("alerts-silent", chat=chat_name, count=int(facts["count"])), shared=True)
