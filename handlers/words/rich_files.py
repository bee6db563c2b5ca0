"""What is written in RTF, as Word shows it: letters that stand apart in the file join, for finding keys."""

import re

BEGINS = b"{\\rtf"
_PART = re.compile(
    r"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<letter>-?\d{1,6}) ?"
    r"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_MEANT = {
    "par": "\n",
    "line": "\n",
    "cell": "\n",
    "row": "\n",
    "tab": "\t",
    "endash": "-",
    "emdash": "-",
}
_SIGNS = {"~": " ", "_": "-", "-": "", "\n": "\n", "\r": "\n", "*": ""}
_ASIDE = frozenset(
    {"fonttbl", "stylesheet", "info", "header", "footer", "footnote", "annotation", "fldinst"}
)
"""What is not in the line of the text where it stands."""
_DRAWN = frozenset({"pict", "objdata", "blipuid"})
"""Numbers, not letters."""


def rtf_words(content: bytes) -> str:
    """Its text, and behind it what stands beside that. Slow: run it in a thread."""
    body, aside, drawn = list[str](), list[str](), list[str]()
    into, outer = body, list[list[str]]()
    instead, stands_in = False, True
    for part in _PART.finditer(content.decode("latin-1")):
        said = ""
        if part["brace"] == "{":
            outer.append(into)
        elif part["brace"]:
            if into is aside and outer and outer[-1] is body:
                said = "\n"
        elif part["byte"]:
            said = "" if instead else bytes.fromhex(part["byte"]).decode("cp1252", "replace")
        elif part["letter"]:
            said = chr(int(part["letter"]) % 0x10000)
        elif part["word"]:
            said = _MEANT.get(part["word"], "")
            if part["word"] == "uc":
                stands_in = part["number"] != "0"
            elif part["word"] in _DRAWN:
                into = drawn
            elif part["word"] in _ASIDE and into is body:
                into = aside
        elif part["sign"]:
            said = _SIGNS.get(part["sign"], part["sign"])
            if part["sign"] == "*" and into is body:
                into = aside
        else:
            said = part["text"][1:] if instead else part["text"]
        instead = stands_in and bool(
            part["letter"]
        )  # a sign follows, for readers that know no such letters
        if into is not drawn:
            into.append(said)
        if part["brace"] == "}" and outer:
            into = outer.pop()
    text = "".join([*body, "\n", *aside])
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
