"""The made-up Gamebase apps of the demo and who plays there."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.gamebase import Gamebase
from sandbox.gamebase.members import Valid


@dataclass(frozen=True)
class App:
    """A game: the name the desk knows it by, its app id and its secret key."""

    name: str
    app_id: str
    secret_key: str = field(default_factory=lambda: secrets.token_urlsafe(8), repr=False)


class Player(NamedTuple):
    """A member of one of the apps."""

    app: str
    user_id: str
    valid: Valid
    days_since_login: int | None
    """None for somebody who logged in only once."""
    idps: tuple[str, ...]
    device: Mapping[str, str]


ANDROID = {"osCode": "AOS", "storeCode": "GG", "deviceModel": "Pixel 8", "osVersion": "15"}
IPHONE = {"osCode": "IOS", "storeCode": "AS", "deviceModel": "iPhone15,2", "osVersion": "18.1"}

APP_IDS = {"puzzle": "PzL4mQ7x", "racing": "RcN8kW2d"}

PLAYERS = (
    Player("puzzle", "PZ1001", "Y", 0, ("google", "guest"), ANDROID),
    Player("puzzle", "PZ1002", "Y", None, ("guest",), IPHONE),
    Player("puzzle", "PZ1003", "B", 12, ("facebook",), ANDROID),
    Player("puzzle", "PZ1004", "D", 90, ("google",), ANDROID),
    Player("puzzle", "PZ1005", "M", 200, ("guest",), ANDROID),
    Player("racing", "RC2001", "Y", 1, ("appleid",), IPHONE),
    Player("racing", "RC2002", "Y", 3, ("google", "facebook"), ANDROID),
    Player("racing", "RC2003", "B", 30, ("guest",), ANDROID),
    Player("racing", "RC2004", "D", 45, ("appleid",), IPHONE),
    Player("racing", "RC2005", "M", 365, ("google",), ANDROID),
)


def register(gamebase: Gamebase, apps: Mapping[str, App], now: datetime) -> None:
    """Make every player a member of the stand-in, with logins counted back from ``now``."""
    for player in PLAYERS:
        days = player.days_since_login
        gamebase.member(
            apps[player.app].app_id,
            player.user_id,
            player.valid,
            last_login=None if days is None else now - timedelta(days=days, hours=2),
            registered=now - timedelta(days=(days or 0) + 120),
            idps=player.idps,
            device=player.device,
        )
