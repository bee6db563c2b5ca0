"""Gamebase's answers about bans and their releases (FACTS 4.7, 4.8)."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from providers.gamebase.fields import Epoch, Text, Whole, entries, object_or_none
from providers.gamebase.models import Model
from providers.lists import EACH


class Paging(Model):
    """Which page this is, counted from 0."""

    last: bool | None = None
    page: Whole = None
    size: Whole = None
    total_elements: Whole = Field(None, alias="totalElements")
    total_pages: Whole = Field(None, alias="totalPages")


class BanItem(Model):
    """One ban. The tables disagree on whether dates are numbers or texts."""

    user_id: Annotated[Text, Field(min_length=1)] = Field(alias="userId")
    seq: Whole = None
    ban_type: Text = Field("", alias="banType")
    ban_reason: Text = Field("", alias="banReason")
    ban_caller: Text = Field("", alias="banCaller")
    reg_user: Text = Field("", alias="regUser")
    begin_date: Epoch = Field(None, alias="beginDate")
    end_date: Epoch = Field(None, alias="endDate")
    message: Text = ""
    name: Text = ""
    template_code: Whole = Field(None, alias="templateCode")
    flags: Text = ""
    release_caller: Text = Field("", alias="releaseCaller")
    release_user: Text = Field("", alias="releaseUser")
    release_reason: Text = Field("", alias="releaseReason")
    release_date: Epoch = Field(None, alias="releaseDate")


class BansAnswer(Model):
    """FACTS 4.7 and 4.8."""

    result: Annotated[tuple[BanItem, ...], EACH, BeforeValidator(entries)]
    paging_info: Annotated[Paging | None, BeforeValidator(object_or_none)] = Field(
        None, alias="pagingInfo"
    )
