"""Names that look alike: letters of other alphabets in place of Latin ones, accents aside."""

import unicodedata

from services.visible import visible_line

_CAPITALS = str.maketrans(
    "ІΙI1|ӀАВЕЅЈКМНОРСТУХΑΒΕΖΗΚΜΝΟΡΤΥΧ0", "llllllABESJKMHOPCTYXABEZHKMNOPTYXO"
)
_SMALL = str.maketrans("аеіјорсухѕԁһԛԝαικνορυχ", "aeijopcyxsdhqwaikvopux")


def looks(name: str) -> str:
    """The same for two names that most screens show alike, be they of other letters."""
    plain = unicodedata.normalize("NFKD", visible_line(name))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return bare.translate(_CAPITALS).translate(_SMALL).casefold()
