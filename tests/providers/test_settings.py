"""Settings are checked when they are read, and never repeated in an error."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from providers.codegames.settings import CodeGamesSettings
from providers.gamebase.settings import GamebaseSettings

GOOD = {"base_url": "https://api.example.com/", "login": "desk", "password": "hidden-1"}
APP = {"app_id": "AppId1", "secret_key": "hidden-1"}


def test_codegames() -> None:
    """Address without its last slash; Bearer unless told otherwise; password hidden."""
    settings = CodeGamesSettings.model_validate(GOOD)
    assert settings.base_url == "https://api.example.com"
    assert settings.auth_scheme == "Bearer"
    assert "hidden-1" not in repr(settings)
    assert CodeGamesSettings.model_validate(GOOD | {"auth_scheme": ""}).auth_scheme == ""


def test_gamebase() -> None:
    """The public address unless told otherwise; secret keys hidden."""
    settings = GamebaseSettings.model_validate({"apps": {"quest": APP}})
    assert settings.base_url.startswith("https://")
    assert "hidden-1" not in repr(settings)


@pytest.mark.parametrize(
    "change",
    [
        {"base_url": ""},
        {"base_url": "api.example.com"},
        {"base_url": "ftp://api.example.com"},
        {"base_url": "https://"},
        {"base_url": "https://desk:hidden-1@api.example.com"},
        {"base_url": "https://api.example.com?key=hidden-1"},
        {"base_url": "https://api.example.com:port"},
        {"base_url": "https://[::1"},
        {"base_url": "https://api.example.com:99999"},
        {"base_url": "https://api.example.com:0"},
        {"base_url": "https://api example.com"},
        {"base_url": "https://api.example.com/\x00"},
        {"login": ""},
        {"password": ""},
        {"auth_scheme": "two words"},
        {"auth_scheme": "Bearer\r\nX: "},
        {"pasword": "hidden-1"},
    ],
)
def test_wrong_codegames(change: dict[str, str]) -> None:
    """A wrong or misspelt setting is refused by its name, without its value."""
    _refused(CodeGamesSettings, GOOD | change, next(iter(change)))


@pytest.mark.parametrize(
    "apps",
    [
        {},
        {"": APP},
        {"two words": APP},
        {"quest": {"app_id": "a/b", "secret_key": "hidden-1"}},
        {"quest": {"app_id": "AppId1", "secret_key": ""}},
        {"quest": {"app_id": "AppId1", "secret_key": "hidden-1 "}},
        {"quest": {"app_id": "AppId1", "secret_key": "hidden-1\u0439"}},
        {"quest": {"app_id": "AppId1"}},
        {"quest": APP | {"other": "hidden-1"}},
        {"quest": APP, "Quest": APP},
    ],
)
def test_wrong_gamebase(apps: dict[str, Any]) -> None:
    """An app that could not be called is refused, without its secret."""
    _refused(GamebaseSettings, {"apps": apps}, "apps")


def _refused(model: type[BaseModel], values: dict[str, Any], name: str) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(values)
    assert name in str(caught.value)
    assert "hidden-1" not in str(caught.value)
