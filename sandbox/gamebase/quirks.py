"""Where Gamebase's document contradicts itself or leaves room; each can be tried both ways."""

from dataclasses import dataclass

from sandbox.gamebase.maintenance import NoneForm


@dataclass
class Quirks:
    """The forms answers take; the defaults are the document's samples."""

    usm_country_code: bool = False
    """memberInfo.usmCountryCode, as in the table, for usimCountryCode, as in the sample."""
    no_transaction_id: bool = False
    """Leave header.transactionId out, as some samples do."""
    unknown_fields: bool = False
    """Add fields nobody has heard of: they may come without a new version."""
    no_maintenance: NoneForm = "absent"
    """How the list of maintenances looks while there is none."""
