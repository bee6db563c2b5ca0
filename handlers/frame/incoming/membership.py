"""What happens to chats: somebody goes or comes back, a topic opens again, a group changes its id."""

from aiogram import Bot
from aiogram.types import ChatMemberUpdated, Message, TelegramObject

from handlers.frame.frame import Frame
from handlers.frame.incoming.senders import is_person
from handlers.frame.incoming.standing import standing_of
from handlers.frame.routes import Routes
from services.access import Standing

routes = Routes()


@routes.event("chat_member")
async def somebodys_place(frame: Frame, bot: Bot, update: TelegramObject) -> None:
    """Keep in mind who is in a group; only an administrator is told (Bot API: chat_member)."""
    if isinstance(update, ChatMemberUpdated) and is_person(update.new_chat_member.user):
        member = update.new_chat_member
        await frame.services.access.told(member.user.id, update.chat.id, standing_of(member))


@routes.event("members")
async def came_or_left(frame: Frame, bot: Bot, update: TelegramObject) -> None:
    """The same of small groups, which any bot is told (Bot API: Message, new_chat_members)."""
    if not isinstance(update, Message):
        return
    access, chat = frame.services.access, update.chat.id
    for user in update.new_chat_members or ():
        if is_person(user):
            await access.told(user.id, chat, Standing.MEMBER)
    gone = update.left_chat_member
    if gone is not None and is_person(gone):
        await access.told(gone.id, chat, Standing.AWAY)


@routes.event("opened")
async def opened(frame: Frame, bot: Bot, update: TelegramObject) -> None:
    """A topic of a forum is open again: what waited for that is told (Bot API: Message)."""
    if isinstance(update, Message):
        await frame.services.people.reachable(update.chat.id)


@routes.event("migrated")
async def migrated(frame: Frame, bot: Bot, update: TelegramObject) -> None:
    """A group became a supergroup: everything that names its id follows (Bot API: Message)."""
    if not isinstance(update, Message) or update.migrate_to_chat_id is None:
        return
    await follow_migration(frame, bot, update.chat.id, update.migrate_to_chat_id)


async def follow_migration(frame: Frame, bot: Bot, old: int, new: int) -> None:
    """Change a chat's id in the database and in every memory. Doing it twice changes nothing."""
    await frame.services.people.migrate_chat(old, new)
    await frame.services.access.follow_migration(old, new)
    frame.dialogs.follow_migration(old, new)
    frame.pending_secrets.follow_migration(old, new)
    await frame.lists.publish_chat(bot, new)
