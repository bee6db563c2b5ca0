"""What Gamebase's own examples say, and what tests of them ask with."""

from datetime import UTC, datetime

from pydantic import SecretStr

from providers.codegames.provider import CodeGames
from providers.gamebase.provider import Gamebase

Desk = tuple[CodeGames, Gamebase]

THEN = datetime(2019, 8, 27, 8, 41, 5, tzinfo=UTC)

DUE = datetime(2020, 4, 18, 0, 12, 1, tzinfo=UTC)

NOON = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)

OK = {"resultCode": 0, "resultMessage": "SUCCESS", "isSuccessful": True}

TOKEN = SecretStr("token")
