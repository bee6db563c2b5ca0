"""Customers: **Problem with this key** opens a case, and what they say in it."""

from aiogram.types import Message

from handlers.cases.said_in import said_in
from handlers.frame.cards import AnyButton, Button, Card, in_columns
from handlers.frame.errors import error_text
from handlers.frame.incoming.case_words import EDITS, OF_CUSTOMER
from handlers.frame.incoming.hints import OVER
from handlers.frame.incoming.pacing import spend
from handlers.frame.lists import pager
from handlers.frame.registry import PRIVATE, Brings
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import CASE_KEY, CASE_KIND, CASE_SEND, CASE_TALK, CASE_WORKS, KEY_PROBLEM
from handlers.words.markup import bold, code
from services.cases import CaseKind, CaseView, Said
from services.cases.errors import CaseEndedError, CaseKeysChangedError, UnknownCaseError
from services.cases.finding import CUSTOMER, ended_view
from services.delivery import Keys
from services.floods.allowances import CASE_WORD, REPORT
from services.page import page_of

routes = Routes()
_REPORTED = "case.words"
_FACTS = "order", "place", "kind", "total"
_KEYS_ON_A_PAGE = 20
_ALL = 0
"""In place of a key's number: all keys of the order."""


@routes.tap(KEY_PROBLEM, permission="keys.own", where=PRIVATE, opener_only=False)
async def problem(turn: Turn) -> None:
    """The key does not work: which one is it, and what is wrong?"""
    keys = await _own(turn)
    if keys.total == 1:
        await _which_kind(turn, keys, 1)
    else:
        await _which_key(turn, keys, 1)


@routes.tap(CASE_KEY, permission="keys.own", where=PRIVATE)
async def key_chosen(turn: Turn) -> None:
    """One of several keys was chosen, or another page of them."""
    keys = await _own(turn, total_at=3)
    what, at = turn.values.one_of(1, ("page", "key")), turn.values.number(2)
    if what == "page":
        await _which_key(turn, keys, at)
    else:
        await _which_kind(turn, keys, at)


@routes.tap(CASE_KIND, permission="keys.own", where=PRIVATE)
async def kind_chosen(turn: Turn) -> None:
    """What is wrong was chosen: words and photos may follow."""
    keys = await _own(turn, total_at=3)
    place, kind = turn.values.number(1), CaseKind(turn.values.one_of(2, tuple(CaseKind)))
    without = Button(turn.t.plain("button-without-words"), CASE_SEND, *turn.values)
    text = turn.t.get("ask-problem", product=bold(keys.order.product))
    facts = {"order": keys.order.number, "place": place, "kind": str(kind), "total": keys.total}
    await turn.ask(_REPORTED, Card(text, [[without]]), **facts)


@routes.tap(CASE_SEND, permission="keys.own", where=PRIVATE)
async def without_words(turn: Turn) -> None:
    """There is nothing to add."""
    keys = await _own(turn, total_at=3)
    place, kind = turn.values.number(1), CaseKind(turn.values.one_of(2, tuple(CaseKind)))
    await spend(turn, REPORT)
    await _open(turn, keys, place, kind, [])


@routes.answer(_REPORTED, permission="keys.own", where=PRIVATE, rate=REPORT, brings=Brings.ANYTHING)
async def described(turn: Turn) -> None:
    """It was described."""
    keys = await turn.services.shelf.my_keys(
        turn.actor.user_id, str(turn.facts["order"]), to_read=False
    )
    _same(keys, turn.facts.get("total"))
    said = await said_in(turn, number=keys.order.number if keys.order.chat_id < 0 else "")
    await _open(turn, keys, int(turn.facts["place"]), CaseKind(turn.facts["kind"]), said)


@routes.answer(
    OF_CUSTOMER, permission="keys.own", where=PRIVATE, rate=CASE_WORD, brings=Brings.ANYTHING
)
async def talked(turn: Turn) -> None:
    """The customer says something more, and may go on."""
    case = await turn.services.cases.own(turn.actor.user_id, int(turn.facts["case"]))
    said = await said_in(turn, number=case.number if case.chat_id < 0 else "")
    if turn.facts.get(EDITS):
        if await turn.services.case_rewording.by_customer(turn.actor, case.id, said):
            await turn.reply(Card(turn.t.get("case-heard-edited")))
        return
    try:
        for part in said:
            case = await turn.services.case_talk.hear(turn.actor, case.id, part)
    except CaseEndedError as error:
        # The question is over with it: else all they write from now on would be told that.
        await turn.reply(Card(error_text(turn.t, error)))
        return
    await _listen(turn, case)
    if not turn.album_goes_on:
        await turn.reply(Card(turn.t.get("case-heard")))


@routes.tap(CASE_TALK, permission="keys.own", where=PRIVATE, opener_only=False)
async def talk(turn: Turn) -> None:
    """The customer wants to say something more."""
    case = await turn.services.cases.own(turn.actor.user_id, turn.values.number(0))
    if not case.is_open:
        raise ended_view(case, CUSTOMER)
    text = turn.t.get("case-ask-more", product=bold(case.order.product))
    await turn.ask(OF_CUSTOMER, Card(text), case=case.id, order=case.number)


@routes.tap(CASE_WORKS, permission="keys.own", where=PRIVATE, opener_only=False)
async def works(turn: Turn) -> None:
    """The customer says that it works now: the case is over."""
    case = await turn.services.cases.solved(turn.actor, turn.values.number(0))
    await turn.frame.dialogs.follow(turn.chat.id, turn.actor.user_id)
    asked = turn.frame.dialogs.open_to(turn.chat.id, turn.actor.user_id)
    if asked is not None and asked.question == OF_CUSTOMER:
        await turn.frame.dialogs.cancel(turn.chat.id, turn.actor.user_id)
    await turn.reply(Card(turn.t.get("case-solved-thanks", product=bold(case.order.product))))


@routes.aside(f"{OVER}{_REPORTED}")
async def not_reported(turn: Turn) -> Card:
    """They describe it after the hour: nothing is reported yet, and how it is."""
    t, (order, place, kind, total) = turn.t, [turn.facts[each] for each in _FACTS]
    again = Button(t.plain("button-report-again"), CASE_KIND, order, place, kind, total)
    return Card(t.get("case-not-reported", number=code(str(order))), [[again]])


@routes.aside(f"{OVER}{OF_CUSTOMER}")
async def not_passed_on(turn: Turn) -> Card | None:
    """They say more in a case after the hour. None: the case is over."""
    try:
        case = await turn.services.cases.own(turn.actor.user_id, int(turn.facts["case"]))
    except UnknownCaseError:
        return None
    if not case.is_open:
        return None
    more = Button(turn.t.plain("button-write-back"), CASE_TALK, case.id)
    return Card(turn.t.get("case-not-passed-on", number=code(case.number)), [[more]])


async def _own(turn: Turn, total_at: int | None = None) -> Keys:
    """Their keys of the order; ``total_at``: where a button says of how many it was chosen."""
    keys = await turn.services.shelf.my_keys(turn.actor.user_id, turn.values.text(0), to_read=False)
    if total_at is not None and len(turn.values) > total_at:
        _same(keys, turn.values.number(total_at))
    return keys


def _same(keys: Keys, total: object) -> None:
    """A place is one among so many: where some were taken back since it would mean another key.

    Raises CaseKeysChangedError.
    """
    if total is not None and total != keys.total:
        raise CaseKeysChangedError(number=keys.order.number)


async def _which_key(turn: Turn, keys: Keys, number: int) -> None:
    t, order = turn.t, keys.order.number
    page = page_of(range(1, keys.total + 1), number, _KEYS_ON_A_PAGE)
    places: list[AnyButton] = [
        Button(str(at), CASE_KEY, order, "key", at, keys.total) for at in page.items
    ]
    rows = [*in_columns(places, 5), pager(t, CASE_KEY, page, order, "page")]
    rows.append([Button(t.plain("case-button-all"), CASE_KEY, order, "key", _ALL, keys.total)])
    text = t.get("case-which-key", product=bold(keys.order.product), count=keys.total)
    await _show(turn, Card(text, rows))


async def _which_kind(turn: Turn, keys: Keys, place: int) -> None:
    """What is wrong; where a case is open already it is gone on with."""
    t, order = turn.t, keys.order.number
    there = await turn.services.cases.open_of(keys, turn.actor.user_id, place or None)
    if there is not None:
        await _listen(turn, there)
        await turn.reply(_standing(turn, there))
        return
    kinds: list[AnyButton] = [
        Button(t.plain(f"case-kind-{kind}"), CASE_KIND, order, place, kind, keys.total)
        for kind in CaseKind
    ]
    await _show(turn, Card(t.get("case-which-kind"), in_columns(kinds)))


async def _show(turn: Turn, card: Card) -> None:
    """The first question stands below the card with the keys, which stays; the next take its place."""
    pressed = turn.callback.message if turn.callback else None
    keys_there = isinstance(pressed, Message) and pressed.has_protected_content
    await (turn.reply(card) if keys_there else turn.show(card))


async def _open(turn: Turn, keys: Keys, place: int, kind: CaseKind, said: list[Said]) -> None:
    cases = turn.services.cases
    first = said[0] if said else None
    case, is_new = await cases.open(turn.actor, keys, place or None, kind, first)
    for part in said[1:]:
        case = await turn.services.case_talk.hear(turn.actor, case.id, part)
    await _listen(turn, case)
    if not is_new:
        await turn.reply(_standing(turn, case))
        return
    words = turn.t.get("problem-told", number=code(case.number))
    await turn.reply(Card(words, [[_works(turn, case)]]))


async def _listen(turn: Turn, case: CaseView) -> None:
    """What the person writes next is said in the case, for as long as a question stays open."""
    facts = {"case": case.id, "order": case.number}
    await turn.frame.dialogs.ask(turn.chat.id, turn.actor.user_id, OF_CUSTOMER, facts)


def _standing(turn: Turn, case: CaseView) -> Card:
    words = "case-open-waits" if case.waiting_since else "case-open-answered"
    said = turn.t.get(words, number=code(case.number), product=bold(case.order.product))
    return Card(said, [[_works(turn, case)]])


def _works(turn: Turn, case: CaseView) -> Button:
    return Button(turn.t.plain("button-works-now"), CASE_WORKS, case.id)
