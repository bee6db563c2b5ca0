"""What somebody made and may make no more, named wherever a role is taken away or ends.

Hooks outlive that, and go on until somebody revokes them; the link to a calendar of who is on duty is dead.
"""

from handlers.frame.services import Services
from handlers.words.markup import Html, mention
from handlers.words.texts import Texts

_MOST = 10
_MAKE = "alerts.edit"


async def left_behind(
    services: Services, t: Texts, user_id: int, here: int, *, everywhere: bool
) -> list[Html]:
    """A line of each kind, for groups where their maker may make none any more: this chat, or all."""
    may: dict[int, bool] = {}

    async def lost_in(chat: int) -> bool:
        if chat > 0 or not (everywhere or chat == here):
            return False
        if chat not in may:
            may[chat] = await services.access.permits(user_id, chat, _MAKE)
        return not may[chat]

    def title(chat: int) -> str:
        return services.access.title_of(chat) or t.plain("not-told-somewhere")

    hooks = [
        hook.name
        if hook.chat_id == here
        else t.plain("hooks-left-elsewhere", name=hook.name, chat=title(hook.chat_id))
        for hook in await services.hooks.made_by(user_id)
        if await lost_in(hook.chat_id)
    ]
    calendars = [
        title(chat) for chat in await services.duty.feeds_made_by(user_id) if await lost_in(chat)
    ]
    person = mention(user_id, await services.people.name(user_id))
    return [
        t.get(text, person=person, names=names[:_MOST], more=max(len(names) - _MOST, 0))
        for text, names in (("hooks-left", hooks), ("calendars-left", calendars))
        if names
    ]
