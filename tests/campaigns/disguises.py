"""Disguises of a key, drawn by a seed, and near misses that are none; judged without the desk's own eyes."""

import unicodedata
from collections.abc import Callable, Sequence
from random import Random

CASES: tuple[Callable[[str], str], ...] = (str, str.lower, str.upper, str.swapcase, str.title)
PARTED = (
    "",
    " ",
    "-",
    "–",
    "—",
    "\u2011",
    "_",
    ".",
    "/",
    " · ",
    " - ",
    "\u200b",
    "\u00a0",
    "\u00ad",
    "\u2060",
    "\u3164",
    "\n",
    "*",
    "🔑",
)
WIDE = {at: at + 0xFEE0 for at in range(0x21, 0x7F)}
LOOK_ALIKE = str.maketrans("ABCEHKMOPTXaeopcx", "АВСЕНКМОРТХаеорсх")
WAYS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    lambda text: text.translate(WIDE),
    lambda text: text.translate(LOOK_ALIKE),
    lambda text: "".join(each + "\u0332" if each.isalnum() else each for each in text),
    lambda text: text.replace("-", "%2D").replace(" ", "%20"),
    lambda text: text.replace("-", "&#45;").replace(" ", "&#32;"),
    lambda text: text.replace("-", "&amp;ndash;"),
)
FRAMES = (
    "{key}",
    "my key {key} does not work",
    "key:{key}",
    "({key})",
    "“{key}”, please help!",
    "https://shop.example/redeem?key={key}&from=chat",
    "look\n{key}\nthanks",
    "→{key}←",
    "code={key};",
    "1. {key} 2.",
)
GLUED = ("key{key}", "{key}xyz")
"""Only where no blanks part the key: nobody would find its end."""
SQUEEZED = {ord(b): a for a, b in zip("ABCEHKMOPTXaeopcx", "АВСЕНКМОРТХаеорсх", strict=True)}


def disguise(random: Random, key: str) -> str:
    """One way to write the key."""
    letters = "".join(each for each in key if each.isalnum())
    size = random.choice((1, 3, 4, 5, len(letters)))
    groups = [letters[at : at + size] for at in range(0, len(letters), size)]
    written = random.choice(PARTED).join(groups)
    if random.random() < 0.2:
        at = random.randrange(len(written))
        written = written[:at] + "\u200b" + written[at:]
    dressed = random.choice(WAYS)(random.choice(CASES)(written))
    parted = "%20" in dressed or "&#32;" in dressed or any(map(str.isspace, dressed))
    return random.choice(FRAMES if parted else FRAMES + GLUED).format(key=dressed)


def near_miss(random: Random, key: str) -> str:
    """Something like the key that is none of ours: a letter other or missing, a half, or another number."""
    at = random.randrange(len(key))
    other = random.choice("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".replace(key[at], ""))
    return random.choice(
        (
            key[:at] + other + key[at + 1 :] if key[at] != "-" else key[1:],
            key[: len(key) // 2 + 1],
            f"{key[:5]}-{key[6:11]}",
            f"K-{key[:4]}-{key[6:10]}",
            f"order K-{key[:4]}-{key[6:10]}, id {random.randrange(10**9, 10**10)}",
            f"+49 171 {random.randrange(10**7)}",
            "956.30 KZT for 2 keys of GTA V, 29 Nov 2026 18:25",
        )
    )


def squeezed(text: str) -> str:
    """What a patient reader makes of a text: letters and digits alone, look-alikes read as meant."""
    for escaped in ("%2D", "%20", "#45;", "#32;", "ndash;", "amp;"):  # however often it was escaped
        text = text.replace(escaped, "")
    plain = unicodedata.normalize("NFKD", text)
    letters = plain.translate(SQUEEZED).casefold()
    return "".join(each for each in letters if each.isascii() and each.isalnum())


def holds(text: str, keys: Sequence[str]) -> bool:
    """Whether a patient reader finds one of the keys in it."""
    read = squeezed(text)
    return any(squeezed(key) in read for key in keys)
