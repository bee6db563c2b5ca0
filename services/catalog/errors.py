"""Why the catalog is not changed."""

from services.errors import DeskError


class BadWordError(DeskError):
    """What cannot be a word that a product is also found by. Facts: problem, most, letter as BadNameError."""

    code = "bad-word"


class TooManyWordsError(DeskError):
    """The product would be found by more words than it may have. Facts: product, most."""

    code = "too-many-words"


class BadMarkError(DeskError):
    """No number of keys that can be a low mark. Facts: most, text."""

    code = "bad-mark"


class BadCeilingError(DeskError):
    """The amount is nothing, or more than a ceiling can be. Facts: most."""

    code = "bad-ceiling"


class SameProductError(DeskError):
    """A product cannot be merged with itself, nor an offer moved to where it is. Facts: product."""

    code = "same-product"


class KeysLieThereError(DeskError):
    """Keys of own stock lie under the offer, and nobody would sell them. Facts: product, count."""

    code = "keys-lie-there"


class UnknownChangeError(DeskError):
    """The change is not one that can be undone. No facts."""

    code = "unknown-change"


class UndoneBeforeError(DeskError):
    """Somebody has undone it already. Facts: who, at."""

    code = "undone-before"


class ChangedSinceError(DeskError):
    """What a change left is not what stands there now, so it is not undone.

    Facts: product (the first it is so of), count (of how many of its parts), known (yes or no: who and at of
    the last change there).
    """

    code = "changed-since"
