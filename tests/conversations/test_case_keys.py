"""No key comes to a group by a case: not in words, in files, in pieces of either, nor by an edit."""

import base64
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from sandbox.telegram import Message
from tests.conversations.case_play import report, staff_says
from tests.conversations.play import Play
from tests.conversations.scenes import begins, hand_over, reported, sent_to_cara
from tests.conversations.test_case_edits import edit


@begins(reported)
async def test_no_file_with_a_key_comes_to_the_group(play: Play) -> None:
    """Text is looked through, and what nobody can look through stays with the customer, who is told how."""
    desk, cara = play.desk, play.town.cara
    (key,) = play.sold()
    before = len(desk.messages)
    for name, content in (
        ("key.txt", f"my key: {key.lower()}".encode()),
        (
            "key.json",
            ('{"key": "' + "".join(f"\\u{ord(each):04x}" for each in key) + '"}').encode(),
        ),
        ("key.html", f"<p>my key: <b>{key[:4]}</b>{key[4:]}</p>".encode()),
        ("keys.zip", b"PK\x03\x04 packed"),
        ("scan.pdf", b"%PDF-1.7"),
    ):
        cara.sends_file(name, content)
        await play.stage.quiet()
        assert "stays here" in play.shown(cara.private).text
    assert len(desk.messages) == before
    cara.sends_file("log.txt", b"error 0x80070005")
    await play.stage.quiet()
    last = play.shown(desk)
    assert last.document is not None
    assert last.document.name == "log.txt"


@begins(sent_to_cara)
async def test_no_key_in_several_messages_comes_to_the_group(play: Play) -> None:
    """The key of the case is masked in each piece; of another order's the piece that makes it whole."""
    desk, cara = play.desk, play.town.cara
    await hand_over(play)
    first, second = play.sold()
    await report(play)
    for key in (first, second):
        before = len(desk.messages)
        for piece in (key[:5], key[5:9], f"{key[9:]} and that is all"):
            await play.say(cara, piece)
        said = "".join(m.text.partition(":\n")[2] for m in desk.messages[before:])
        assert "and that is all" in said
        assert key not in said
        assert key[9:] not in said
        assert (key[:5] in said) == (key is first)
        assert len([m for m in cara.private.messages if m.sender is cara and m.text in key]) >= 2
    # In a group, where nobody should paste one, all its pieces go.
    third = (await play.buy(), play.sold()[-1])[1]
    pieces = [third[:6], third[6:11], third[11:]]
    for piece in pieces:
        await play.say(play.town.sam, piece, desk)
    assert not [m for m in desk.messages if m.text in pieces]


def read_in_group(play: Play, before: int) -> str:
    """All that people in the group can read of what came since: words, and what is in files."""
    read = []
    for message in play.desk.messages[before:]:
        read.append(message.text.partition(":\n")[2])
        if message.document is not None and not message.is_photo:
            read += [message.document.name, message.document.content.decode()]
    return " ".join(read).lower()


Sends = Callable[[Play, str], Message]


def as_file(play: Play, piece: str) -> Message:
    """A text file with a piece of a key."""
    return play.town.cara.sends_file("part.txt", f"here it is: {piece}\n".encode())


def as_caption(play: Play, piece: str) -> Message:
    """A photo with a caption."""
    return play.town.cara.sends_photo(f"see {piece}")


def as_words(play: Play, piece: str) -> Message:
    """Words with other words around them."""
    return play.town.cara.says(f"then comes {piece}, you see?")


def as_name(play: Play, piece: str) -> Message:
    """A file that is called so."""
    return play.town.cara.sends_file(f"{piece}.txt", b"nothing in it")


@begins(reported)
@pytest.mark.parametrize(
    "ways",
    [(as_file, as_file), (as_words, as_file), (as_caption, as_file), (as_name, as_words)],
    ids=lambda ways: "-".join(each.__name__ for each in ways),
)
async def test_no_key_in_pieces_of_any_kind_comes_to_the_group(
    play: Play, ways: tuple[Sends, ...]
) -> None:
    """Two halves, or groups of three letters: of the key no more is read there than three and its mask."""
    (key,) = play.sold()
    form = key.replace("-", "")
    for size in (len(form) // 2 + 1, 3):
        before = len(play.desk.messages)
        pieces = [form[at : at + size] for at in range(0, len(form), size)]
        for at, piece in enumerate(pieces):
            ways[at % len(ways)](play, piece)
            await play.stage.quiet()
        read = read_in_group(play, before)
        assert len([each for each in pieces[:-1] if each.lower() in read]) <= (size == 3)


@begins(reported)
async def test_a_mail_is_read_as_its_reader_would(play: Play) -> None:
    """What stands in one in base64, or in quoted-printable over two lines, is looked through too."""
    desk, cara = play.desk, play.town.cara
    (key,) = play.sold()
    before = len(desk.messages)
    mail = EmailMessage()
    mail["Subject"] = "Your key"
    mail.set_content(f"Your key is {key}. Have fun!", cte="base64")
    wrapped = (
        "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\nkey: {key[:4]}=\n{key[4:9]}=2D{key[10:]}\n"
    )
    half = mail.as_bytes().replace(
        base64.b64encode(f"Your key is {key}. Have fun!\n".encode()),
        base64.b64encode(f"It begins with {key[: len(key) // 2]}\n".encode()),
    )
    packed = EmailMessage()
    packed.set_content("see there")
    packed.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="a.zip")
    for content in (mail.as_bytes(), wrapped.encode(), half, packed.as_bytes()):
        cara.sends_file("key.eml", content)
        await play.stage.quiet()
    assert len(desk.messages) == before
    honest = EmailMessage()
    honest["Subject"] = "Your order"
    honest.set_content("Thank you for your order. Grüße!", cte="quoted-printable")
    cara.sends_file("order.eml", honest.as_bytes())
    await play.stage.quiet()
    last = play.shown(desk).document
    assert last is not None
    assert last.name == "order.eml"


@begins(reported)
async def test_no_key_comes_to_the_group_by_edits(play: Play) -> None:
    """Piece by piece: a message grows into the key, or each of several becomes a part of it."""
    desk, cara = play.desk, play.town.cara
    (key,) = play.sold()
    grows = cara.says("x")
    await play.stage.quiet()
    copy = play.shown(desk)
    for end in range(2, len(key), 3):
        await edit(play, cara, grows, f"it is {key[:end]}")
        assert len(key[:end]) < 5 or key[:end] not in copy.text
    assert key[4:8] not in copy.text
    others = []
    for at in range(3):
        others.append(cara.says(f"line {at}"))
        await play.stage.quiet()
    copies = desk.messages[-3:]
    form = key.replace("-", "")
    for at, message in enumerate(others):
        await edit(play, cara, message, f"part: {form[at * 3 : at * 3 + 3]}")
    assert not any(form[3:6] in each.text or form[6:9] in each.text for each in copies)


@begins(sent_to_cara)
async def test_another_key_of_the_desk_in_two_pieces_stays_too(play: Play) -> None:
    """One that is not the case's own: the piece that makes it whole is refused, also behind a picture."""
    desk, cara = play.desk, play.town.cara
    await hand_over(play)
    other = play.sold()[0]
    await report(play)
    cara.sends_file("one.txt", other[:7].encode())
    cara.sends_photo()
    await play.stage.quiet()
    before = len(desk.messages)
    cara.sends_file("two.txt", other[7:].encode())
    await play.stage.quiet()
    assert "stays here" in play.shown(cara.private).text
    assert len(desk.messages) == before


@begins(reported)
async def test_no_key_is_handed_over_by_an_answer(play: Play) -> None:
    """Another key that is typed is taken out of the group, and the customer gets no words with a hole."""
    town, desk, cara = play.town, play.desk, play.town.cara
    _, card = play.begun(reported)
    await play.buy()
    before = len(cara.private.messages)
    await staff_says(play, town.sam, f"Take this one: {play.sold()[1]}", card)
    assert "That held a key, so Cara Customer does not get it" in play.shown(desk).text
    assert len(cara.private.messages) == before
