"""Gamebase's maintenances as the desk's words have them."""

from providers.gamebase.maintenance.models import MaintenanceItem
from providers.games import Maintenance

# The document spells it in two ways; the other spelling is the one that means nothing else.
_STORES_IN_SAMPLE = {"ONESTROE": "ONESTORE"}


def maintenance_of(item: MaintenanceItem) -> Maintenance:
    """One maintenance."""
    return Maintenance(
        scope=item.type_code,
        begins_at=item.begin_date,
        ends_at=item.end_date,
        message=item.message,
        url=item.url,
        stores=tuple(_STORES_IN_SAMPLE.get(store, store) for store in item.target_stores),
    )
