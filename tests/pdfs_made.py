"""PDFs of one page, in the ways that programs write them, and some that nobody can read."""

import zlib

KEY = "AB2CD-3FGHJ-KLM4N"
PLAIN = b"/Type /Font /Subtype /Type1 /BaseFont /Helvetica"
NUMBERED = (
    b"/Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /Sans /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
    b"/Supplement 0 >> >>]"
)
LETTERS = b"""begincmap
1 begincodespacerange
<0000> <ffff>
endcodespacerange
2 beginbfrange
<0010> <0019> <0030>
<0020> <0039> <0041>
endbfrange
1 beginbfchar
<0001> <002d>
endbfchar
endcmap"""
"""Which letters the numbers of such a font are."""
NUMBERS = "".join(
    f"{1 if each == '-' else ord(each) - (32 if each.isdigit() else 33):04x}" for each in KEY
)


def pdf(page: str | bytes, font: bytes = PLAIN, *, more: bytes = b"", last: bytes = b"") -> bytes:
    """A file with one page; ``more`` stands with the page, ``last`` with what is said of the file."""
    shown = zlib.compress(page if isinstance(page, bytes) else page.encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> " + more + b" >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(shown) + shown + b"\nendstream",
        b"<< " + font + b" >>",
        b"<< /Length %d >>\nstream\n" % len(LETTERS) + LETTERS + b"\nendstream",
    ]
    made, places = b"%PDF-1.7\n", list[int]()
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + (b"xref\n0 7\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 7 /Root 1 0 R " + last)
        + b" >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    )


def line(shown: str) -> str:
    """A page that shows this."""
    return f"BT /F1 12 Tf 72 700 Td {shown} ET"


ENCRYPTED = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
    + b"00" * 32
    + b"> /U <"
    + b"00" * 32
    + b"> >> "
    b"/ID [<00> <00>]"
)
UNREAD = {
    "protected": pdf(line(f"({KEY}) Tj"), last=ENCRYPTED),
    "broken": b"%PDF-1.7\n" + b"\xff" * 100,
    "too-big": pdf(line("(many words) Tj 0 -14 Td " * 2_000)),
}
UNMAPPED = pdf(line(f"<{NUMBERS}> Tj"), NUMBERED)
"""Of its letters it says numbers alone, and not which letters they are."""
