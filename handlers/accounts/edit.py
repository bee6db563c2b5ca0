"""Game accounts added and changed: asked for field by field or by one document, then confirmed."""

from dataclasses import dataclass
from decimal import Decimal

from handlers.accounts.card import account_card, content_lines, difference, fields_card
from handlers.accounts.fields import FIELDS, change_in, change_of, is_document, value
from handlers.frame.cards import Card
from handlers.frame.confirming import confirmed, outcome, question
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.words.markup import Html, code, join
from providers.administration import GameAccountContent, KeepsGameAccounts
from services.administration import GameAccountChange

routes = Routes(needs=KeepsGameAccounts)


@dataclass(frozen=True, slots=True)
class _Addition:
    content: GameAccountContent


@dataclass(frozen=True, slots=True)
class _Change:
    account_id: str
    change: GameAccountChange


_ASKED = ("royalty", "currencies", "countries")
"""After the embed URL; the rest is changed later, or comes with a document."""


@routes.tap("account.new", permission="accounts.edit")
async def new(turn: Turn) -> None:
    """A new account: its embed URL first."""
    await turn.ask("account.url", Card(turn.t.get("account-ask-url")))


@routes.answer("account.url", permission="accounts.edit")
async def url_typed(turn: Turn) -> None:
    """The embed URL, or a document that says everything."""
    if is_document(turn.args):
        change = change_in(turn.args)
        if change.embed_url is None or change.royalty is None:
            raise UsageError("account.document")
        await _ask_to_add(turn, change)
        return
    url = turn.args.strip()
    turn.desk.game_accounts.preview_of(GameAccountContent(url, Decimal(0)))
    await _ask_next(turn, {"embed_url": url})


@routes.answer("account.next", permission="accounts.edit")
async def next_typed(turn: Turn) -> None:
    """One more field of the new account."""
    answers = {str(name): str(text) for name, text in turn.facts["answers"].items()}
    answers[str(turn.facts["field"])] = turn.args
    change_of(str(turn.facts["field"]), turn.args)
    await _ask_next(turn, answers)


@routes.tap("account.add", permission="accounts.edit", slow=True)
async def add(turn: Turn) -> None:
    """Yes: add it, once."""
    what = await confirmed(turn, _Addition)
    if what is not None:
        await outcome(turn, _added(turn, what.content))


@routes.tap("account.change", permission="accounts.edit")
async def change(turn: Turn) -> None:
    """Which field?"""
    await turn.show(fields_card(turn.t, turn.values[0]))


@routes.tap("account.field", permission="accounts.edit", slow=True)
async def field_chosen(turn: Turn) -> None:
    """Ask for the field's new value."""
    account_id, field = turn.values
    t = turn.t
    if field not in FIELDS:
        asking = t.get("account-ask-document", id=code(account_id))
        await turn.ask("account.value", Card(asking), account=account_id, field="")
        return
    account = await turn.desk.game_accounts.read(account_id)
    now = t.get("account-now", value=value(t, account.content, field))
    asking = join([t.get(f"account-ask-{field}"), now])
    await turn.ask("account.value", Card(asking), account=account_id, field=field)


@routes.answer("account.value", permission="accounts.edit")
async def value_typed(turn: Turn) -> None:
    """The new value, or a document; then the question."""
    t, account_id, field = turn.t, str(turn.facts["account"]), str(turn.facts["field"])
    document = is_document(turn.args) or not field
    wanted = change_in(turn.args) if document else change_of(field, turn.args)
    desk = turn.desk.game_accounts
    old = (await desk.read(account_id)).content
    content = wanted.of(old)
    desk.preview_of(content)  # a faulty embed URL is told now
    lines = difference(t, old, content)
    if not lines:
        await turn.reply(Card(t.get("account-same")))
        return
    text = join([t.get("account-change-question", id=code(account_id)), *lines])
    await turn.reply(question(turn, text, "account.changed", _Change(account_id, wanted)))


@routes.tap("account.changed", permission="accounts.edit", slow=True)
async def changed(turn: Turn) -> None:
    """Yes: change it."""
    what = await confirmed(turn, _Change)
    if what is not None:
        await outcome(turn, _changed(turn, what))


async def _ask_next(turn: Turn, answers: dict[str, str]) -> None:
    missing = [field for field in _ASKED if field not in answers]
    if missing:
        asking = Card(turn.t.get(f"account-ask-{missing[0]}"))
        await turn.ask("account.next", asking, answers=answers, field=missing[0])
        return
    parts = [change_of(field, text).named() for field, text in answers.items()]
    named = {name: each for part in parts for name, each in part.items()}
    await _ask_to_add(turn, GameAccountChange(**named))  # type: ignore[arg-type]  # its own fields


async def _ask_to_add(turn: Turn, wanted: GameAccountChange) -> None:
    content = wanted.of(GameAccountContent("", Decimal(0)))
    made = turn.desk.game_accounts.preview_of(content)
    lines: list[Html] = [
        turn.t.get("account-add-question"),
        Html(""),
        *content_lines(turn.t, content),
        Html(""),
        turn.t.get("account-add-sample", link=code(made.link)),
    ]
    await turn.reply(question(turn, join(lines), "account.add", _Addition(content)))


async def _added(turn: Turn, content: GameAccountContent) -> Card:
    made = await turn.desk.game_accounts.add(turn.actor, content)
    above = turn.t.get("account-found" if made.found else "account-added")
    if not made.what.id:
        return Card(turn.t.get("account-added-nameless"))
    return account_card(turn.t, made.what, may_edit=True, above=above)


async def _changed(turn: Turn, what: _Change) -> Card:
    account = await turn.desk.game_accounts.change(turn.actor, what.account_id, what.change)
    return account_card(turn.t, account, may_edit=True, above=turn.t.get("account-changed"))
