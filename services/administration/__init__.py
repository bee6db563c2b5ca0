"""What is administered at providers: key products and game accounts."""

from services.administration.accounts import GameAccountChange, GameAccounts, LaunchPreview
from services.administration.launches import LaunchError, Launches
from services.administration.products import KeyProducts

__all__ = [
    "GameAccountChange",
    "GameAccounts",
    "KeyProducts",
    "LaunchError",
    "LaunchPreview",
    "Launches",
]
