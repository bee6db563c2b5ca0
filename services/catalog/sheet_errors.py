"""What is wrong with a table of the catalog, or with one of its rows."""

from services.errors import DeskError


class BadSheetError(DeskError):
    """No table of the catalog. Facts: problem (heading, no-rows, too-long, wide, csv), text, most."""

    code = "bad-catalog-sheet"


class BadYesError(DeskError):
    """Neither yes nor no. Facts: text."""

    code = "bad-yes"


class OfferTwiceError(DeskError):
    """The same offer stands in the table twice. Facts: text (its external id)."""

    code = "offer-twice"


class ToldOtherwiseError(DeskError):
    """Another row says something else of the same product. Facts: product, row (the first of it), said
    (yes, no: an empty cell), text.
    """

    code = "told-otherwise"


class CatalogMovedError(DeskError):
    """The catalog is not any more what the plan was made of. No facts."""

    code = "catalog-moved"
