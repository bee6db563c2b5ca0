"""Editing a game account: a field or a document, then the question with what was and will be."""

from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.accounts.card import account_card, difference, fields_card
from handlers.accounts.fields import FIELDS, change_in, change_of, is_document, value
from handlers.accounts.keepers import pressed
from handlers.accounts.new import ask_url
from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.errors import error_text
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.taps import ACCOUNT_CHANGE, ACCOUNT_CHANGED, ACCOUNT_FIELD
from handlers.words.markup import Html, code, join, one_line
from handlers.words.texts import Texts
from providers.administration import GameAccountContent, KeepsGameAccounts
from services.administration import GameAccountChange
from services.administration.conflicts import Marks, marks_of_account
from services.administration.errors import ConflictError

routes = Routes(needs=KeepsGameAccounts)


@dataclass(frozen=True, slots=True)
class _Change:
    keeper: str
    account_id: str
    change: GameAccountChange
    seen: Marks = ()
    """What it is to take the place of."""
    deed: ClassVar[str] = "game-account.change"

    def about(self, _t: Texts) -> dict[str, str]:
        """Which account."""
        return {"provider": self.keeper, "account": self.account_id}


@routes.tap(ACCOUNT_CHANGE, permission="accounts.edit", slow=True)
async def change(turn: Turn) -> None:
    """Which field?"""
    keeper, account, _ = await pressed(turn)
    await turn.show(fields_card(turn.t, keeper, account))


@routes.tap(ACCOUNT_FIELD, permission="accounts.edit", slow=True)
async def field_chosen(turn: Turn) -> None:
    """Ask for the field's new value."""
    t, field = turn.t, turn.values.one_of(2, (*FIELDS, "document"))
    keeper, account, _ = await pressed(turn, values=3)
    if field == "document":
        asking = t.get("account-ask-document", id=code(one_line(account.id)))
    elif field == "embed_url":
        asking = ask_url(turn, "account-ask-embed_url", keeper)
    else:
        asking = t.get(f"account-ask-{field}")
    if field != "document":
        now = t.get("account-now", value=value(t, account.content, field, whole=True))
        asking = join([asking, now])
    facts = {"keeper": keeper, "account": account.id, "field": field}
    await turn.ask("account.value", Card(asking), **facts)


@routes.answer("account.value", permission="accounts.edit")
async def value_typed(turn: Turn) -> None:
    """The new value, or a document; then the question."""
    account_id, field = str(turn.facts["account"]), str(turn.facts["field"])
    keeper = str(turn.facts["keeper"])
    old = (await turn.services.game_accounts.read(account_id, keeper=keeper)).content
    document = is_document(turn.args) or field == "document"
    wanted = change_in(turn.args) if document else change_of(field, turn.args, old)
    await turn.reply(_question(turn, _Change(keeper, account_id, wanted), old))


@routes.tap(ACCOUNT_CHANGED, permission="accounts.edit", slow=True)
async def changed(turn: Turn) -> None:
    """Yes: have it changed."""
    await carry_out(turn, _Change)


def _question(turn: Turn, what: _Change, old: GameAccountContent, *above: Html) -> Card:
    """What would be different, to be confirmed; ``above`` comes before it."""
    content = turn.services.game_accounts.checked(what.change.of(old), old, keeper=what.keeper)
    lines = difference(turn.t, old, content)
    if not lines:
        return Card(join([*above, turn.t.get("account-same")]))
    asking = turn.t.get("account-change-question", id=code(one_line(what.account_id)))
    what = replace(what, seen=marks_of_account(old, what.change.named()))
    return question(turn, join([*above, asking, *lines]), ACCOUNT_CHANGED, what)


@routes.deed(_Change, permission="accounts.edit", resumes=True)
async def do_change(turn: Turn, what: _Change) -> Card:
    """Change it, or ask anew where it is something else by now."""
    services = turn.services.game_accounts
    try:
        account = await services.change(
            turn.actor, what.account_id, what.change, keeper=what.keeper, seen=what.seen
        )
    except ConflictError as error:
        now = (await services.read(what.account_id, keeper=what.keeper)).content
        return _question(turn, what, now, error_text(turn.t, error), Html(""))
    above = turn.t.get("account-changed")
    return account_card(turn.t, what.keeper, account, may_edit=True, above=above)
