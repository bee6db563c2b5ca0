"""/accounts: the game accounts at a platform that offers our games."""

from handlers.accounts.card import account_card, list_card
from handlers.frame.cards import Button, Card
from handlers.frame.registry import Routes
from handlers.frame.turn import Turn
from handlers.words.markup import Html, code, join
from providers.administration import KeepsGameAccounts

routes = Routes(needs=KeepsGameAccounts)
PAGE = 8


@routes.command("accounts", permission="accounts.view")
async def accounts(turn: Turn) -> None:
    """``/accounts [id]``: all of them, or one."""
    await turn.typing()
    if turn.args:
        await show(turn, turn.args.strip())
    else:
        await _list(turn, 1)


@routes.tap("accounts.page", permission="accounts.view", slow=True)
async def page(turn: Turn) -> None:
    """Turn to a page, or read this one anew."""
    await _list(turn, int(turn.values[0]))


@routes.tap("account.show", permission="accounts.view", slow=True)
async def chosen(turn: Turn) -> None:
    """Open one."""
    await show(turn, turn.values[0])


@routes.tap("account.preview", permission="accounts.view", slow=True)
async def preview(turn: Turn) -> None:
    """The link by which a player would open a game, with made-up values in it."""
    t, account_id = turn.t, turn.values[0]
    made = await turn.desk.game_accounts.preview(account_id)
    lines = [
        t.get("account-sample", id=code(account_id)),
        Html(""),
        code(made.link),
        Html(""),
        *(
            t.get("account-sample-value", name=name, value=each)
            for name, each in made.values.items()
        ),
    ]
    back = Button(t.plain("button-back"), "account.show", account_id)
    await turn.show(Card(join(lines), [[back]]))


async def show(turn: Turn, account_id: str, above: Html | None = None) -> None:
    """Show an account as it stands there now."""
    account = await turn.desk.game_accounts.read(account_id)
    may_edit = turn.may("accounts.edit")
    await turn.show(account_card(turn.t, account, may_edit=may_edit, above=above))


async def _list(turn: Turn, number: int) -> None:
    desk = turn.desk.game_accounts
    listed = await desk.listing(number, PAGE)
    may_edit = turn.may("accounts.edit")
    await turn.show(list_card(turn.t, desk.keepers[0], listed, may_edit=may_edit))
