"""Gamebase's answer about what a client is told at its start (FACTS 4.2)."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from providers.gamebase.fields import Text, object_or_none
from providers.gamebase.maintenance.models import MaintenanceItem
from providers.gamebase.models import Model


class AccessInfo(Model):
    """How the app is reached."""

    server_address: Text = Field("", alias="serverAddress")
    cs_info: Text = Field("", alias="csInfo")


class RelatedUrls(Model):
    """The pages about the app."""

    terms_url: Text = Field("", alias="termsUrl")
    cs_url: Text = Field("", alias="csUrl")
    punish_rule_url: Text = Field("", alias="punishRuleUrl")
    personal_info_url: Text = Field("", alias="personalInfoCollectionUrl")


class Install(Model):
    """Where the app is installed from."""

    url: Text = ""


def _empty_for_none(value: object) -> object:
    return object_or_none(value) or {}


class AppInfo(Model):
    """What the console says of the app for one store."""

    store_code: Text = Field("", alias="storeCode")
    access_info: Annotated[AccessInfo, BeforeValidator(_empty_for_none)] = Field(
        {}, alias="accessInfo", validate_default=True
    )
    related_urls: Annotated[RelatedUrls, BeforeValidator(_empty_for_none)] = Field(
        {}, alias="relatedUrls", validate_default=True
    )
    install: Annotated[Install, BeforeValidator(_empty_for_none)] = Field({}, validate_default=True)


class LaunchingStatus(Model):
    """What the client of the app is told at its start."""

    code: int
    message: Text = ""


class LaunchingData(Model):
    """The inner part of FACTS 4.2."""

    status: LaunchingStatus
    app: Annotated[AppInfo, BeforeValidator(_empty_for_none)] = Field({}, validate_default=True)
    maintenance: Annotated[MaintenanceItem | None, BeforeValidator(object_or_none)] = None


class LaunchingAnswer(Model):
    """FACTS 4.2."""

    launching_data: LaunchingData = Field(alias="launchingData")
