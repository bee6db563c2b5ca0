"""Where Gamebase's document contradicts itself or leaves room; each can be tried both ways."""

from dataclasses import dataclass
from typing import Literal

from sandbox.gamebase import codes
from sandbox.gamebase.maintenance import NoneForm


@dataclass
class Quirks:
    """The forms answers take; the defaults are the document's samples where it has one."""

    usm_country_code: bool = False
    """memberInfo.usmCountryCode, as in the table, for usimCountryCode, as in the sample."""
    no_transaction_id: bool = False
    """Leave header.transactionId out everywhere, as some samples do."""
    unknown_fields: bool = False
    """Add fields nobody has heard of: they may come without a new version."""
    no_maintenance: NoneForm = "absent"
    """How the list of maintenances looks while there is none."""
    shows_planned: bool = False
    """4.11: whether one that is set counts, and is listed, before it begins (the document does not say)."""
    token_reg_date_long: bool = False
    """4.1: regDate as the table's long in place of the sample's text."""
    ban_dates: Literal["millis", "text", "iso"] = "millis"
    """4.7, 4.8: a number as in the samples, a "String … epoch time" as in a table, or ISO 8601."""
    no_release: Literal["null", "absent"] = "null"
    """4.7: how the fields about the release of a ban look while there was none."""
    withdrawn_code: int = codes.NO_MEMBER
    """4.10: the code for somebody who has withdrawn; ``codes.WITHDRAWN`` is documented too."""
    invalid_coupon_code: int = codes.INVALID_COUPON
    """4.12: the code for a code that is none; -4000205 is documented too."""
    leaderboard_refusals: Literal["nested", "header"] = "nested"
    """4.16 to 4.24: whether a single result that failed fails the header with it."""
    missing_user: Literal["bare", "zeros"] = "bare"
    """4.17, 4.18: whether a user without a score has the other fields, empty."""
    range_as_list: bool = False
    """4.19: userInfosByRange as the table's array in place of the sample's object."""
    factor_as_number: bool = False
    """Factors written as numbers in answers; their type is documented nowhere."""
