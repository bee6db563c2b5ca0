"""Gamebase's call about maintenances (FACTS 4.11)."""

from providers.gamebase.client import GamebaseClient
from providers.gamebase.maintenance.models import MaintenanceAnswer

_SERVICE = "tcgb-launching/v1.2"


async def check_maintenance(client: GamebaseClient, app: str) -> MaintenanceAnswer:
    """Check Maintenance Set: whether one is set now, and which (FACTS 4.11)."""
    parts = ("maintenances", "under-maintenance")
    return await client.request("maintenance", "GET", _SERVICE, app, parts, MaintenanceAnswer)
