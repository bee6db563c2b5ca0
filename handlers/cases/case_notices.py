"""Notices of cases: what is said in them passes between a customer and the desk, and how they end."""

from collections.abc import Awaitable, Callable
from functools import wraps

from handlers.cases.case_card import answer_rows, case_card
from handlers.frame.cards import Attached, Button, Card
from handlers.frame.outgoing.notices import EditOf, Notice, OwnTopic
from handlers.frame.routes import Routes
from handlers.frame.services import Services
from handlers.taps import CASE_TALK, CASE_WORKS
from handlers.words.markup import Html, bold, code, escape, join, mention, quoted
from handlers.words.texts import Texts
from services.cases import CaseStatus, CaseView
from services.cases.errors import UnknownCaseError
from services.cases.said import PHOTO
from services.cases.talk import Kept

routes = Routes()
Renderer = Callable[[Notice, Services, Texts], Awaitable[Card | EditOf | None]]


def gone_is_none(renderer: Renderer) -> Renderer:
    """Of a case, or of words in one, that were forgotten since nothing is told."""

    @wraps(renderer)
    async def render(notice: Notice, services: Services, t: Texts) -> Card | EditOf | None:
        try:
            return await renderer(notice, services, t)
        except UnknownCaseError:
            return None

    return render


@routes.notice("case-opened")
@gone_is_none
async def case_opened(notice: Notice, services: Services, t: Texts) -> EditOf:
    """The card of a new case; in a forum it begins a topic of its own."""
    case_id = int(notice.facts["case"])
    await services.case_books.read(case_id)
    case = await services.cases.told(case_id)
    card = _card(notice, services, t, case)

    async def opened(thread_id: int) -> None:
        await services.case_posts.note_topic(case_id, thread_id)

    facts = {"customer": case.customer_name, "product": case.order.product}
    topic = None
    if case.thread_id is None:
        topic = OwnTopic(t.plain("case-topic", number=case.number, **facts), opened)
    return EditOf(None, card, posted=_posted(notice, services, is_card=True), topic=topic)


@routes.notice("case-word")
@gone_is_none
async def case_word(notice: Notice, services: Services, t: Texts) -> EditOf:
    """What the customer says, for the desk."""
    case = await services.cases.told(int(notice.facts["case"]))
    kept = await services.case_talk.said(int(notice.facts["message"]))
    name = bold(case.customer_name)
    if case.thread_id is not None:
        head = t.get("case-word-topic", name=name)
    else:
        about = {"number": code(case.number), "product": case.order.product}
        head = t.get("case-word", name=name, **about)
    card = _said_card(t, head, kept)
    return EditOf(
        kept.copy_id,
        card,
        posted=_posted(notice, services),
        shown=_shown(notice, services),
        reopens=case.is_open,
    )


@routes.notice("case-answer")
@gone_is_none
async def case_answer(notice: Notice, services: Services, t: Texts) -> EditOf:
    """What the desk answers, for the customer, who sees who it was only where the chat wishes that."""
    case = await services.cases.told(int(notice.facts["case"]))
    kept = await services.case_talk.said(int(notice.facts["message"]))
    about = {"number": code(case.number), "product": bold(case.order.product)}
    if (await services.case_settings.of(case.chat_id)).shows_names:
        head = t.get("case-answer-by", name=await services.people.name(kept.author_id), **about)
    else:
        head = t.get("case-answer", **about)
    card = _said_card(t, head, kept)
    if case.is_open:
        talk = Button(t.plain("button-write-back"), CASE_TALK, case.id)
        works = Button(t.plain("button-works-now"), CASE_WORKS, case.id, style="success")
        card = Card(card.text, [[talk], [works]], file=card.file)
    return EditOf(
        kept.copy_id, card, posted=_posted(notice, services), shown=_shown(notice, services)
    )


@routes.notice("case-changed")
@gone_is_none
async def case_changed(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """How the case stands, on one of its cards; without its number, the one that stands in its chat."""
    case = await services.cases.told(int(notice.facts["case"]))
    message = notice.facts.get("message", case.message_id)
    if message is None:
        return None
    newest = (notice.chat_id, message) == (case.chat_id, case.message_id)
    closes = case.thread_id if newest and not case.is_open else None
    return EditOf(int(message), _card(notice, services, t, case), only=True, closes=closes)


@routes.notice("case-reminder")
@gone_is_none
async def case_reminder(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """A customer waits for long, if nobody has answered meanwhile."""
    case = await services.cases.told(int(notice.facts["case"]))
    if not case.is_open or case.waiting_since is None:
        return None
    text = t.get(
        "case-reminder",
        name=case.customer_name,
        at=case.waiting_since,
        number=code(case.number),
        product=case.order.product,
        taken="yes" if case.assigned_to is not None else "no",
        by=case.assigned_name,
    )
    card = Card(text, answer_rows(t, case, notice.chat_id), shared=True)
    return EditOf(None, card, posted=_posted(notice, services), reopens=True)


@routes.notice("case-hands")
@gone_is_none
async def case_hands(notice: Notice, services: Services, t: Texts) -> EditOf | None:
    """Somebody took a case over from another, or who had it may not any more: both are named."""
    case = await services.cases.told(int(notice.facts["case"]))
    former, by = int(notice.facts["former"]), int(notice.facts["by"])
    if not case.is_open or (not by and case.assigned_to is not None):
        return None
    about = {
        "former": mention(former, await services.people.name(former)),
        "number": code(case.number),
    }
    if by:
        text = t.get("case-taken-over", name=await services.people.name(by), **about)
    else:
        waits = "no" if case.waiting_since is None else "yes"
        text = t.get("case-let-go", customer=case.customer_name, waits=waits, **about)
    rows = [] if by else answer_rows(t, case, notice.chat_id)
    return EditOf(None, Card(text, rows, shared=True), posted=_posted(notice, services))


@routes.notice("case-ended")
@gone_is_none
async def case_ended(notice: Notice, services: Services, t: Texts) -> Card:
    """How it ended, for the customer."""
    case = await services.cases.told(int(notice.facts["case"]))
    about = {"number": code(case.number), "product": bold(case.order.product)}
    if case.status is not CaseStatus.CLOSED:
        new = case.replacement
        instead = "" if new is None else code(new.number)
        keys = 0 if new is None else len(new.masks)
        words = f"notice-case-{case.status}"
        facts = {"count": len(case.masks), "keys": keys, "instead": instead}
        return Card(t.get(words, **facts, **about))
    kept = await services.case_talk.said(int(notice.facts["message"]))
    lines = [
        t.get("notice-case-closed", **about),
        quoted(kept.said.text),  # it may be longer than what Fluent takes
        t.get("notice-case-closed-then"),
    ]
    return Card(join(lines))


def _card(notice: Notice, services: Services, t: Texts, case: CaseView) -> Card:
    keeps = services.case_books.kept_by(case.order.provider)
    return case_card(t, case, notice.chat_id, keeps_books=keeps)


def _said_card(t: Texts, head: Html, kept: Kept) -> Card:
    """What was said below who says it; as it stands now, with a mark where it was something else before."""
    said = kept.said
    lines = [head, *([escape(said.text)] if said.text else [])]
    text = join([*lines, t.get("case-edited")] if kept.edited else lines)
    if said.file is None:
        return Card(text)
    file = Attached(
        said.file.name or "file", file_id=said.file.file_id, is_photo=said.file.kind == PHOTO
    )
    return Card(text, file=file)


def _posted(
    notice: Notice, services: Services, *, is_card: bool = False
) -> Callable[[int], Awaitable[None]]:
    """Remember what the message is about: who answers it speaks in the case."""

    async def posted(message_id: int) -> None:
        case_id = int(notice.facts["case"])
        await services.case_posts.note_post(case_id, notice.chat_id, message_id, is_card=is_card)

    return posted


def _shown(notice: Notice, services: Services) -> Callable[[int], Awaitable[None]]:
    """Remember which message shows what was said: an edit of it goes there."""

    async def shown(message_id: int) -> None:
        await services.case_talk.note_copy(int(notice.facts["message"]), message_id)

    return shown
