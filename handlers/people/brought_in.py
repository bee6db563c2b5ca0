"""The bot is brought into a chat, silenced or thrown out; of a group that no owner chose, owners decide.

Where a stranger brings it into a group that nobody set up it says nothing there, and its owners are told,
with buttons to leave the group and to set it up. The groups of that kind there are, owners can list.
"""

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramMigrateToChat
from aiogram.types import Chat, ChatMemberRestricted, ChatMemberUpdated, TelegramObject
from aiogram.types.chat_member_union import ChatMemberUnion

from handlers.frame.cards import AnyButton, Button, Card
from handlers.frame.chat_facts import ChatFacts
from handlers.frame.frame import Frame
from handlers.frame.incoming.masked_names import keyless
from handlers.frame.incoming.opening import name_of
from handlers.frame.incoming.pacing import answers_there
from handlers.frame.incoming.senders import is_person
from handlers.frame.incoming.standing import standing_of
from handlers.frame.lists import pager
from handlers.frame.outgoing.notices import Notice
from handlers.frame.outgoing.refusals import Kind, Reason, why
from handlers.frame.outgoing.sending import send
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.frame.turn import Turn
from handlers.people.setup import begin
from handlers.taps import GROUP_LEAVE, GROUP_LIST, GROUP_SET_UP, SETUP_BEGIN
from handlers.words.markup import Html, join, mention
from handlers.words.texts import Texts
from services.access import Standing
from services.access.errors import OnlyOwnerError
from services.arrivals import BROUGHT_IN
from services.page import page_of
from services.visible import visible_line

routes = Routes()
PAGE = 8
_GONE = {"left", "kicked"}


@routes.event("my_chat_member")
async def own_place(frame: Frame, bot: Bot, update: TelegramObject) -> None:
    """Keep in mind where the bot may write (Bot API: my_chat_member)."""
    if not isinstance(update, ChatMemberUpdated):
        return
    people, chat = frame.services.people, update.chat
    if update.new_chat_member.status in _GONE:
        await people.unreachable(chat.id, "blocked" if chat.type == "private" else "removed")
        return
    if _is_silenced(update.new_chat_member):
        await people.unreachable(chat.id, Reason.SILENCED)
        return
    await people.reachable(chat.id)
    if update.old_chat_member.status in _GONE and chat.type in {"group", "supergroup"}:
        await _greet(frame, bot, update)


def _is_silenced(member: ChatMemberUnion) -> bool:
    return isinstance(member, ChatMemberRestricted) and not member.can_send_messages


async def _greet(frame: Frame, bot: Bot, update: ChatMemberUpdated) -> None:
    """Say hello, but not where a stranger has brought the bot; owners hear of what none of them did."""
    services, chat = frame.services, update.chat
    access, user = services.access, await keyless(services.known_keys, update.from_user)
    ready, owner = access.chat_is_set_up(chat.id), access.is_owner(user.id)
    if not (ready or owner):
        title = _title(await keyless(services.known_keys, chat))
        who = (user.id, name_of(user)) if is_person(user) else (0, "")
        await services.arrivals.tell(chat.id, chat.type, title, *who)
        if not access.has_grant(user.id):
            return
    if await answers_there(frame, user.id, chat.id):
        people = services.people
        t = frame.library.texts(people.language(user.id), people.timezone(chat.id))
        set_up = [Button(t.plain("setup-begin-button"), SETUP_BEGIN)]
        text = t.get("joined-again" if ready else "joined-group")
        await send(
            bot, chat.id, Card(text, [set_up] if owner and not ready else []), t, asker=user.id
        )


@routes.notice(BROUGHT_IN)
async def brought_in(notice: Notice, services: Services, t: Texts) -> Card | None:
    """Who brought the bot into which group; nothing any more where it was set up meanwhile."""
    facts, chat_id = notice.facts, int(notice.facts["chat"])
    if services.access.chat_is_set_up(chat_id):
        return None
    user, name = int(facts["user"]), str(facts["name"])
    who = mention(user, name) if user else t.plain("brought-in-by-group")
    if not chat_id:
        listed = Button(t.plain("groups-unset-button"), GROUP_LIST, 1)
        return Card(t.get("brought-in-more", person=who), [[listed]], shared=True)
    buttons = [
        Button(t.plain("brought-in-leave-button"), GROUP_LEAVE, -chat_id),
        Button(t.plain("brought-in-set-up-button"), GROUP_SET_UP, -chat_id),
    ]
    return Card(t.get("brought-in", person=who, chat=str(facts["title"])), [buttons], shared=True)


@routes.number_tap(GROUP_LEAVE, permission="roles.edit", slow=True, least=1)
async def leave(turn: Turn, number: int) -> None:
    """Leave the group, unless it was set up meanwhile."""
    chat = await _group(turn, -number)
    if chat is None:
        return
    if turn.services.access.chat_is_set_up(chat.id):
        await turn.edit(Card(turn.t.get("brought-in-ready", chat=_title(chat))))
        return
    await turn.bot.leave_chat(chat.id)
    await turn.services.arrivals.left(turn.actor, chat.id, _title(chat))
    await turn.services.people.unreachable(chat.id, "removed")
    said = turn.t.get("brought-in-left", chat=_title(chat))
    if len(turn.values) == 1:
        await turn.edit(Card(said))
        return
    rest = await _listed(turn, turn.values.number(1, 1))
    await turn.edit(Card(join([said, "", rest.text]), rest.rows))


@routes.number_tap(GROUP_LIST, permission="roles.edit", least=1)
async def list_unset(turn: Turn, number: int) -> None:
    """The groups nobody has set up, each with a button that leaves it and one that sets it up."""
    await turn.show(await _listed(turn, number))


async def _listed(turn: Turn, number: int) -> Card:
    t, page = turn.t, page_of(await turn.services.arrivals.not_set_up(turn.actor), number, PAGE)
    if not page.total:
        return Card(t.get("groups-unset-none"))
    lines = [t.get("groups-unset", count=page.total), Html("")]
    rows: list[list[AnyButton]] = []
    for at, chat in enumerate(page.items, (page.number - 1) * PAGE + 1):
        lines.append(t.get("groups-unset-line", at=at, chat=chat.title or str(chat.id)))
        words = {"leave": GROUP_LEAVE, "set-up": GROUP_SET_UP}
        rows.append(
            [
                Button(t.plain(f"groups-{word}-button", at=at), tap, -chat.id, page.number)
                for word, tap in words.items()
            ]
        )
    return Card(join(lines), [*rows, pager(t, GROUP_LIST, page)])


@routes.number_tap(GROUP_SET_UP, permission="roles.edit", slow=True, least=1)
async def set_up(turn: Turn, number: int) -> None:
    """Set the group up: the rest is asked there, so the owner has to be in it."""
    chat = await _group(turn, -number)
    if chat is None:
        return
    t = turn.t
    if not await _is_in(turn, chat):
        await turn.reply(Card(t.get("brought-in-join-first", chat=_title(chat))))
        return
    there = ChatFacts(chat.id, chat.type, _title(chat), is_public=bool(chat.username))
    await begin(turn.elsewhere(there))
    await turn.edit(Card(t.get("brought-in-set-up", chat=_title(chat))))


async def _group(turn: Turn, chat_id: int) -> Chat | None:
    """The group a button is about, wherever it moved; None, and it is said: the bot is not in it any more.

    Raises OnlyOwnerError.
    """
    if not turn.services.access.is_owner(turn.actor.user_id):
        raise OnlyOwnerError
    try:
        # Of a public group Telegram tells also who is not in it; how many there are it tells its members.
        await turn.bot.get_chat_member_count(chat_id)
        chat = await turn.bot.get_chat(chat_id)
    except TelegramMigrateToChat as moved:
        return await _group(turn, moved.migrate_to_chat_id)
    except TelegramAPIError as error:
        if why(error).kind is Kind.PASSING:
            raise
        await turn.edit(Card(turn.t.get("brought-in-gone")))
        return None
    return await keyless(turn.services.known_keys, chat)


async def _is_in(turn: Turn, chat: Chat) -> bool:
    try:
        member = await turn.bot.get_chat_member(chat.id, turn.actor.user_id)
    except TelegramAPIError as error:
        if why(error).kind is Kind.PASSING:
            raise
        return False
    return standing_of(member) is not Standing.AWAY


def _title(chat: Chat) -> str:
    return visible_line(chat.title or "") or str(chat.id)
