"""Maintenances as the desk has them."""

from providers.gamebase.client import GamebaseClient
from providers.gamebase.maintenance.calls import check_maintenance
from providers.gamebase.maintenance.models import MaintenanceItem
from providers.gamebase.maintenance.views import maintenance_of
from providers.games import Maintenance
from providers.lists import mapped

_UNDESCRIBED = MaintenanceItem.model_validate({})


class Maintenances:
    """``KnowsMaintenance``."""

    def __init__(self, client: GamebaseClient) -> None:
        self._client = client

    async def maintenances(self, app: str) -> tuple[Maintenance, ...]:
        """The maintenances set for the app now (FACTS 4.11); empty where there is none.

        One that is set but not described is a Maintenance whose fields are empty.
        """
        answer = await check_maintenance(self._client, app)
        if not answer.under_maintenance:
            return ()
        if not answer.maintenances:
            return (maintenance_of(_UNDESCRIBED),)
        return mapped(maintenance_of, answer.maintenances)
