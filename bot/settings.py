"""The settings of the running process (DESIGN 6), from the environment and a ``.env`` file.

Importing reads nothing. ``Settings(…)`` takes only what it is given, as the demo and tests want it;
``Settings.load`` reads the environment and the file.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, cast
from urllib.parse import unquote, urlsplit

from pydantic import (
    BaseModel,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import environment
from bot.environment import Problem
from bot.setting_kinds import (
    BotToken,
    DatabaseUrl,
    FernetKeys,
    Language,
    Listen,
    Listening,
    Mode,
    Owners,
    Passphrase,
    ProxyAddress,
    TimeOfDay,
    TimeZone,
    WebAddress,
    WebhookSecret,
    Word,
)
from bot.setting_names import PREFIX, provider_prefix
from providers import factories
from providers.settings import ProviderSettings

UNSERVED = ("webhook_url", "webhook_secret")

# All values of an installed provider are hidden in settings; in logs only these, or every "true" and
# every country code would be taken out of every line.
_SOUNDS_SECRET = re.compile(r"secret|password|passphrase|token|key|credential|auth|private")


class SettingsError(Exception):
    """Settings are missing or wrong. ``str`` is the whole message for the person who starts it."""

    def __init__(self, problems: list[Problem]) -> None:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        super().__init__(
            "Keydesk cannot start: these settings are missing or wrong.\n"
            f"{lines}\n"
            "Settings are read from the environment and from the file .env, in that order."
        )
        self.problems = tuple(problems)


class Settings(BaseSettings):
    """Every setting. A provider that has none is off."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=True,
    )

    bot_token: BotToken
    """The token from BotFather."""
    owners: Owners
    """Telegram user ids, with commas between: who may do everything, everywhere."""
    telegram_api: WebAddress | None = None
    """Base URL of a Bot API server of your own; without it the public one."""
    telegram_proxy: ProxyAddress | None = None
    """Proxy for Telegram: `http://`, `https://`, `socks5://` or `socks5h://`, with `user:password@` if need
    be. Without it `HTTP_PROXY`, `HTTPS_PROXY` and `ALL_PROXY` count, and in any case `NO_PROXY`."""
    proxy: ProxyAddress | None = None
    """Proxy for the providers, by the same rules."""
    data_dir: Path = Path("./data")
    """Where the database, the secrets and the backups lie."""
    database_url: DatabaseUrl = SecretStr("")
    """`sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`, behind a `?` the driver's own options such as
    `ssl=require`. Without it SQLite in the data directory."""
    secret_keys: FernetKeys = ()
    """Fernet keys that seal what is bought, newest first, with commas between. Without it they are made at
    the first start and kept in `secret.keys` in the data directory."""
    mode: Mode = "polling"
    """How updates come; `webhook` is not in this version and is refused."""
    webhook_url: WebAddress | None = None
    """Not in this version: checked, without effect."""
    webhook_secret: WebhookSecret | None = None
    """Not in this version: checked, without effect."""
    listen: Listen = Listening("127.0.0.1", 8090)
    """Where the web side listens: `/healthz` (the process lives), `/readyz` (database takes writes, polling
    works), `/hooks/<token>`, where other systems post, and `/open-api-games/launch` where game accounts are
    configured. Port 0 takes a free one."""
    language: Language = "en"
    """Language of the desk; there are texts in English only so far."""
    timezone: TimeZone = "UTC"  # type: ignore[assignment]  # read by the kind's own validator
    """Time zone of the desk, and of chats that chose none."""
    log_level: Annotated[Literal["debug", "info", "warning", "error"], Word] = "info"
    """`debug`, `info`, `warning` or `error`."""
    log_format: Annotated[Literal["console", "json"], Word] = "console"
    """`console`, or `json`: one object a line."""
    backup_at: TimeOfDay | None = None
    """When a backup is made every night, in `KEYDESK_TIMEZONE`; without it never."""
    backup_keep: Annotated[int, Field(ge=1, le=1000)] = 14
    """So many backups are kept in `<data dir>/backups`."""
    backup_passphrase: Passphrase | None = None
    """12 characters or more; seals the copies that go to a chat."""
    backup_chat: int | None = None
    """Id of a chat that gets every backup, sealed with the passphrase."""
    keep_notices: Annotated[int, Field(ge=1, le=3650)] = 30
    """Days after which notices that are over are forgotten, but for those of sent keys."""
    keep_keys_days: Annotated[int, Field(ge=1, le=36500)] | None = None
    """Days after which a key that was handed over is not kept in plain any more; none: for good."""
    audit_head: Path | None = None
    """A file elsewhere in which the end of the audit is kept, so that an older copy of the database is
    noticed."""
    audit_chat: int | None = None
    """Id of a chat that is told the end of the audit every night, so that nobody who can write the database
    can bend what is before it."""
    providers: Mapping[str, ProviderSettings] = {}
    """Settings of our providers, by name: each is of the class in its folder (providers/factories.py)."""
    installed: Mapping[str, Mapping[str, SecretStr]] = {}
    """Settings of providers from other packages, by provider and name."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what the constructor is given: ``load`` reads the rest and hands it over."""
        return (init_settings,)

    @field_validator("backup_chat")
    @classmethod
    def _needs_passphrase(cls, chat: int | None, info: ValidationInfo) -> int | None:
        if chat is not None and info.data.get("backup_passphrase") is None:
            raise ValueError("needs KEYDESK_BACKUP_PASSPHRASE: nothing goes to a chat unsealed")
        return chat

    @model_validator(mode="before")
    @classmethod
    def _default_database(cls, data: dict[str, Any]) -> dict[str, Any]:
        if data.get("database_url"):
            return data
        path = Path(data.get("data_dir", cls.model_fields["data_dir"].default)) / "keydesk.db"
        return {**data, "database_url": f"sqlite+aiosqlite:///{path}"}

    @classmethod
    def load(cls, env: Mapping[str, str] | None = None, dotenv: Path | None = None) -> Self:
        """Read ``env`` (the process's) and the file ``dotenv`` (``.env`` here); SettingsError."""
        file = Path(".env") if dotenv is None else dotenv
        others = cache(factories.installed)  # all packages are looked through for it
        values, problems = environment.read(os.environ if env is None else env, file, others)
        installed = environment.take_installed(values, others)
        providers, errors = _read_providers(values)
        try:
            own = _read(cls, PREFIX, values)
            settings = cls(**own, providers=providers, installed=installed)
        except ValidationError as error:
            errors = {PREFIX: error, **errors}
            settings = None
        known = {problem.name for problem in problems}
        problems += [
            problem
            for prefix, error in errors.items()
            for detail in error.errors(include_input=False)
            if (problem := _problem(prefix, detail)).name not in known
        ]
        if problems or settings is None:
            raise SettingsError(problems)
        return settings

    def secrets(self) -> Iterator[str]:
        """Every secret value, for the redactor of the logs."""
        yield from _secrets_in(self, skip={"database_url", "installed"})
        for settings in self.installed.values():
            for name, value in settings.items():
                if _SOUNDS_SECRET.search(name):
                    yield value.get_secret_value()
        password = urlsplit(self.database_url.get_secret_value()).password
        if password:
            yield from {password, unquote(password)}

    def for_factories(self) -> dict[str, object]:
        """The settings of each provider that has some, as its factory takes them."""
        installed = {
            provider: {name: value.get_secret_value() for name, value in settings.items()}
            for provider, settings in self.installed.items()
        }
        return {**installed, **self.providers}

    def warnings(self) -> tuple[str, ...]:
        """What is set and has no effect in this version; one line each."""
        names = [f"{PREFIX}{name.upper()}" for name in UNSERVED if getattr(self, name) is not None]
        if not names:
            return ()
        return (f"Set, but without effect in this version: {', '.join(names)}",)


class _Names(EnvSettingsSource):
    """pydantic-settings' reading of names that begin with a prefix, over values that are read already."""

    def __init__(self, model: type[BaseModel], prefix: str, values: Mapping[str, str]) -> None:
        self._values = {name.lower(): value for name, value in values.items()}
        # It asks of the class no more than its fields and its config, which every model has.
        super().__init__(cast("type[BaseSettings]", model), env_prefix=prefix)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return dict(self._values)


def _read(model: type[BaseModel], prefix: str, values: Mapping[str, str]) -> dict[str, Any]:
    """The values of a model's fields."""
    return _Names(model, prefix, values)()


def _read_providers(
    values: Mapping[str, str],
) -> tuple[dict[str, ProviderSettings], dict[str, ValidationError]]:
    """The settings of our providers that have some, by name; what is wrong with the others, by prefix."""
    read, errors = {}, {}
    for name, model in factories.settings_classes().items():
        prefix = provider_prefix(name)
        if found := _read(model, prefix, values):
            try:
                read[name] = model(**found)
            except ValidationError as error:
                errors[prefix] = error
    return read, errors


def _problem(prefix: str, detail: ErrorDetails) -> Problem:
    """Say a validation error in the environment's words."""
    where = detail["loc"] or ("…",)  # several together are wrong
    name, *inside = (f"item {part + 1}" if isinstance(part, int) else part for part in where)
    text = detail["msg"].removeprefix("Value error, ")
    text = "is missing" if detail["type"] == "missing" else text[:1].lower() + text[1:]
    place = f"in {' → '.join(inside)}: " if inside else ""
    return Problem(prefix + name.upper(), place + text)


def _secrets_in(value: object, skip: Collection[str] = ()) -> Iterator[str]:
    if isinstance(value, SecretStr):
        yield value.get_secret_value()
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in skip:
                yield from _secrets_in(getattr(value, name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _secrets_in(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _secrets_in(item)
