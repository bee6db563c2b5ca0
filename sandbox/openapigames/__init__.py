"""The stand-in for the open-api-games platform."""

from sandbox.openapigames.accounts import Account, Change
from sandbox.openapigames.launching import Launch, LaunchAnswer
from sandbox.openapigames.placeholders import PLACEHOLDERS
from sandbox.openapigames.requests import adds, changes, lists
from sandbox.openapigames.server import OpenApiGames

__all__ = [
    "PLACEHOLDERS",
    "Account",
    "Change",
    "Launch",
    "LaunchAnswer",
    "OpenApiGames",
    "adds",
    "changes",
    "lists",
]
