"""Gamebase's answers as far as the desk uses them.

Unknown fields pass: new ones may come without a new version of the API.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from providers.gamebase.fields import Moment, Text, object_or_none, objects, texts


class Model(BaseModel):
    """An object of an answer; shows no value in an error."""

    model_config = ConfigDict(hide_input_in_errors=True)


class Auth(Model):
    """One way the player signs in."""

    idp_code: Text = Field("", alias="idPCode")
    auth_key: Text = Field("", alias="authKey")
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


class MaintenanceItem(Model):
    """One maintenance that is set."""

    type_code: Text = Field("", alias="typeCode")
    begin_date: Moment = Field(None, alias="beginDate")
    end_date: Moment = Field(None, alias="endDate")
    url: Text = ""
    message: Text = ""
    target_stores: Annotated[list[str], BeforeValidator(texts)] = Field([], alias="targetStores")


class MaintenanceAnswer(Model):
    """FACTS 4.11. The table calls ``maintenances`` an object, the sample shows a list."""

    under_maintenance: bool = Field(alias="underMaintenance")
    maintenances: Annotated[list[MaintenanceItem], BeforeValidator(objects)] = []
