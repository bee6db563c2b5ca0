"""Hooks that outlive what their maker may do: named wherever a role is taken away or ends."""

from handlers.frame.services import Services
from handlers.words.markup import Html, mention
from handlers.words.texts import Texts

_MOST = 10


async def hooks_left(
    services: Services, t: Texts, user_id: int, here: int, *, everywhere: bool
) -> list[Html]:
    """A line of those in groups where their maker may make none any more; in this chat, or in all."""
    may: dict[int, bool] = {}
    names = []
    for hook in await services.hooks.made_by(user_id):
        chat = hook.chat_id
        if chat > 0 or not (everywhere or chat == here):
            continue
        if chat not in may:
            may[chat] = await services.access.permits(user_id, chat, "alerts.edit")
        if may[chat]:
            continue
        title = services.access.title_of(chat) or t.plain("not-told-somewhere")
        there = t.plain("hooks-left-elsewhere", name=hook.name, chat=title)
        names.append(hook.name if chat == here else there)
    if not names:
        return []
    person = mention(user_id, await services.people.name(user_id))
    more = len(names) - _MOST
    return [t.get("hooks-left", person=person, names=names[:_MOST], more=max(more, 0))]
