"""Settings of Gamebase (``KEYDESK_GAMEBASE__…``)."""

from typing import Annotated, TypeVar

from pydantic import Field, field_validator

from providers.settings import BaseUrl, HeaderSecret, ProviderSettings

AppName = Annotated[str, Field(pattern=r"^\S{1,32}$")]
"""How staff name the app in commands: one word."""
OwnName = Annotated[str, Field(max_length=40, pattern=r"^[^\s\d]\S*(?: \S+)*$")]
"""A name of the team's own: up to 40 characters, words with one space between, no digit first."""
Factor = Annotated[int, Field(ge=0, le=2**31 - 1)]


StoreCode = Annotated[str, Field(pattern=r"^[A-Z]{2,16}$")]
K = TypeVar("K")


def _each_once(names: dict[K, str]) -> dict[K, str]:
    """A name that two have would mean neither."""
    seen = [name.casefold() for name in names.values()]
    if twice := sorted({name for name in names.values() if seen.count(name.casefold()) > 1}):
        raise ValueError(f"two have the same name: {', '.join(twice)}")
    return names


class AppSettings(ProviderSettings):
    """One app of the Gamebase console: its id and its secret key."""

    app_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    secret_key: HeaderSecret
    leaderboards: dict[Factor, OwnName] = Field(default_factory=dict)
    """What staff call the leaderboards, by their numbers."""

    _distinct = field_validator("leaderboards")(_each_once)


class GamebaseSettings(ProviderSettings):
    """The server address and the apps served, by the name staff use for them."""

    base_url: BaseUrl = "https://api-gamebase.nhncloudservice.com"
    """The server's address."""
    apps: Annotated[dict[AppName, AppSettings], Field(min_length=1)] = Field(
        examples=['{"mygame": {"app_id": "AbCdEfGh", "secret_key": "the-secret"}}']
    )
    """JSON, an entry for each app, by the name that staff use:
    `{"name": {"app_id": "…", "secret_key": "…", "leaderboards": {"11": "Weekly score"}}}`; leaderboards may
    be given names of your own."""
    stores: dict[StoreCode, OwnName] = Field(default_factory=dict, examples=['{"GG": "Play"}'])
    """JSON: `{"GG": "Play"}`; names of your own for stores."""

    _distinct = field_validator("stores")(_each_once)

    @field_validator("apps")
    @classmethod
    def _distinct_apps(cls, apps: dict[str, AppSettings]) -> dict[str, AppSettings]:
        """However people write it, a name means one app."""
        _each_once({name: name for name in apps})
        return apps
