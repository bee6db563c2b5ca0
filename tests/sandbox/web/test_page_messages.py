"""How the page shows and handles messages, in a real browser."""

import asyncio

from playwright.async_api import expect

from sandbox.web import WebChat
from tests.browser import IN_BROWSER, PageFactory

from .conftest import Bot, Scene, callback

pytestmark = IN_BROWSER

KEY = "AAAA-BBBB-CCCC"
HOSTILE = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>\'"]</b>'


async def test_hostile_texts_stay_texts(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """Markup in messages, names, buttons, titles, answers and file names is shown, not run."""
    mallory = scene.world.person(HOSTILE)
    group = scene.world.group(HOSTILE, [mallory, scene.sam])
    said = mallory.says(HOSTILE, group)
    await bot.sends_file(group, "a<b>.txt", b"x")
    link = '<a href="https://example.com/&quot;onclick=&quot;x">l</a>'
    sent = await bot.sends(
        group, link, [callback(HOSTILE)], reply_parameters={"message_id": said.id}
    )
    sam = await page(web.address(scene.sam.id, group.id))
    await expect(sam.locator(f'[data-message="{said.id}"] .text')).to_contain_text(HOSTILE)
    await expect(sam.locator(f'[data-message="{said.id}"] .sender')).to_have_text(HOSTILE)
    await expect(sam.locator("h1")).to_have_text(HOSTILE)
    await sam.locator(f'[data-message="{sent.id}"] .key').click()
    query = await bot.hears("callback_query")
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text=HOSTILE)
    await expect(sam.get_by_test_id("toast")).to_have_text(HOSTILE)
    assert await sam.evaluate("window.pwned") is None
    assert await sam.locator("#app img, #app script").count() == 0


async def test_tap_spins_until_answered_and_edits_show_live(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A pressed button is busy until the bot answers; the edit appears in place, marked."""
    sent = await bot.sends(scene.desk, "7 left", [callback("Refresh", style="primary")])
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    button = sam.locator('[data-button="Refresh"]')
    await expect(button).to_have_class("key primary")
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await bot.hears("callback_query")
    at = {"chat_id": scene.desk.id, "message_id": sent.id}
    keyboard = {"inline_keyboard": [[callback("Refresh", style="primary")]]}
    await bot.call("editMessageText", **at, text="6 left", reply_markup=keyboard)
    await bot.call("answerCallbackQuery", callback_query_id=query["id"], text="!", show_alert=True)
    await expect(sam.get_by_test_id("alert")).to_contain_text("!")
    await sam.keyboard.press("Enter")
    await expect(sam.get_by_test_id("alert")).to_have_count(0)
    await expect(button).not_to_have_attribute("aria-busy", "true")
    row = sam.locator(f'[data-message="{sent.id}"]')
    await expect(row).to_contain_text("6 left")
    await expect(row.locator(".edited")).to_be_visible()
    await bot.call("deleteMessage", **at)
    await expect(row).to_have_count(0)


async def test_key_is_hidden_shown_and_copied(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A protected key is veiled until tapped, has a lock, and copies by its button."""
    scene.cleo.starts()
    copy = {"text": "Copy key", "copy_text": {"text": KEY}}
    text = f"<tg-spoiler>{KEY}</tg-spoiler>"
    sent = await bot.sends(scene.cleo.private, text, [copy], protect_content=True)
    cleo = await page(web.address(scene.cleo.id, scene.cleo.id))
    row = cleo.locator(f'[data-message="{sent.id}"]')
    await expect(row.locator(".spoiler-text")).to_be_hidden()
    await expect(row.locator(".lock")).to_be_visible()
    # Whoever wants little motion has rest from what else never ends, as a veil's grains.
    while await cleo.evaluate("document.getAnimations().length"):  # noqa: ASYNC110 - in the browser
        await asyncio.sleep(0.05)
    await row.get_by_test_id("spoiler").click()
    await expect(row.locator(".spoiler-text")).to_be_visible()
    await cleo.locator('[data-button="Copy key"]').click()
    await expect(cleo.get_by_test_id("toast")).to_contain_text("Copied")
    await scene.world.until(lambda: scene.cleo.clipboard == KEY)
    assert await cleo.evaluate("navigator.clipboard.readText()") == KEY


async def test_code_copies_unless_protected(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A tap on code copies it; in a protected message it says that this is not allowed."""
    scene.sam.starts()
    await bot.sends(scene.sam.private, "<code>K-1</code>")
    await bot.sends(scene.sam.private, "<code>K-2</code>", protect_content=True)
    sam = await page(web.address(scene.sam.id, scene.sam.id))
    await sam.locator("code").nth(1).click()
    await expect(sam.get_by_test_id("toast")).to_contain_text("not allowed")
    await sam.locator("code").nth(0).press("Enter")
    await expect(sam.get_by_test_id("toast")).to_contain_text("Copied")
    assert await sam.evaluate("navigator.clipboard.readText()") == "K-1"


async def test_crossing_entities_keep_the_whole_text(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A bold that ends inside a link leaves text and link whole, emoji counted in UTF-16."""
    scene.sam.starts()
    await bot.sends(scene.sam.private, "😀 <b>see https://exam</b>ple.com/x now")
    sam = await page(web.address(scene.sam.id, scene.sam.id))
    text = sam.locator(".message.theirs .text")
    await expect(text).to_contain_text("😀 see https://example.com/x now")
    await expect(text.locator("strong")).to_have_text("see https://exam")
    links = text.locator("a")
    hrefs = {await links.nth(n).get_attribute("href") for n in range(await links.count())}
    assert hrefs == {"https://example.com/x"}


async def test_badges_typing_and_ephemeral_messages(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A closed chat counts what it missed; typing and a message for one person's eyes show."""
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    row = sam.locator(f'[data-chat="{scene.sam.id}"]')
    await expect(row).to_be_visible()
    scene.sam.starts()
    await bot.sends(scene.sam.private, "Hello")
    await expect(row.locator(".badge")).to_have_text("1")
    await bot.call("sendChatAction", chat_id=scene.desk.id, action="typing")
    await expect(sam.get_by_test_id("typing")).to_contain_text("Keydesk is typing")
    receiver = {"receiver_user_id": scene.sam.id}
    await bot.call(
        "sendMessage", chat_id=scene.desk.id, text="psst", ephemeral_message_parameters=receiver
    )
    await expect(sam.locator(".message.ephemeral")).to_contain_text("Only you see this")
    await row.click()
    await expect(row.locator(".badge")).to_have_count(0)


async def test_document_downloads(web: WebChat, scene: Scene, bot: Bot, page: PageFactory) -> None:
    """A press on the file bubble saves the file under its name."""
    scene.sam.starts()
    await bot.sends_file(scene.sam.private, "sales.csv", b"a,b\n")
    sam = await page(web.address(scene.sam.id, scene.sam.id))
    async with sam.expect_download() as waiting:
        await sam.get_by_test_id("document").click()
    download = await waiting.value
    assert download.suggested_filename == "sales.csv"
    saved = await asyncio.to_thread((await download.path()).read_bytes)
    assert saved == b"a,b\n"


async def test_a_pinned_message_stands_above_and_times_are_the_readers_own(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """The bar follows an edit and goes with the pin; a time with a format is by the reader's own clock."""
    day = 1_790_000_000
    text = f'Closed until <tg-time unix="{day}" format="dt">whenever</tg-time>'
    sent = await bot.sends(scene.desk, text)
    at = {"chat_id": scene.desk.id, "message_id": sent.id}
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    await bot.call("pinChatMessage", **at)
    bar = sam.get_by_test_id("pinned")
    await expect(bar).to_contain_text("Closed until whenever")
    clock = """unix => new Intl.DateTimeFormat(undefined, {hour: "numeric", minute: "2-digit"})
        .format(new Date(unix * 1000))"""
    shown = sam.locator(f'[data-message="{sent.id}"] time.entity-date_time')
    await expect(shown).to_contain_text(await sam.evaluate(clock, day))
    await bot.call("editMessageText", **at, text="Open again")
    await expect(bar).to_contain_text("Open again")
    await bot.call("unpinChatMessage", **at)
    await expect(bar).to_have_count(0)
