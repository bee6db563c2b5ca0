"""A second provider of the package: a platform in memory that keeps game accounts."""

from collections.abc import Callable, Mapping

from providers.administration import GameAccount, GameAccountContent, Made, UrlProblem
from providers.errors import NotFound, Rejected
from providers.proxies import DIRECT, Proxies

_SAMPLES = {"GAME": "sample-game", "SESSION": "sample-session"}


class Arcade:
    """Implements ``KeepsGameAccounts``. Its ids are longer than a button."""

    def __init__(self, secret: str, proxies: Proxies) -> None:
        self.name = "arcade"
        self.proxies = proxies
        self._secret = secret
        self._accounts: dict[str, GameAccountContent] = {}

    async def check(self) -> None:
        """It is always there."""

    async def close(self) -> None:
        """There is nothing to give back."""

    async def game_accounts(self) -> tuple[GameAccount, ...]:
        """All of them."""
        return tuple(GameAccount(name, content) for name, content in self._accounts.items())

    async def add_game_account(self, content: GameAccountContent) -> Made[GameAccount]:
        """Create one."""
        name = f"arcade:accounts/of a partner with a long name/{len(self._accounts) + 1:08}"
        self._accounts[name] = content
        return Made(GameAccount(name, content))

    async def change_game_account(
        self, account_id: str, content: GameAccountContent
    ) -> GameAccount:
        """Put this content in place of an account's."""
        if account_id not in self._accounts:
            raise NotFound(self.name, "change: no such account")
        self._accounts[account_id] = content
        return GameAccount(account_id, content)

    def check_embed_url(self, url: str) -> tuple[UrlProblem, ...]:
        """Only that it is an address."""
        return () if url.startswith("https://") else (UrlProblem("no-url", url),)

    def sample_values(self, account: GameAccount) -> Mapping[str, str]:
        """Two placeholders."""
        return _SAMPLES

    def launch_link(self, account: GameAccount, values: Mapping[str, str]) -> str:
        """The embed URL with the values in it."""
        link = account.content.embed_url
        for name in _SAMPLES:
            if name not in values:
                raise Rejected(self.name, f"launch: no {name}")
            link = link.replace(f"{{{{{name}}}}}", values[name])
        return link

    def verify_launch(self, body: bytes, sign: str) -> bool:
        """It asks for no launches."""
        return False


def make(
    settings: Mapping[str, str], on_secret: Callable[[str], None], *, proxies: Proxies = DIRECT
) -> Arcade:
    """Make it from ``KEYDESK_ARCADE__SECRET``; a client of it would go by ``proxies``."""
    if "secret" not in settings:
        raise ValueError("secret is missing")
    return Arcade(settings["secret"], proxies)
