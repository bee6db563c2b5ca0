"""The leaderboard's answers (FACTS 4.16 to 4.24): every result in them carries a code of its own."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from providers.gamebase.fields import Moment, Number, Text, Whole, entries, object_or_none
from providers.gamebase.models import Model
from providers.lists import EACH


class Header(Model):
    """What stands in for the result where an answer has none."""

    result_code: int = Field(0, alias="resultCode", strict=True)


class Result(Model):
    """One result of several."""

    result_code: int = Field(alias="resultCode", strict=True)


class Counted(Result):
    """How many players have a score."""

    total_count: Whole = Field(None, alias="totalCount")

    @model_validator(mode="after")
    def _has_a_number(self) -> Self:
        if self.result_code == 0 and self.total_count is None:
            raise ValueError("no number in a good result")
        return self


class CountAnswer(Model):
    """FACTS 4.16."""

    result_info: Counted = Field(alias="resultInfo")

    def failed(self) -> int:
        """The code of the one result."""
        return self.result_info.result_code


class UserInfo(Result):
    """Where a player stands. All but the id is empty or zero for one without a score."""

    user_id: Text = Field("", alias="userId")
    score: Number = None
    rank: Whole = None
    pre_rank: Whole = Field(None, alias="preRank")
    extra: Text = ""
    date: Moment = None
    total: Whole = Field(None, alias="totalUserCountInFactor")

    @model_validator(mode="after")
    def _has_a_score(self) -> Self:
        if self.result_code == 0 and (self.score is None or not self.user_id):
            raise ValueError("no score in a good result")
        return self


class UserAnswer(Model):
    """FACTS 4.17."""

    user_info: UserInfo = Field(alias="userInfo")

    def failed(self) -> int:
        """The code of the one result."""
        return self.user_info.result_code


def _some(value: object) -> object:
    return [] if value is None else entries(value)


class FactorUsers(Result):
    """The players of one factor; none where the factor itself failed."""

    factor: Text = ""
    user_infos: Annotated[tuple[UserInfo, ...], EACH, BeforeValidator(_some)] = Field(
        (), alias="userInfos"
    )


class UsersAnswer(Model):
    """FACTS 4.18."""

    user_infos_with_factor: Annotated[tuple[FactorUsers, ...], EACH, BeforeValidator(entries)] = (
        Field(alias="userInfosWithFactor")
    )


def _single(value: object) -> object:
    """The object, or the only one of the list that the table shows in its place."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


class RangeAnswer(Model):
    """FACTS 4.19."""

    user_infos_by_range: Annotated[FactorUsers, BeforeValidator(_single)] = Field(
        alias="userInfosByRange"
    )

    def failed(self) -> int:
        """The code of the factor."""
        return self.user_infos_by_range.result_code


class UserResult(Result):
    """What became of one player's score."""

    user_id: Text = Field("", alias="userId")


class ResultAnswer(Model):
    """FACTS 4.20, 4.21 and 4.24. Without a result inside, the header speaks for it."""

    header: Header
    result_info: Annotated[UserResult | None, BeforeValidator(object_or_none)] = Field(
        None, alias="resultInfo"
    )

    def failed(self) -> int:
        """The code of the one result."""
        return self.code()

    def code(self) -> int:
        """The code of the one result, 1 for "the same as before" among them."""
        return self.result_info.result_code if self.result_info else self.header.result_code


class FactorResults(Result):
    """What became of the scores of one factor."""

    factor: Text = ""
    result_infos: Annotated[tuple[UserResult, ...], EACH, BeforeValidator(_some)] = Field(
        (), alias="resultInfos"
    )


def _lenient(value: object) -> object:
    return entries(value) if isinstance(value, dict | list) else []


class ResultsAnswer(Model):
    """FACTS 4.22 and 4.23; a score that is not named here has an unknown end."""

    result_infos_with_factor: Annotated[
        tuple[FactorResults, ...], EACH, BeforeValidator(_lenient)
    ] = Field((), alias="resultInfosWithFactor")
