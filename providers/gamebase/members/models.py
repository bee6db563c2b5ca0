"""Gamebase's answers about members (FACTS 4.1, 4.3 to 4.6, 4.9), as far as the desk uses them."""

from typing import Annotated, Any

from pydantic import AliasChoices, BeforeValidator, Field

from providers.gamebase.fields import Moment, Text, entries, object_or_none, text
from providers.gamebase.models import Model
from providers.lists import EACH, EACH_BY_ID, EACH_OR_NONE


class Auth(Model):
    """One way the player signs in."""

    # The names in 4.5's table begin otherwise than those in its sample.
    idp_code: Text = Field("", validation_alias=AliasChoices("idPCode", "IdPCode"))
    auth_key: Text = Field("", validation_alias=AliasChoices("authKey", "authkey"))
    auth_system: Text = Field("", alias="authSystem")
    reg_date: Moment = Field(None, alias="regDate")


def _many(value: object) -> list[object]:
    """A list as it is; null as none, and anything else as the one thing that stands there."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


Auths = Annotated[tuple[Auth, ...], EACH_OR_NONE, BeforeValidator(_many)]
"""The logins of one player."""


class Withdrawal(Model):
    """A withdrawal that waits for the end of its grace period."""

    grace_period_date: Moment = Field(None, alias="gracePeriodDate")


MaybeWithdrawal = Annotated[Withdrawal | None, BeforeValidator(object_or_none)]


class Member(Model):
    """Who the player is. ``valid`` may be a letter that later versions brought."""

    user_id: str = Field(alias="userId", min_length=1)
    valid: str = Field(min_length=1)
    app_id: Text = Field("", alias="appId")
    reg_date: Moment = Field(None, alias="regDate")
    last_login_date: Moment = Field(None, alias="lastLoginDate")
    auth_list: Auths = Field((), alias="authList")
    temporary_withdrawal: MaybeWithdrawal = Field(None, alias="temporaryWithdrawal")


class MemberAnswer(Model):
    """FACTS 4.3. The withdrawal stands beside the member here and inside it elsewhere (4.1)."""

    member: Member
    temporary_withdrawal: MaybeWithdrawal = Field(None, alias="temporaryWithdrawal")
    member_info: Annotated[dict[str, Any] | None, BeforeValidator(object_or_none)] = Field(
        None, alias="memberInfo"
    )


class LinkedIdp(Model):
    """The identity provider by which an access token was obtained."""

    idp_code: Text = Field("", validation_alias=AliasChoices("idPCode", "IdPCode"))
    idp_id: Text = Field("", validation_alias=AliasChoices("idPId", "IdPId"))


class TokenAnswer(Model):
    """FACTS 4.1. The table writes the list of logins without ``member.`` before it."""

    member: Member
    linked_idp: Annotated[LinkedIdp | None, BeforeValidator(object_or_none)] = Field(
        None, alias="linkedIdP"
    )
    auth_list: Auths = Field((), alias="authList")
    temporary_withdrawal: MaybeWithdrawal = Field(None, alias="temporaryWithdrawal")


class MembersAnswer(Model):
    """FACTS 4.4; who is not known is left out."""

    member_list: Annotated[tuple[Member, ...], EACH, BeforeValidator(entries)] = Field(
        alias="memberList"
    )


class TransferAnswer(Model):
    """FACTS 4.9."""

    member: Member


def _named(value: object) -> object:
    """A text or a number as a text; whatever else stands there is no id."""
    return text(value) or value


class AuthKeysAnswer(Model):
    """FACTS 4.5: the logins by user id."""

    result: Annotated[dict[str, Auths], EACH_BY_ID]


class UserIdsAnswer(Model):
    """FACTS 4.6: the user ids by auth key."""

    result: Annotated[dict[str, Annotated[str, BeforeValidator(_named)]], EACH_BY_ID]
