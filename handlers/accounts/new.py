"""New game accounts: asked for field by field, or read from one document, then confirmed."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from handlers.accounts.card import account_card, content_lines
from handlers.accounts.fields import change_in, change_of, is_document
from handlers.accounts.keepers import keeper_at
from handlers.frame.cards import Card
from handlers.frame.confirmation.confirm import carry_out, question
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.taps import ACCOUNT_ADD, ACCOUNT_NEW
from handlers.words.markup import Html, code, join
from handlers.words.texts import Texts
from providers.administration import GameAccount, GameAccountContent, KeepsGameAccounts
from services.administration import GameAccountChange
from services.deeds.steps import is_resumed

routes = Routes(needs=KeepsGameAccounts)
_NOTHING = GameAccountContent("", Decimal(0))
_ASKED = ("royalty", "currencies", "countries")
"""After the embed URL; the rest is changed later, or comes with a document."""


@dataclass(frozen=True, slots=True)
class _Addition:
    keeper: str
    content: GameAccountContent
    deed: ClassVar[str] = "game-account.add"

    def about(self, _t: Texts) -> dict[str, str]:
        """Where."""
        return {"provider": self.keeper}


@routes.tap(ACCOUNT_NEW, permission="accounts.edit")
async def new(turn: Turn) -> None:
    """A new account: its embed URL first."""
    keeper = keeper_at(turn, turn.values.text(0))
    await turn.ask("account.url", Card(ask_url(turn, "account-ask-url", keeper)), keeper=keeper)


@routes.answer("account.url", permission="accounts.edit")
async def url_typed(turn: Turn) -> None:
    """The embed URL, or a document that says everything."""
    keeper = str(turn.facts["keeper"])
    if is_document(turn.args):
        change = change_in(turn.args)
        if change.embed_url is None or change.royalty is None:
            raise UsageError("account.document")
        await _ask_to_add(turn, keeper, change)
        return
    url = turn.args.strip()
    turn.services.game_accounts.checked(GameAccountContent(url, Decimal(0)), keeper=keeper)
    await _ask_next(turn, keeper, {"embed_url": url})


@routes.answer("account.next", permission="accounts.edit")
async def next_typed(turn: Turn) -> None:
    """One more field of the new account."""
    answers = {str(name): str(text) for name, text in turn.facts["answers"].items()}
    answers[str(turn.facts["field"])] = turn.args
    change_of(str(turn.facts["field"]), turn.args)
    await _ask_next(turn, str(turn.facts["keeper"]), answers)


@routes.tap(ACCOUNT_ADD, permission="accounts.edit", slow=True)
async def add(turn: Turn) -> None:
    """Yes: have it added, once."""
    await carry_out(turn, _Addition)


def ask_url(turn: Turn, question_id: str, keeper: str) -> Html:
    """The question for an embed URL, with every placeholder to be copied by a tap."""
    written = turn.services.game_accounts.placeholders(keeper=keeper)
    listed = join(map(code, written), " ")
    asking = turn.t.get(question_id)
    return join([asking, "", turn.t.get("account-placeholders", placeholders=listed)])


async def _ask_next(turn: Turn, keeper: str, answers: dict[str, str]) -> None:
    missing = [field for field in _ASKED if field not in answers]
    if missing:
        asking = Card(turn.t.get(f"account-ask-{missing[0]}"))
        facts = {"keeper": keeper, "answers": answers, "field": missing[0]}
        await turn.ask("account.next", asking, **facts)
        return
    parts = [change_of(field, text).named() for field, text in answers.items()]
    named = {name: each for part in parts for name, each in part.items()}
    await _ask_to_add(turn, keeper, GameAccountChange(**named))  # type: ignore[arg-type]  # its own fields


async def _ask_to_add(turn: Turn, keeper: str, wanted: GameAccountChange) -> None:
    services = turn.services.game_accounts
    content = services.checked(wanted.of(_NOTHING), keeper=keeper)
    sample = services.preview(GameAccount("0", content), keeper=keeper)
    lines: list[Html] = [
        turn.t.get("account-add-question"),
        Html(""),
        *content_lines(turn.t, content),
        Html(""),
        turn.t.get("account-add-sample", link=code(sample.link)),
    ]
    await turn.reply(question(turn, join(lines), ACCOUNT_ADD, _Addition(keeper, content)))


@routes.deed(_Addition, permission="accounts.edit", resumes=True)
async def do_add(turn: Turn, what: _Addition) -> Card:
    """Add it, and show it."""
    made = await turn.services.game_accounts.add(turn.actor, what.content, keeper=what.keeper)
    if not made.what.id:
        return Card(turn.t.get("account-added-nameless"))
    found = "account-there" if is_resumed() else "account-found"
    above = turn.t.get(found if made.found else "account-added")
    return account_card(turn.t, what.keeper, made.what, may_edit=True, above=above)
