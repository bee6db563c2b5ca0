"""Keepers of game accounts: whose, and which one, is found by what a button carries."""

from handlers.frame.callback import short
from handlers.frame.turn import Turn
from handlers.frame.which_provider import provider_marked
from handlers.words.markup import one_line
from providers.administration import GameAccount, KeepsGameAccounts
from services.administration.errors import NoGameAccountError

PAGE = 8
"""Accounts on a page of the list."""


def keepers(turn: Turn) -> tuple[KeepsGameAccounts, ...]:
    """The providers that keep game accounts."""
    return turn.services.providers.with_capability(KeepsGameAccounts)


def keeper_at(turn: Turn, mark: str) -> str:
    """The name of the provider that a button means. Raises StaleButtonError where it is no more."""
    return provider_marked(mark, keepers(turn)).name


async def pressed(turn: Turn, *, values: int = 2) -> tuple[str, GameAccount, int]:
    """Whose account, which one, and its page, by a button with so many values: its first two say which.

    Raises StaleButtonError and NoGameAccountError.
    """
    mark, place = turn.values.texts(values)[:2]
    keeper = keeper_at(turn, mark)
    return keeper, *await account_at(turn, keeper, place)


async def account_at(
    turn: Turn, keeper: str, place: str, typed: str | None = None
) -> tuple[GameAccount, int]:
    """The account with this short id, read now, and the page of the list on which it stands.

    ``typed``: what a person wrote, which an error says in place of the short id. Raises
    NoGameAccountError.
    """
    for index, account in enumerate(await turn.services.game_accounts.every(keeper=keeper)):
        if short(account.id) == place:
            return account, index // PAGE + 1
    raise NoGameAccountError(provider=keeper, account=one_line(typed or place))
