"""What a key is compared by, in whatever dress; and what is no key, so that nobody has to ask."""

from collections.abc import Callable

import pytest

from services.key_shapes import LONGEST, Shapes, bare, candidates, shapes_of

KEYS = [
    "AB2CD-3FGHJ-KLM4N",  # as Steam's
    "QWXRT-PLKVB-ZZNMC",  # of letters alone
    "4917 0203 3345 9981",  # a voucher's PIN
    "aB3dE_fG9hI-jK2mN",
    "https://shop.example/redeem?code=AB12-CD34&lang=en",
    "correct horse battery staple",
    "KEY7Q2",
]
DRESSES = {
    "as it is": "{key}",
    "in a sentence": "My key {key}, which I bought today, does not work!",
    "in brackets": "(“{key}”)",
    "after a colon": "code:{key}.",
    "in an address": "https://example.com/activate?key={key}&from=tg",
    "in underlines": "__{key}__",
    "on a line of its own": "here:\n{key}\nthanks",
}
GLUED = ("THECODE{key}", "key{key}", "{key}thx", "{key}OK")
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda key: key,
    "small": str.lower,
    "large": str.upper,
    "without dashes": lambda key: key.replace("-", ""),
    "with spaces": lambda key: key.replace("-", " "),
    "with no-break dashes": lambda key: key.replace("-", "\u2011"),
    "with long dashes": lambda key: key.replace("-", " — "),
    "with dots": lambda key: key.replace("-", "."),
    "letter by letter": " ".join,
    "with spaces nobody sees": "\u200b".join,
    "with soft hyphens": "\u00ad".join,
    "with a mark of direction": lambda key: "\u202e" + key + "\u202c",
    "with Hangul fillers": "\u3164".join,
    "in fullwidth": lambda key: "".join(
        chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in key
    ),
    "underlined": lambda key: "".join(each + "\u0332" for each in key),
    "with Cyrillic look-alikes": lambda key: key.translate(str.maketrans("ABCEKMT", "АВСЕКМТ")),
    "in small capitals": lambda key: key.translate(
        str.maketrans("ABCDEFGHIJKLMNOPRT", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛ")
    ),
    "with Cherokee look-alikes": lambda key: key.translate(
        str.maketrans("ABCDEHJKLM", "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷ")
    ),
    "with tags nobody sees": "\U000e0041".join,
    "percent-encoded": lambda key: key.replace("-", "%2D"),
    "percent-encoded twice": lambda key: key.replace("-", "%252D"),
    "escaped as in JSON": lambda key: "".join(f"\\u{ord(each):04x}" for each in key),
    "escaped as in Python": lambda key: "".join(f"\\x{ord(each):02X}" for each in key),
    "with typed tags": lambda key: f"<p>{key[:3]}<b>{key[3:]}</b></p>",
}


def found(text: str, key: str, *, html: bool = False) -> list[str]:
    """Where in the text the key is found, in the text's own words."""
    shapes, form = Shapes(shapes_of(key)), bare(key)
    return [
        text[each.start : each.stop]
        for each in candidates(text, shapes, html=html)
        if each.bare == form
    ]


@pytest.mark.parametrize("way", WAYS)
def test_a_key_is_found_in_every_dress(way: str) -> None:
    """Every kind of key in every kind of writing, wherever it stands."""
    missed = [
        (key, place)
        for key in KEYS
        for place, frame in DRESSES.items()
        if not found(frame.format(key=WAYS[way](key)), key)
    ]
    assert missed == []


@pytest.mark.parametrize("frame", GLUED)
def test_something_glued_to_a_key_hides_it_not(frame: str) -> None:
    """At either end, where no blanks are in between."""
    apart = {"with spaces", "letter by letter", "escaped as in JSON", "escaped as in Python"}
    ways = [way for name, way in WAYS.items() if name not in apart]
    missed = [
        way(key)
        for key in KEYS
        for way in ways
        if " " not in way(key) and not found(frame.format(key=way(key)), key)
    ]
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "Key: <b>AB2CD</b>-3FGHJ-<i>KLM4N</i>",
        "AB2CD&#45;3FGHJ&#x2d;KLM4N &amp; more",
        "<code>AB2CD-3FGHJ</code>\n<code>KLM4N</code>",
    ],
)
def test_tags_and_entities_hide_no_key(text: str) -> None:
    """Of HTML the words count."""
    assert found(text, KEYS[0], html=True)


@pytest.mark.parametrize(
    "text",
    [
        "/whoami",
        "/stock gta v",
        "Is the GTA V key back in stock? I need 2 of them for 100 at 5pm please",
        "Order K-7F3Q-X9ND is paid: 1 key of GTA V, 956.30 KZT",
        "K-7F3Q-X9ND K-2222-3333 K-ABCD-EFGH",
        "Sam Support (id 7000000001) in Support desk, since 29 Nov 2026",
        "Please call +49 171 2345678 tomorrow, between 10 and 12",
        "Я купил ключ вчера вечером, 29 ноября 2026 года, за 956 тенге, и он не работает",
        "•••••LM4N, •••••H7JK",
    ],
)
def test_ordinary_talk_has_no_candidates(text: str) -> None:
    """Prices, days, numbers of orders, ids and telephone numbers are not even looked up."""
    shapes = Shapes({"m15", "l15", "m12", "d16", "m25", "l25"})
    assert list(candidates(text, shapes)) == []


def test_a_key_that_looks_like_an_order_number_is_found_and_told_from_none() -> None:
    """Where a desk has such a key it looks at such numbers too."""
    assert found("take K-7F3Q-X9ND", "K-7F3Q-X9ND") == ["K-7F3Q-X9ND"]


@pytest.mark.parametrize("key", ["1234", "2026", "abcdefg", "A1B2C", "1234567", "", "— —"])
def test_what_cannot_be_told_from_other_things_is_not_looked_for(key: str) -> None:
    """A key of four digits is in every second price."""
    assert shapes_of(key) == frozenset()


def test_a_very_long_key_is_found_by_its_beginning() -> None:
    """Also where it is cut into several messages; other letters after it are another key."""
    key = "-".join(f"{at * 7919 % 65536:04X}" for at in range(1, 5000))
    assert len(bare(key)) == LONGEST
    assert found(f"see {key[:4000]}", key)
    assert not found(f"see {key[100:4000]}", key)


@pytest.mark.parametrize("near", ["AB2CD-3FGHJ-KLM4", "AB2CD-3FGHJ-KLM4M"])
def test_another_key_is_none_of_ours(near: str) -> None:
    """A letter less, or another."""
    assert not found(f"my key {near} is not good", KEYS[0])
