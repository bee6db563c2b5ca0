"""A key that is on its way to a group is stopped at the last place that every call passes."""

import io

from aiogram.types import (
    BufferedInputFile,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from tests.conversations.play import Play
from tests.conversations.test_pasted_keys import KEY, with_key

DEFECT = "a key was about to be said"


async def test_no_call_brings_a_key_to_a_group(play: Play, log: io.StringIO) -> None:
    """In words, in layout, in an address, on a button, in a file and its name: each is masked and told."""
    desk, bot = play.desk, play.stage.app.bot
    await with_key(play)
    bare = KEY.replace("-", "").lower()
    texts = {
        f"Key <b>{KEY[:5]}</b>-<i>{KEY[6:]}</i> &amp; more": "Key •••••M4N & more",
        f"in <a href='https://a.example/'>words</a> {bare}": "in words •••••M4N",
        f'see <a href="https://a.example/?k={KEY}">here</a>': "see here",
        f"<pre>{' '.join(KEY)}</pre>": "•••••M4N",
    }
    for said, shown in texts.items():
        await bot.send_message(desk.id, said)
        assert play.shown(desk).text == shown
    buttons = [
        InlineKeyboardButton(text=f"Take {KEY}", callback_data="x"),
        InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text=KEY)),
        InlineKeyboardButton(text="Open", url=f"https://a.example/?k={KEY}"),
        InlineKeyboardButton(text="Go", callback_data=f"go:{bare}"),
        InlineKeyboardButton(text="Good", url="https://a.example/"),
    ]
    rows = InlineKeyboardMarkup(inline_keyboard=[[each] for each in buttons])
    sent = await bot.send_message(desk.id, "choose", reply_markup=rows)
    assert play.shown(desk).labels() == ["Take •••••M4N", "Good"]
    await bot.edit_message_text(f"now {KEY}", chat_id=desk.id, message_id=sent.message_id)
    assert play.shown(desk).text == "now •••••M4N"
    file = BufferedInputFile(f"a;{KEY}\nb;2".encode(), f"{KEY}.csv")
    await bot.send_document(desk.id, file, caption=f"of {bare}")
    document = play.shown(desk)
    assert document.text == "of •••••M4N"
    assert document.document is not None
    assert document.document.name == "•••••M4N.csv"
    assert document.document.content.decode() == "a;•••••M4N\nb;2"
    assert desk not in play.showing(KEY)
    told = [line for line in log.getvalue().splitlines() if DEFECT in line]
    assert len(told) == 7
    assert not any(KEY in line or bare in line for line in told)


async def test_in_private_a_key_is_handed_over(play: Play, log: io.StringIO) -> None:
    """Whose it is gets it whole, and nobody calls that a defect."""
    town = play.town
    card = await with_key(play)
    await play.tap(town.sam, "Show to me", play.desk, card)
    assert town.sam.private in play.showing(KEY)
    assert DEFECT not in log.getvalue()
