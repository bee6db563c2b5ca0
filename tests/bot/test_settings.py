"""What is read from the environment and from .env."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.fernet import Fernet

from bot.setting_names import EXAMPLES, MAY_BE_EMPTY
from bot.settings import Settings
from providers.codegames.settings import CodeGamesSettings
from providers.factories import OURS
from providers.gamebase.settings import GamebaseSettings
from providers.hype.settings import HypeSettings
from providers.paysuper.settings import PaySuperSettings
from tests.bot.settings_base import ENOUGH, NO_FILE, TOKEN, load, provider


def test_what_is_not_set_has_the_documented_default() -> None:
    """A token and the owners are enough."""
    settings = load()
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.owners == (11, 22)
    assert settings.telegram_api is None
    assert settings.data_dir == Path("data")
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///data/keydesk.db"
    assert settings.secret_keys == ()
    assert settings.mode == "polling"
    assert (settings.listen.host, settings.listen.port) == ("127.0.0.1", 8090)
    assert (settings.language, settings.timezone) == ("en", ZoneInfo("UTC"))
    assert (settings.log_level, settings.log_format) == ("info", "console")
    assert settings.providers == {}
    assert settings.warnings() == ()


def test_every_setting_can_be_set() -> None:
    """Each name reaches its place, nested ones too."""
    key = Fernet.generate_key().decode()
    settings = load(
        DATA_DIR="/srv/keydesk",
        SECRET_KEYS=f"{key}, {key}",
        TELEGRAM_API="http://localhost:8081/",
        LISTEN="[::1]:9000",
        LANGUAGE="pt-BR",
        TIMEZONE="Europe/Lisbon",
        LOG_LEVEL="DEBUG",
        LOG_FORMAT="json",
        CODEGAMES__BASE_URL="https://cg.example/",
        CODEGAMES__LOGIN="desk",
        CODEGAMES__PASSWORD="p",
        GAMEBASE__BASE_URL="https://gb.example",
        GAMEBASE__APPS='{"Main": {"app_id": "a1", "secret_key": "s1"}}',
    )
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:////srv/keydesk/keydesk.db"
    assert [secret.get_secret_value() for secret in settings.secret_keys] == [key, key]
    assert settings.telegram_api == "http://localhost:8081"
    assert (settings.listen.host, settings.listen.port) == ("::1", 9000)
    assert settings.timezone == ZoneInfo("Europe/Lisbon")
    assert (settings.log_level, settings.log_format) == ("debug", "json")
    codegames = provider(settings, CodeGamesSettings)
    assert (codegames.base_url, codegames.auth_scheme) == ("https://cg.example", "Bearer")
    app = provider(settings, GamebaseSettings).apps["Main"]
    assert app.secret_key.get_secret_value() == "s1"


def test_the_constructor_reads_nothing_but_what_it_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The demo is not changed by an environment that is set up for the real desk."""
    (tmp_path / ".env").write_text("KEYDESK_LANGUAGE=de\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEYDESK_TIMEZONE", "Europe/Lisbon")
    settings = Settings(bot_token=TOKEN, owners=(11,), data_dir=tmp_path)  # type: ignore[arg-type]  # pydantic makes the secret
    assert (settings.language, settings.timezone) == ("en", ZoneInfo("UTC"))
    loaded = Settings.load({**ENOUGH, "KEYDESK_TIMEZONE": "Asia/Tokyo"})
    assert (loaded.language, loaded.timezone) == ("de", ZoneInfo("Asia/Tokyo"))


def test_the_process_environment_is_what_is_read_by_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """``load()`` takes the process's environment."""
    monkeypatch.chdir(tmp_path)
    for name, value in ENOUGH.items():
        monkeypatch.setenv(name, value)
    assert Settings.load().owners == (11, 22)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    """Values of the file are literal, and an empty name in the environment unsets one."""
    file = tmp_path / ".env"
    file.write_text(
        "# the desk\n"
        f"export KEYDESK_BOT_TOKEN={TOKEN}\n"
        "KEYDESK_OWNERS=1\nKEYDESK_LANGUAGE=de\nOTHER_PROGRAM=x\n"
        "KEYDESK_CODEGAMES__BASE_URL=https://cg.example\nKEYDESK_CODEGAMES__LOGIN='a b'\n"
        'KEYDESK_CODEGAMES__PASSWORD="${HOME}#1"\n'
    )
    settings = Settings.load({"KEYDESK_OWNERS": "2", "KEYDESK_LANGUAGE": ""}, file)
    assert (settings.owners, settings.language) == ((2,), "en")
    codegames = provider(settings, CodeGamesSettings)
    assert codegames.login == "a b"
    assert codegames.password.get_secret_value() == "${HOME}#1"


def test_an_empty_authorization_scheme_means_the_bare_token() -> None:
    """It is the one setting whose empty value says something, and alone it says nothing."""
    assert {"KEYDESK_CODEGAMES__AUTH_SCHEME"} == MAY_BE_EMPTY
    settings = load(
        CODEGAMES__BASE_URL="https://cg.example",
        CODEGAMES__LOGIN="desk",
        CODEGAMES__PASSWORD="p",
        CODEGAMES__AUTH_SCHEME="",
    )
    assert provider(settings, CodeGamesSettings).auth_scheme == ""
    assert load(CODEGAMES__AUTH_SCHEME="", CODEGAMES__LOGIN="").providers == {}


def test_settings_of_later_versions_are_checked_and_warned_of_in_one_line() -> None:
    """They are accepted, and nobody is left to wonder why nothing happens."""
    settings = load(WEBHOOK_URL="https://desk.example/telegram", WEBHOOK_SECRET="hook-secret")
    (line,) = settings.warnings()
    for name in ("WEBHOOK_URL", "WEBHOOK_SECRET"):
        assert f"KEYDESK_{name}" in line
    assert "\n" not in line


def test_paysuper_follows_its_document_unless_told_otherwise() -> None:
    """One setting switches to what the open-source server does."""
    names = {
        "PAYSUPER__BASE_URL": "https://ps.example",
        "PAYSUPER__TOKEN": "paysuper-token",
        "PAYSUPER__PROJECT_ID": "p",
    }
    by_document, by_server = load(**names), load(**names, PAYSUPER__DIALECT="server")
    assert provider(by_document, PaySuperSettings).dialect == "document"
    assert provider(by_server, PaySuperSettings).dialect == "server"
    assert by_document.warnings() == ()


def test_hype_needs_no_more_than_its_credentials() -> None:
    """Its address is public; what no document tells can be set all the same, method included."""
    settings = load(
        HYPE__IDENTIFIER="me",
        HYPE__SECRET="hype-secret",
        HYPE__REVERSAL_PATH="POST /cancel",
        HYPE__REVERSAL_BY_REFERENCE_PATH="/reversal?partnerReference={reference}",
    )
    hype = provider(settings, HypeSettings)
    assert settings.warnings() == ()
    assert hype.base_url == "https://stock.hype.games/api"
    assert (hype.country, hype.currency, hype.language, hype.rate) == ("BR", "BRL", "pt-BR", 50)
    assert (hype.reversal_path, hype.echo_path) == ("POST /cancel", "/echo")
    assert "hype-secret" in set(settings.secrets())


def test_every_secret_is_known_to_the_redactor_and_none_is_printed() -> None:
    """``secrets`` gives them all, and ``repr`` shows none of them."""
    key = Fernet.generate_key().decode()
    settings = load(
        DATABASE_URL="postgresql+asyncpg://desk:p%40ss-word@db/keydesk",
        SECRET_KEYS=key,
        WEBHOOK_SECRET="hook-secret",
        CODEGAMES__BASE_URL="https://cg.example",
        CODEGAMES__LOGIN="desk",
        CODEGAMES__PASSWORD="cg-password",
        GAMEBASE__APPS='{"main": {"app_id": "a", "secret_key": "gb-secret"}}',
    )
    expected = {TOKEN, key, "hook-secret", "cg-password", "gb-secret", "p%40ss-word", "p@ss-word"}
    assert set(settings.secrets()) == expected
    assert not [secret for secret in expected if secret in repr(settings)]


def test_every_name_has_an_example_that_the_desk_accepts() -> None:
    """What the messages recommend works, but for secrets that only their owner can have."""
    made_up = {
        "KEYDESK_SECRET_KEYS": Fernet.generate_key().decode(),
    }
    settings = Settings.load({**EXAMPLES, **made_up}, NO_FILE)
    assert list(settings.providers) == list(OURS)
    fields = {
        *(name for name in Settings.model_fields if name not in {"providers", "installed"}),
        *(f"{name}__{field}" for name, of in settings.providers.items() for field in dict(of)),
    }
    assert {f"KEYDESK_{field.upper()}" for field in fields} == set(EXAMPLES)
