"""Where the document of PIN Hype is silent, or the API was seen to act otherwise."""

from dataclasses import dataclass


@dataclass
class Quirks:
    """Each can be tried both ways, and changed while the stand-in runs."""

    collection_as_object: bool = False
    """FACTS 5.5 answers ``{id, name, products}``, as public clients read it, not an array."""
    product_in_usd: bool = True
    """FACTS 5.6 ignores ``currency`` and gives dollars without a label, as was seen on the real
    API; otherwise it answers as the document's sample."""
    mixed_currencies: bool = False
    """The catalog also lists what is not sold in the asked currency, in a currency it is."""
    refused_sign_in_is_200: bool = False
    """A refused sign-in or refresh answers 200 with ``isAuthenticated`` false, not 400."""
    empty_pre_redeem: bool = False
    """A booked pin is answered with ``{}``, as the document's sample has it."""
    repeated_reversal_refused: bool = False
    """Reversing again is refused with 400; otherwise it answers like the first time."""
    no_sale_is_404: bool = False
    """A report by reference or document that finds nothing is a 404, not an empty array."""
    echo_needs_token: bool = False
    """Whether FACTS 5.15 wants a token like the others; the document does not tell."""
