"""The desk's side of a case: take it, answer, replace the key, close it."""

from handlers.cases.case_card import case_card, case_place, given_named, held_words
from handlers.cases.said_in import MOST_IN_PART, said_in, written_in
from handlers.delivery.send import send_question
from handlers.delivery.twin_words import seen_twins
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.errors import error_text
from handlers.frame.incoming.case_words import ASIDE, EDITS, OF_STAFF
from handlers.frame.persons import person_with
from handlers.frame.registry import Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError, at_most
from handlers.orders.question_card import question_card
from handlers.taps import (
    CASE_ANSWER,
    CASE_BACK,
    CASE_CLOSE,
    CASE_OPEN,
    CASE_OVER,
    CASE_REFRESH,
    CASE_REPLACE,
    CASE_SEND_AGAIN,
    CASE_TAKE,
    CASE_TEMPLATE,
    CASE_TEMPLATE_SEND,
)
from handlers.words.lengths import cut
from handlers.words.markup import Html, code, join, plain
from handlers.words.provider_words import provider_name
from services.cases import CaseView, Said
from services.cases.errors import (
    CaseAnsweredSinceError,
    CaseKeyError,
    NotYoursError,
    UnchangedCopyError,
)
from services.cases.finding import ANSWER, ended_view
from services.cases.templates import filled
from services.delivery.errors import LinkedSinceError, SentSinceError
from services.errors import DeskError, ProviderTroubleError, UnknownOfferError
from services.orders.door import DELIVER
from services.orders.errors import NotEnoughError, SoldOutError
from storage.reply_templates import TemplateRow

routes = Routes()
MOST_REASON = 1000
"""Characters of the reason for which a case is closed."""


@routes.tap(CASE_TAKE, permission=ANSWER, opener_only=False, of_order=True)
async def take(turn: Turn) -> None:
    """Make it one's own; who is second is told who has it."""
    case = await turn.services.cases.take(turn.admitted, turn.values.number(1), turn.standing)
    await _show(turn, case)


@routes.tap(CASE_BACK, permission=ANSWER, opener_only=False, of_order=True)
async def give_back(turn: Turn) -> None:
    """Make it nobody's again; where it is somebody else's, ask whether to take it over."""
    case_id, cases = turn.values.number(1), turn.services.cases
    try:
        case = await cases.give_back(turn.admitted, case_id, turn.standing)
    except NotYoursError:
        case = await _open(turn)
        if case.assigned_to is not None:
            await _ask_over(turn, case, case.assigned_to)
            return
    await _show(turn, case)


@routes.tap(CASE_OVER, permission=ANSWER, of_order=True)
async def take_over(turn: Turn) -> None:
    """Have it in place of who had it when that was asked."""
    case_id, former = turn.values.number(1), turn.values.number(2)
    cases = turn.services.cases
    await _show(turn, await cases.take_over(turn.admitted, case_id, former, turn.standing))


@routes.tap(CASE_OPEN, permission=ANSWER, of_order=True)
async def opened(turn: Turn) -> None:
    """A case was chosen from a list: its card, in a message of its own."""
    await _show(turn, await _case(turn), anew=True)


@routes.tap(CASE_REFRESH, permission=ANSWER, opener_only=False, slow=True, of_order=True)
async def refresh(turn: Turn) -> None:
    """Ask the provider's books anew, and show how the case stands."""
    case = await _case(turn)
    await turn.services.case_books.read(case.id)
    await _show(turn, await _case(turn))


@routes.tap(CASE_ANSWER, permission=ANSWER, opener_only=False, of_order=True)
async def ask_answer(turn: Turn) -> None:
    """What shall the customer read? A reply to this message, or a ready answer of the case's chat."""
    case = await _open(turn)
    t, place = turn.t, case_place(case)
    templates = await turn.services.reply_templates.of(case.chat_id)
    ready: list[AnyButton] = [
        Button(each.name, CASE_TEMPLATE, *place, each.id) for each in templates
    ]
    words = "case-ask-answer-ready" if ready else "case-ask-answer"
    text = t.get(words, name=case.customer_name, number=code(case.number))
    message_id = await turn.reply(Card(text, in_columns(ready)))
    await turn.services.case_posts.note_post(case.id, turn.chat.id, message_id)
    if turn.chat.is_private:
        facts = {"case": case.id, "order": case.number}
        await turn.frame.dialogs.ask(turn.chat.id, turn.actor.user_id, OF_STAFF, facts)


@routes.answer(OF_STAFF, permission=ANSWER, of_order=True, brings=Brings.ANYTHING)
async def answered(turn: Turn) -> None:
    """It was answered: the customer reads it from the bot."""
    case_id = int(turn.facts["case"])
    case = await turn.services.cases.view(turn.admitted, case_id)
    edits = bool(turn.facts.get(EDITS))
    if not case.is_open and not edits:
        raise ended_view(case)
    if turn.seen_to:  # with its key masked it would say something else than was meant
        raise CaseKeyError(name=case.customer_name)
    if edits:
        await _edited(turn, case)
        return
    for said in await said_in(turn):
        case = await turn.services.case_talk.answer(turn.admitted, case_id, said)
    if not turn.album_goes_on:
        await turn.reply(Card(turn.t.get("case-passed", name=case.customer_name)))


async def _edited(turn: Turn, case: CaseView) -> None:
    """What was answered was changed: the customer reads it so."""
    if turn.args.startswith(ASIDE):
        raise UnchangedCopyError(number=case.number, problem="aside")
    said = await said_in(turn)
    if await turn.services.case_rewording.by_staff(turn.admitted, case.id, said):
        await turn.reply(Card(turn.t.get("case-passed-edited", name=case.customer_name)))


@routes.tap(CASE_TEMPLATE, permission=ANSWER, of_order=True)
async def template_chosen(turn: Turn) -> None:
    """A ready answer was chosen: shown as the customer will read it."""
    case = await _open(turn)
    template = await _template(turn, case)
    t = turn.t
    text = join(
        [t.get("case-template-question", name=case.customer_name), "", _filled(case, template)]
    )
    since = await turn.services.case_talk.answers(turn.admitted, case.id)
    meant = (*case_place(case), template.id, since)
    yes = Button(t.plain("button-send-answer"), CASE_TEMPLATE_SEND, *meant, style="success")
    back = Button(t.plain("button-back"), CASE_ANSWER, *case_place(case))
    await turn.show(Card(text, [[yes, back]]))


@routes.tap(CASE_TEMPLATE_SEND, permission=ANSWER, of_order=True)
async def template_sent(turn: Turn) -> None:
    """Send it, once: that the customer was answered since it was shown is said instead."""
    case, since = await _open(turn), turn.values.number(3)
    said = Said(_filled(case, await _template(turn, case)))
    try:
        case = await turn.services.case_talk.answer(turn.admitted, case.id, said, since)
    except CaseAnsweredSinceError as error:
        again = Button(turn.t.plain("button-answer"), CASE_ANSWER, *case_place(case))
        await turn.show(Card(error_text(turn.t, error), [[again]]))
        return
    await turn.show(Card(turn.t.get("case-passed", name=case.customer_name)))


@routes.tap(CASE_REPLACE, permission="orders.buy", opener_only=False, slow=True, of_order=True)
async def replace(turn: Turn) -> None:
    """Ask before another key is bought, and say what comes of it; Confirm is that of any other order."""
    case_id = turn.values.number(1)
    offer_id = turn.values.number(2) if len(turn.values) > 2 else None
    if offer_id is None:
        case = await _case(turn)
        if case.held and case.is_open:
            await turn.reply(await _after_held(turn, case))
            return
    try:
        replacing = turn.services.case_replacing
        case, draft = await replacing.replace(turn.admitted, case_id, offer_id)
    except (SoldOutError, NotEnoughError, ProviderTroubleError, UnknownOfferError) as error:
        await _instead(turn, case_id, error)
        return
    card = question_card(turn.t, await turn.services.checkout.question(draft.number))
    if given := _given(turn, case):
        card = Card(join([*given, "", card.text]), card.rows, opener=card.opener)
    message_id = await turn.reply(card)
    await turn.services.orders.note_card(draft, turn.chat.id, message_id)


@routes.tap(CASE_SEND_AGAIN, permission=DELIVER, opener_only=False, of_order=True)
async def send_again(turn: Turn) -> None:
    """What was bought in the key's place and has not reached the customer is sent once more.

    Once, however often it is pressed; where that would end an open link, or a key of it came more than once,
    it is asked first.
    """
    case = await _open(turn)
    if case.replacement is not None and case.not_arrived:
        number, delivery = case.replacement.number, turn.services.delivery
        admitted = await turn.services.orders.door.admit(turn.actor, number, DELIVER)
        sendable = await delivery.sendable(admitted, case.customer_id)
        if sendable.ends is not None or sendable.twins:
            person = await person_with(turn, case.customer_id)
            twins = await seen_twins(turn, sendable.order, sendable.twins)
            await turn.reply(send_question(turn.t, sendable, person, twins))
            return
        # The button of an earlier version does not say what it was drawn with.
        since = turn.values.number(2) if len(turn.values) > 2 else case.handed
        try:
            await delivery.send_to(admitted, case.customer_id, since=since)
        except SentSinceError as error:
            by, at = error.facts["by"], error.facts["at"]
            await turn.alert(turn.t.plain("case-sent-since", by=by, at=at, name=case.customer_name))
        except LinkedSinceError:
            await turn.alert(plain(turn.t.get("links-made-before-send", number=code(number))))
        case = await _case(turn)
    await _show(turn, case)


@routes.tap(CASE_CLOSE, permission=ANSWER, opener_only=False, of_order=True)
async def ask_reason(turn: Turn) -> None:
    """Why is it closed? The customer reads it."""
    case = await _open(turn)
    text = turn.t.get("case-ask-reason", name=case.customer_name, number=code(case.number))
    await turn.ask("case.close", Card(text), order=case.number, case=case.id)


@routes.answer("case.close", permission=ANSWER, of_order=True)
async def closed(turn: Turn) -> None:
    """The reason was given."""
    if turn.seen_to:
        case = await turn.services.cases.view(turn.admitted, int(turn.facts["case"]))
        raise CaseKeyError(name=case.customer_name)
    reason = turn.args.strip()
    if not reason:
        raise UsageError("case.close")
    at_most(turn.t, "case.close", reason, MOST_REASON)
    case_id, written = int(turn.facts["case"]), written_in(turn)
    case = await turn.services.cases.close(turn.admitted, case_id, reason, written)
    text = turn.t.get("case-closed", number=code(case.number), name=case.customer_name)
    await turn.reply(Card(text))


async def _ask_over(turn: Turn, case: CaseView, former: int) -> None:
    t, place = turn.t, case_place(case)
    text = t.get("case-ask-over", name=case.assigned_name, number=code(case.number))
    yes = Button(t.plain("button-take-over"), CASE_OVER, *place, former, style="primary")
    no = Button(t.plain("button-back"), CASE_REFRESH, *place)
    await turn.reply(Card(text, [[yes, no]]))


async def _instead(turn: Turn, case_id: int, error: DeskError) -> None:
    """The offer has no key to give: what else the product can be had from, or how to go on without."""
    t = turn.t
    case, count, rows = await _others(turn, case_id)
    place = case_place(case)
    words = "case-replace-others" if rows else "case-replace-none"
    said = t.get(words, name=case.customer_name, count=count)
    if not rows:
        rows.append([Button(t.plain("button-replace-again"), CASE_REPLACE, *place)])
    answer = Button(t.plain("button-answer"), CASE_ANSWER, *place)
    rows.append([answer, Button(t.plain("button-close"), CASE_CLOSE, *place)])
    await turn.reply(Card(join([error_text(t, error), "", said]), rows, shared=True))


async def _others(turn: Turn, case_id: int) -> tuple[CaseView, int, list[list[AnyButton]]]:
    """The case, how many keys it takes, and a button for each other offer that has so many now."""
    t = turn.t
    case, count, others = await turn.services.case_replacing.others(turn.admitted, case_id)
    rows: list[list[AnyButton]] = []
    for each in others:
        label = t.plain(
            "stock-buy-other", provider=provider_name(t, each.provider), price=each.price
        )
        rows.append([Button(label, CASE_REPLACE, *case_place(case), each.offer_id)])
    return case, count, rows


async def _after_held(turn: Turn, case: CaseView) -> Card:
    """What was bought has a key that came before: of whom shall the next be bought? Nothing is yet."""
    t = turn.t
    case, _, rows = await _others(turn, case.id)
    words = held_words(t, case, case.replacement or case.order, turn.chat.id)
    label = t.plain("button-replace-same", provider=provider_name(t, case.order.provider))
    rows.append([Button(label, CASE_REPLACE, *case_place(case), case.order.offer_id)])
    return Card(t.get("case-replace-held", **words), rows, shared=True)


async def _case(turn: Turn) -> CaseView:
    return await turn.services.cases.view(turn.admitted, turn.values.number(1))


async def _open(turn: Turn) -> CaseView:
    case = await _case(turn)
    if not case.is_open:
        raise ended_view(case)
    return case


async def _template(turn: Turn, case: CaseView) -> TemplateRow:
    return await turn.services.reply_templates.get(case.chat_id, turn.values.number(2))


def _given(turn: Turn, case: CaseView) -> list[Html]:
    """That the customer has another key already, before one more is bought."""
    if not case.given:
        return []
    named = given_named(turn.t, case)
    words = "case-replace-rest" if case.unreplaced else "case-replace-again"
    return [turn.t.get(words, name=case.customer_name, **named)]


def _filled(case: CaseView, template: TemplateRow) -> str:
    values = {
        "name": case.customer_name,
        "order": case.number,
        "product": case.order.product,
    }
    return cut(filled(template.text, values), MOST_IN_PART)


async def _show(turn: Turn, case: CaseView, *, anew: bool = False) -> None:
    keeps = turn.services.case_books.kept_by(case.order.provider)
    card = case_card(turn.t, case, turn.chat.id, keeps_books=keeps)
    before = None if anew else turn.standing
    message_id = await (turn.reply(card) if anew else turn.edit(card))
    note, chat_id = turn.services.case_posts.note_post, turn.chat.id
    if message_id == before:  # it may have been a question, and shows the case from now on
        await note(case.id, chat_id, message_id, is_card=True, home=0)
    else:
        await note(case.id, chat_id, message_id, is_card=True, home=case.chat_id)
