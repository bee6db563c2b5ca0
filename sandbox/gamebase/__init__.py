"""The stand-in for the Gamebase Server API."""

from sandbox.gamebase.maintenance import Maintenance
from sandbox.gamebase.members import Member
from sandbox.gamebase.quirks import Quirks
from sandbox.gamebase.routes import ROUTES
from sandbox.gamebase.server import Gamebase

__all__ = ["ROUTES", "Gamebase", "Maintenance", "Member", "Quirks"]
