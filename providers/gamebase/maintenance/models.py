"""Gamebase's answer about maintenances (FACTS 4.11); one of them is in 4.2 too."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from providers.gamebase.fields import Moment, Text, entries, texts
from providers.gamebase.models import Model
from providers.lists import EACH_OR_NONE


class MaintenanceItem(Model):
    """One maintenance that is set."""

    type_code: Text = Field("", alias="typeCode")
    begin_date: Moment = Field(None, alias="beginDate")
    end_date: Moment = Field(None, alias="endDate")
    url: Text = ""
    message: Text = ""
    reason: Text = ""
    """Why; in 4.2 only."""
    target_stores: Annotated[list[str], BeforeValidator(texts)] = Field([], alias="targetStores")


def _listed(value: object) -> object:
    found = entries(value)
    return found if isinstance(found, list) else []


class MaintenanceAnswer(Model):
    """FACTS 4.11. The table calls ``maintenances`` an object, the sample shows a list."""

    under_maintenance: bool = Field(alias="underMaintenance")
    maintenances: Annotated[
        tuple[MaintenanceItem, ...], EACH_OR_NONE, BeforeValidator(_listed)
    ] = ()
