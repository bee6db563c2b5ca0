"""Gamebase's answers about players, as far as the desk uses them.

Unknown fields pass: new ones may come without a new version of the API.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from providers.gamebase.fields import Moment, Text, entries, object_or_none, objects, text
from providers.listed import EACH


class Model(BaseModel):
    """An object of an answer; shows no value in an error."""

    model_config = ConfigDict(hide_input_in_errors=True)

    def failed(self) -> int:
        """The result code inside an answer that carries one of its own; 0 if all is well."""
        return 0


class Auth(Model):
    """One way the player signs in."""

    # The names in 4.5's table begin otherwise than those in its sample.
    idp_code: Text = Field("", validation_alias=AliasChoices("idPCode", "IdPCode"))
    auth_key: Text = Field("", validation_alias=AliasChoices("authKey", "authkey"))
    auth_system: Text = Field("", alias="authSystem")
    reg_date: Moment = Field(None, alias="regDate")


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
    auth_list: Annotated[list[Auth], BeforeValidator(objects)] = Field([], alias="authList")
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
    auth_list: Annotated[list[Auth], BeforeValidator(objects)] = Field([], alias="authList")
    temporary_withdrawal: MaybeWithdrawal = Field(None, alias="temporaryWithdrawal")


class MembersAnswer(Model):
    """FACTS 4.4; who is not known is left out."""

    member_list: Annotated[tuple[Member, ...], EACH, BeforeValidator(entries)] = Field(
        alias="memberList"
    )


class TransferAnswer(Model):
    """FACTS 4.9."""

    member: Member


def by_id(value: object) -> object:
    """An object by ids, or the list of such objects that the table shows in its place."""
    if value is None:
        return {}
    if isinstance(value, list):
        parts = (part for part in objects(value) if isinstance(part, dict))
        return {key: held for part in parts for key, held in part.items()}
    return value


def _auths(value: object) -> object:
    found = by_id(value)
    return {k: objects(held) for k, held in found.items()} if isinstance(found, Mapping) else found


def _texts_by_id(value: object) -> object:
    found = by_id(value)
    if not isinstance(found, Mapping):
        return found
    return {key: name for key, held in found.items() if (name := text(held))}


class AuthKeysAnswer(Model):
    """FACTS 4.5: the logins by user id."""

    result: Annotated[dict[str, list[Auth]], BeforeValidator(_auths)]


class UserIdsAnswer(Model):
    """FACTS 4.6: the user ids by auth key."""

    result: Annotated[dict[str, str], BeforeValidator(_texts_by_id)]
