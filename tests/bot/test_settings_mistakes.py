"""What a person is told about missing, wrong and mistyped settings."""

from pathlib import Path

import pytest

from bot.setting_names import EXAMPLES
from bot.settings import Settings, SettingsError
from tests.bot.settings_base import ENOUGH, NO_FILE

MARKER = "sEcReTmArKeR"


def refusal(env: dict[str, str], dotenv: Path = NO_FILE) -> str:
    """The message for these settings."""
    with pytest.raises(SettingsError) as refused:
        Settings.load(env, dotenv)
    return str(refused.value)


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
    "KEYDESK_PAYSUPER__DIALECT": MARKER,
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
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", "sqlite+aiosqlite:///FILE"),
        ("DATABASE_URL", "sqlite+aiosqlite:///", "sqlite+aiosqlite:///FILE"),
        ("DATABASE_URL", "sqlite+aiosqlite://desk.db", "sqlite+aiosqlite:///FILE"),
        ("DATABASE_URL", "sqlite+aiosqlite:///desk.db?mode=ro", "sqlite+aiosqlite:///FILE"),
        ("DATABASE_URL", "postgresql+asyncpg://db/k?sslmode=require", "sslmode is called ssl"),
        ("DATABASE_URL", "postgresql+asyncpg://db/k?connect_timeout=5", "only ssl, host, port"),
        ("DATABASE_URL", "postgresql+asyncpg://db/k?ssl=true", "an ssl that is none of disable"),
        ("GAMEBASE__APPS", "main=a", "is not JSON"),
        ("GAMEBASE__APPS", "[" * 100_000, "is not JSON"),
        ("GAMEBASE__STORES", "Play", "is not JSON"),
        ("GAMEBASE__APPS", '{"main": {"app_id": "a"}}', "in main → secret_key: is missing"),
        ("HYPE__RATE", "51", "less than or equal to 50"),
        ("HYPE__ECHO_PATH", "FETCH /echo", "a method and a path"),
        ("HYPE__ECHO_PATH", "/echo/{reference}", "must have no {"),
        ("HYPE__REVERSAL_BY_REFERENCE_PATH", "/reversal", "must have {reference} in it"),
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


def test_the_rest_of_a_password_is_not_shown() -> None:
    """A ? in a password makes options of what follows it."""
    for said in (f"desk:a?{MARKER}@db/keydesk", f"desk:1?{MARKER}=x@db/keydesk"):
        message = refusal({**ENOUGH, "KEYDESK_DATABASE_URL": f"postgresql+asyncpg://{said}"})
        assert "%3F" in message or "only ssl, host" in message
        assert MARKER not in message


def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path) -> None:
    """Being unreadable is not the same as not being there."""
    file = tmp_path / ".env"
    file.write_bytes(b"KEYDESK_OWNERS=\xff\xfe\n")
    assert f"{file}: is not in UTF-8: save it anew as UTF-8\n" in refusal(ENOUGH, file)
    assert f"{tmp_path}: cannot be read (Is a directory)\n" in refusal(ENOUGH, tmp_path)


@pytest.mark.parametrize(
    ("boards", "said"),
    [
        ('{"x": "Weekly score"}', "KEYDESK_GAMEBASE__APPS"),
        ('{"1": "11 best"}', "KEYDESK_GAMEBASE__APPS"),
        ('{"1": "Weekly", "2": "weekly"}', "two have the same name: Weekly, weekly"),
    ],
)
def test_names_of_leaderboards_that_mean_nothing(boards: str, said: str) -> None:
    """No number, a name that reads as one, and one name for two stop the start by name."""
    apps = f'{{"puzzle": {{"app_id": "p", "secret_key": "k", "leaderboards": {boards}}}}}'
    message = refusal({**ENOUGH, "KEYDESK_GAMEBASE__APPS": apps})
    assert said in message


def test_names_of_stores_that_mean_nothing() -> None:
    """A store is named by its code, in capitals."""
    apps = '{"puzzle": {"app_id": "p", "secret_key": "k"}}'
    env = {**ENOUGH, "KEYDESK_GAMEBASE__APPS": apps}
    assert "KEYDESK_GAMEBASE__STORES" in refusal({**env, "KEYDESK_GAMEBASE__STORES": '{"gg": "P"}'})


@pytest.mark.parametrize(
    ("second", "told"),
    [("mygame", "has mygame twice, and only one of them could count"), ("MyGame", "same name")],
)
def test_two_apps_of_one_name_are_refused_by_it(second: str, told: str) -> None:
    """Neither wins silently: staff would act on players of an app that they do not mean."""
    app = f'{{"app_id": "a1", "secret_key": "{MARKER}"}}'
    apps = f'{{"mygame": {app}, "{second}": {app}}}'
    message = refusal({**ENOUGH, "KEYDESK_GAMEBASE__APPS": apps})
    assert "KEYDESK_GAMEBASE__APPS: " in message
    assert told in message
    assert MARKER not in message


def test_a_port_that_there_is_not_is_refused_by_name() -> None:
    """At the start, not by the first call."""
    settings = {f"KEYDESK_CODEGAMES__{name}": "x" for name in ("LOGIN", "PASSWORD")}
    address = {"KEYDESK_CODEGAMES__BASE_URL": "https://cg.example:99999"}
    message = refusal({**ENOUGH, **settings, **address})
    assert "KEYDESK_CODEGAMES__BASE_URL: has a port that there is not" in message
