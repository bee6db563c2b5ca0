"""What is read from the environment and .env, and what a person is told about mistakes."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from cryptography.fernet import Fernet

from bot.setting_names import EXAMPLES, MAY_BE_EMPTY
from bot.settings import Settings, SettingsError

TOKEN = "7000000001:AAKeydeskTokenForTestsOnly0000000000"
ENOUGH = {"KEYDESK_BOT_TOKEN": TOKEN, "KEYDESK_OWNERS": "11,22"}
NO_FILE = Path("/nowhere/at/all/.env")
MARKER = "sEcReTmArKeR"


def load(**names: str) -> Settings:
    """Load with these beside what is needed; no file."""
    env = {f"KEYDESK_{name}": value for name, value in names.items()}
    return Settings.load({**ENOUGH, **env}, NO_FILE)


def refusal(env: dict[str, str], dotenv: Path = NO_FILE) -> str:
    """The message for these settings."""
    with pytest.raises(SettingsError) as refused:
        Settings.load(env, dotenv)
    return str(refused.value)


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
    assert settings.codegames is settings.gamebase is settings.hype is None
    assert settings.paysuper is settings.openapigames is None
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
    assert settings.codegames is not None and settings.gamebase is not None
    assert settings.codegames.base_url == "https://cg.example"
    assert settings.codegames.auth_scheme == "Bearer"
    assert settings.gamebase.apps["Main"].secret_key.get_secret_value() == "s1"


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
    assert settings.codegames is not None
    assert settings.codegames.login == "a b"
    assert settings.codegames.password.get_secret_value() == "${HOME}#1"


def test_missing_settings_are_all_named_with_an_example() -> None:
    """One start shows everything that is missing."""
    message = refusal({"KEYDESK_CODEGAMES__LOGIN": "desk"})
    for name in (
        "KEYDESK_BOT_TOKEN",
        "KEYDESK_OWNERS",
        "KEYDESK_CODEGAMES__BASE_URL",
        "KEYDESK_CODEGAMES__PASSWORD",
    ):
        assert f"- {name}: is missing\n      for example  {name}={EXAMPLES[name]}" in message
    assert "KEYDESK_CODEGAMES__LOGIN" not in message
    assert "KEYDESK_CODEGAMES__AUTH_SCHEME" not in message


WRONG = {
    "KEYDESK_BOT_TOKEN": MARKER,
    "KEYDESK_OWNERS": f"@{MARKER}",
    "KEYDESK_TELEGRAM_API": f"ftp://user:{MARKER}@host",
    "KEYDESK_DATABASE_URL": f"postgresql://desk:{MARKER}@db/keydesk",
    "KEYDESK_SECRET_KEYS": MARKER,
    "KEYDESK_MODE": MARKER,
    "KEYDESK_WEBHOOK_URL": MARKER,
    "KEYDESK_WEBHOOK_SECRET": MARKER * 30,
    "KEYDESK_LISTEN": MARKER,
    "KEYDESK_LANGUAGE": MARKER,
    "KEYDESK_TIMEZONE": MARKER,
    "KEYDESK_LOG_LEVEL": MARKER,
    "KEYDESK_LOG_FORMAT": MARKER,
    "KEYDESK_CODEGAMES__BASE_URL": MARKER,
    "KEYDESK_CODEGAMES__AUTH_SCHEME": f"{MARKER} {MARKER}",
    "KEYDESK_HYPE__BASE_URL": MARKER,
    "KEYDESK_HYPE__SECRET": f"{MARKER} {MARKER}",
    "KEYDESK_HYPE__COUNTRY": MARKER,
    "KEYDESK_HYPE__CURRENCY": MARKER,
    "KEYDESK_HYPE__RATE": MARKER,
    "KEYDESK_HYPE__ECHO_PATH": MARKER,
    "KEYDESK_PAYSUPER__BASE_URL": MARKER,
    "KEYDESK_PAYSUPER__TOKEN": f"{MARKER} {MARKER}",
    "KEYDESK_OPENAPIGAMES__BASE_URL": MARKER,
    "KEYDESK_OPENAPIGAMES__SECRET": f"{MARKER} {MARKER}",
    "KEYDESK_GAMEBASE__BASE_URL": MARKER,
    "KEYDESK_GAMEBASE__APPS": f'{{"main": {{"app_id": "a", "secret_key": "{MARKER} x"}}}}',
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(name: str) -> None:
    """Half of the settings are secrets, so no value is ever repeated."""
    message = refusal({**ENOUGH, name: WRONG[name]})
    assert f"- {name}: " in message
    assert f"for example  {name}={EXAMPLES[name]}" in message
    assert MARKER not in message


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("OWNERS", "-100123", "positive"),
        ("OWNERS", " , ", "at least 1 item"),
        ("MODE", "webhook", "use polling"),
        ("LISTEN", "127.0.0.1:99999", "HOST:PORT"),
        ("DATABASE_URL", "postgresql+asyncpg://db:port/keydesk", "port"),
        ("GAMEBASE__APPS", "main=a", "is not JSON"),
        ("GAMEBASE__APPS", '{"main": {"app_id": "a"}}', "in main → secret_key: is missing"),
        ("HYPE__RATE", "51", "less than or equal to 50"),
    ],
)
def test_a_wrong_setting_says_what_is_wrong(name: str, value: str, said: str) -> None:
    """The message tells how to mend it."""
    message = refusal({**ENOUGH, f"KEYDESK_{name}": value})
    assert f"- KEYDESK_{name}: " in message
    assert said in message


def test_a_mistyped_name_is_reported_with_the_nearest_one(tmp_path: Path) -> None:
    """Neither in the environment nor in the file is a typo silent."""
    file = tmp_path / ".env"
    file.write_text("KEYDESK_CODEGAMES__LOGON=desk\n")
    message = refusal({**ENOUGH, "KEYDESK_DATABSE_URL": MARKER}, file)
    assert "KEYDESK_DATABSE_URL: is not a setting" in message
    assert "did you mean KEYDESK_DATABASE_URL?" in message
    assert "did you mean KEYDESK_CODEGAMES__LOGIN?" in message
    assert MARKER not in message


def test_a_name_like_no_other_is_reported_without_a_guess() -> None:
    """A wrong guess would be worse than none."""
    message = refusal({**ENOUGH, "KEYDESK_ZZZ": "1"})
    assert "KEYDESK_ZZZ: is not a setting of Keydesk\n" in message


def test_names_that_a_cluster_makes_are_let_be() -> None:
    """A service named keydesk puts its own names into every container's environment."""
    links = {
        "KEYDESK_SERVICE_HOST": "10.0.0.1",
        "KEYDESK_SERVICE_PORT_WEB": "8090",
        "KEYDESK_PORT": "tcp://10.0.0.1:8090",
        "KEYDESK_PORT_8090_TCP_ADDR": "10.0.0.1",
        "KEYDESK_POSTGRES_SERVICE_HOST": "10.0.0.2",
    }
    assert Settings.load({**ENOUGH, **links}, NO_FILE).owners == (11, 22)


def test_a_line_that_is_no_setting_is_told_by_its_number(tmp_path: Path) -> None:
    """A token after a colon must not be taken for a name and shown."""
    file = tmp_path / ".env"
    file.write_text(f"\nKEYDESK_BOT_TOKEN: {MARKER}\nKEYDESK_BOT_TOKEN:{MARKER}\n{MARKER} x\n")
    message = refusal(ENOUGH, file)
    for line in (2, 3, 4):
        assert f"{file}, line {line}: is not of the form NAME=value" in message
    assert MARKER not in message


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    """Being unreadable is not the same as not being there."""
    file = tmp_path / ".env"
    file.write_bytes(b"KEYDESK_OWNERS=\xff\xfe\n")
    assert f"{file}: cannot be read" in refusal(ENOUGH, file)
    assert f"{tmp_path}: cannot be read" in refusal(ENOUGH, tmp_path)


def test_an_empty_authorization_scheme_means_the_bare_token() -> None:
    """It is the one setting whose empty value says something, and alone it says nothing."""
    assert {"KEYDESK_CODEGAMES__AUTH_SCHEME"} == MAY_BE_EMPTY
    settings = load(
        CODEGAMES__BASE_URL="https://cg.example",
        CODEGAMES__LOGIN="desk",
        CODEGAMES__PASSWORD="p",
        CODEGAMES__AUTH_SCHEME="",
    )
    assert settings.codegames is not None
    assert settings.codegames.auth_scheme == ""
    assert load(CODEGAMES__AUTH_SCHEME="", CODEGAMES__LOGIN="").codegames is None


def test_providers_of_later_versions_are_checked_and_warned_of_in_one_line() -> None:
    """They are accepted, and nobody is left to wonder why nothing happens."""
    settings = load(
        HYPE__BASE_URL="https://stock.hype.games/api",
        HYPE__IDENTIFIER="me",
        HYPE__SECRET="hype-secret",
        HYPE__ECHO_PATH="/ping",
        PAYSUPER__BASE_URL="https://ps.example",
        PAYSUPER__TOKEN="paysuper-token",
        PAYSUPER__PROJECT_ID="p",
        OPENAPIGAMES__BASE_URL="https://og.example",
        OPENAPIGAMES__SECRET="games-secret",
        OPENAPIGAMES__CONTENT_PROVIDER_ID="1",
        OPENAPIGAMES__CLIENT_ID="2",
        WEBHOOK_SECRET="hook-secret",
    )
    (line,) = settings.warnings()
    for name in ("HYPE", "PAYSUPER", "OPENAPIGAMES", "WEBHOOK_SECRET"):
        assert f"KEYDESK_{name}" in line
    assert "\n" not in line
    assert settings.hype is not None and settings.hype.country == "BR"


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
    assert settings.hype is not None and settings.openapigames is not None
    fields = {
        name if annotation is None else f"{name}__{inner}"
        for name, annotation in _provider_fields(settings)
        for inner in (annotation or [""])
    }
    assert {f"KEYDESK_{field.upper()}" for field in fields} == set(EXAMPLES)


def _provider_fields(settings: Settings) -> list[tuple[str, list[str] | None]]:
    """Each field, with the names inside it if it is a provider's."""
    found: list[tuple[str, list[str] | None]] = []
    for name in type(settings).model_fields:
        inside = getattr(type(getattr(settings, name)), "model_fields", None)
        found.append((name, None if inside is None else list(inside)))
    return found
