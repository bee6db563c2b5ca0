"""Gamebase's calls about the state of an app (FACTS 4.11 now)."""

from providers.gamebase.client import GamebaseClient
from providers.gamebase.models import MaintenanceAnswer

_SERVICE = "tcgb-launching/v1.2"


async def check_maintenance(client: GamebaseClient, app: str) -> MaintenanceAnswer:
    """Check Maintenance Set: whether one is set now, and which (FACTS 4.11)."""
    parts = ("maintenances", "under-maintenance")
    return await client.request("maintenance", "GET", _SERVICE, app, parts, MaintenanceAnswer)
