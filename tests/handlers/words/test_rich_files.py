"""What RTF shows is found, in however many pieces it is written."""

import pytest

from handlers.words.rich_files import rtf_words

KEY = "AB2CD-3FGHJ-KLM4N"
RUN = "{\\rtlch\\fcs1 \\ltrch\\fcs0 \\insrsid%d "


@pytest.mark.parametrize(
    "body",
    [
        KEY,
        f"{RUN % 1}{KEY[:5]}}}{RUN % 2}{KEY[5:]}}}",
        f"{KEY[:5]}{{\\*\\bkmkstart _GoBack}}{{\\*\\bkmkend _GoBack}}{KEY[5:]}",
        f"{KEY[:7]}\r\n{KEY[7:]}",
        "".join(f"\\'{ord(each):02x}" for each in KEY),
        "".join(f"\\u{ord(each)}?" for each in KEY),
        "\\uc0 " + "".join(f"\\u{ord(each)} " for each in KEY),
        KEY.replace("-", "\\_"),
        KEY.replace("-", "\\endash "),
        f'{{\\field{{\\*\\fldinst HYPERLINK "http://a.example/{KEY}"}}{{\\fldrslt here}}}}',
        f"{{\\footnote {KEY[:9]}\\b {KEY[9:]}}}",
    ],
)
def test_what_is_shown_joins(body: str) -> None:
    """Runs, marks between them, escapes; what stands beside the text as well."""
    text = rtf_words(
        f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\pard one\\par {body}\\par}}".encode()
    )
    assert any(line.endswith(("\n" + KEY, KEY, KEY + '"')) for line in text.splitlines()), text
    assert "one" in text.splitlines()


def test_pictures_are_no_words_and_odd_files_break_nothing() -> None:
    """Megabytes of numbers would leave no room for the letters."""
    assert "ffd8" not in rtf_words(b"{\\rtf1 a{\\pict\\jpegblip " + b"ffd8" * 9 + b"}b}")
    for odd in (b"{\\rtf", b"{\\rtf1 }}}" + b"{" * 5000, b"{\\rtf1 \\u-10179?\\u5? \\'zz\\"):
        rtf_words(odd).encode()
