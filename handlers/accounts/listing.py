"""/accounts: the game accounts at a platform that offers our games."""

from handlers.accounts.card import account_card, list_card
from handlers.accounts.keepers import PAGE, account_at, keeper_at, keepers, pressed
from handlers.frame.callback import mark_of, short
from handlers.frame.cards import Button, Card
from handlers.frame.routes import Routes
from handlers.frame.turn import Turn
from handlers.frame.usage import UsageError
from handlers.frame.which_provider import provider_first, which_provider
from handlers.taps import ACCOUNT_PREVIEW, ACCOUNT_SHOW, ACCOUNTS_PAGE
from handlers.words.arguments import words
from handlers.words.markup import Html, code, join, one_line
from providers.administration import GameAccount, KeepsGameAccounts

routes = Routes(area="goods", needs=KeepsGameAccounts)


@routes.command("accounts", permission="accounts.view")
async def accounts(turn: Turn) -> None:
    """``/accounts [provider] [id]``: all of them, or one; asks whose where several keep some."""
    able = keepers(turn)
    named, behind = provider_first(turn.t, turn.args, able)
    rest = words(behind)
    if len(rest) > 1:
        raise UsageError("accounts")
    if named is None and len(able) > 1:
        tap, what = (ACCOUNT_SHOW, short(rest[0])) if rest else (ACCOUNTS_PAGE, 1)
        await turn.show(which_provider(turn.t, turn.t.get("accounts-which"), able, tap, what))
        return
    await turn.typing()
    keeper = (named or able[0]).name
    if rest:
        await _show(turn, keeper, *await account_at(turn, keeper, short(rest[0]), rest[0]))
    else:
        await _list(turn, keeper, 1)


@routes.tap(ACCOUNTS_PAGE, permission="accounts.view", slow=True)
async def page(turn: Turn) -> None:
    """Turn to a page, or read this one anew."""
    mark, _ = turn.values.texts(2)
    await _list(turn, keeper_at(turn, mark), turn.values.number(1))


@routes.tap(ACCOUNT_SHOW, permission="accounts.view", slow=True)
async def chosen(turn: Turn) -> None:
    """Open one, or read it anew."""
    await _show(turn, *await pressed(turn))


@routes.tap(ACCOUNT_PREVIEW, permission="accounts.view", slow=True)
async def preview(turn: Turn) -> None:
    """The link by which a player would open a game, with made-up values in it."""
    t, (keeper, account, _) = turn.t, await pressed(turn)
    made = turn.services.game_accounts.preview(account, keeper=keeper)
    lines = [
        t.get("account-sample", id=code(one_line(account.id))),
        Html(""),
        code(made.link),
        Html(""),
        *(
            t.get("account-sample-value", name=name, value=each)
            for name, each in made.values.items()
        ),
    ]
    back = Button(t.plain("button-back"), ACCOUNT_SHOW, mark_of(keeper), short(account.id))
    await turn.show(Card(join(lines), [[back]]))


async def _show(turn: Turn, keeper: str, account: GameAccount, page: int) -> None:
    may_edit = turn.may("accounts.edit")
    await turn.show(account_card(turn.t, keeper, account, may_edit=may_edit, page=page))


async def _list(turn: Turn, keeper: str, number: int) -> None:
    listed = await turn.services.game_accounts.listing(number, PAGE, keeper=keeper)
    may_edit = turn.may("accounts.edit")
    await turn.show(list_card(turn.t, keeper, listed, may_edit=may_edit))
