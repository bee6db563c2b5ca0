"""Finding the way around the page, in a real browser."""

from playwright.async_api import expect

from sandbox.web import WebChat
from tests.browser import IN_BROWSER, PageFactory

from .conftest import Bot, Scene

pytestmark = IN_BROWSER


async def test_person_is_chosen_and_talks_in_a_group(
    web: WebChat, scene: Scene, page: PageFactory
) -> None:
    """From the first page to a message in a group, which another person's tab gets live."""
    sam = await page(web.base_url)
    mia = await page(web.address(scene.mia.id, scene.desk.id))
    await expect(sam.locator(f'[data-person="{scene.sam.id}"]')).to_contain_text("Supporter")
    await sam.locator(f'[data-person="{scene.sam.id}"]').click()
    await sam.locator(f'[data-chat="{scene.desk.id}"]').click()
    composer = sam.get_by_test_id("composer")
    await composer.fill("first line")
    await composer.press("Shift+Enter")
    await composer.press_sequentially("second")
    await composer.press("Enter")
    await expect(composer).to_have_value("")
    await expect(mia.locator(".message.theirs")).to_contain_text("first line\nsecond")
    assert scene.desk.last.text == "first line\nsecond"
    await expect(sam.locator(".message.mine")).to_have_count(1)


async def test_start_link_and_claim(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """START opens a new private chat, and a pasted claim link starts the bot with its payload."""
    cleo = await page(web.address(scene.cleo.id, scene.cleo.id), width=390, height=844, touch=True)
    await cleo.get_by_test_id("start").click()
    await expect(cleo.locator(".message.mine")).to_contain_text("/start")
    await cleo.get_by_test_id("composer").fill("https://t.me/keydesk_bot?start=abc")
    await cleo.get_by_test_id("send").click()
    await cleo.locator(".message.mine a.inside").click()
    await expect(cleo.locator(".message.mine").last).to_contain_text("/start abc")
    assert (await bot.hears_text("/start abc"))["chat"]["id"] == scene.cleo.id


async def test_a_person_is_picked_by_the_bots_keyboard(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """Above the text field, on a phone: a press opens the people, a choice tells the bot."""
    scene.sam.starts()
    button = {"text": "Choose a person", "request_users": {"request_id": 1}}
    sam = await page(web.address(scene.sam.id, scene.sam.id), width=390, height=844, touch=True)
    markup = {"keyboard": [[button]]}
    await bot.call("sendMessage", chat_id=scene.sam.id, text="Who?", reply_markup=markup)
    await sam.get_by_test_id("replies").locator('[data-button="Choose a person"]').click()
    await sam.get_by_test_id("picker").locator(f'[data-person="{scene.cleo.id}"]').click()
    told = sam.get_by_role("log").get_by_text("Sam Support shared Cleo Customer")
    await expect(told).to_be_visible()
    removed = {"remove_keyboard": True}
    await bot.call("sendMessage", chat_id=scene.sam.id, text="Thanks", reply_markup=removed)
    await expect(sam.get_by_test_id("replies")).to_be_hidden()


async def test_a_button_sends_the_bots_words_into_a_chat_one_chooses(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """On a phone: whose chat, which of the results; it stands there as one's own, and its link works."""
    scene.sam.starts()
    chosen = {"query": "claim 1", "allow_user_chats": True}
    button = {"text": "Send in a chat", "switch_inline_query_chosen_chat": chosen}
    await bot.sends(scene.sam.private, "A link", [button])
    sam = await page(web.address(scene.sam.id, scene.sam.id), width=390, height=844, touch=True)
    await sam.locator('[data-button="Send in a chat"]').click()
    await sam.get_by_test_id("picker").locator(f'[data-person="{scene.cleo.id}"]').click()
    query = await bot.hears("inline_query")
    assert (query["query"], query["from"]["id"]) == ("claim 1", scene.sam.id)
    take = {"text": "Take", "url": "https://t.me/keydesk_bot?start=p2"}
    result = {
        "type": "article",
        "id": "1",
        "title": "A link to a key",
        "input_message_content": {"message_text": "For you"},
        "reply_markup": {"inline_keyboard": [[take]]},
    }
    await bot.call("answerInlineQuery", inline_query_id=query["id"], results=[result])
    await sam.get_by_test_id("results").get_by_text("A link to a key").click()
    await expect(sam.locator("h1")).to_have_text("Cleo Customer")
    await expect(sam.locator(".message.mine").last).to_contain_text("For you")
    with_sam = scene.world.between(scene.sam, scene.cleo)
    cleo = await page(web.address(scene.cleo.id, with_sam.id))
    await expect(cleo.locator("h1")).to_have_text("Sam Support")
    await cleo.locator('[data-button="Take"]').click()
    await expect(cleo.locator(".message.mine").last).to_contain_text("/start p2")


async def test_link_button_leads_from_a_group_to_the_private_chat(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A url button that starts the bot goes to the private chat."""
    button = {"text": "Open", "url": "https://t.me/keydesk_bot?start=p1"}
    await bot.sends(scene.desk, "Start me", [button])
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    await sam.locator('[data-button="Open"]').click()
    await expect(sam.locator("h1")).to_have_text("Keydesk")
    await expect(sam.locator(".message.mine").last).to_contain_text("/start p1")


async def test_commands_complete_by_keyboard(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """A slash opens the list; Tab completes, Enter sends the marked one."""
    names = ["stock", "order", "orders"]
    commands = [{"command": name, "description": f"About {name}"} for name in names]
    await bot.call("setMyCommands", commands=commands)
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    composer = sam.get_by_test_id("composer")
    await composer.press_sequentially("/")
    await expect(sam.get_by_role("option")).to_have_count(3)
    await composer.press_sequentially("o")
    await expect(sam.get_by_role("option")).to_have_count(2)
    await composer.press("ArrowDown")
    await composer.press("Tab")
    await expect(composer).to_have_value("/orders ")
    await expect(sam.get_by_test_id("commands")).to_be_hidden()
    await composer.fill("/st")
    await composer.press("Enter")
    await scene.desk.until(lambda: scene.desk.last.text == "/stock")


async def test_reply_quotes_the_message(
    web: WebChat, scene: Scene, bot: Bot, page: PageFactory
) -> None:
    """The reply button attaches the message, and the sent one quotes it."""
    question = await bot.sends(scene.desk, "Who takes it?")
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    row = sam.locator(f'[data-message="{question.id}"]')
    await row.hover()
    await row.get_by_role("button", name="Reply").click()
    await sam.get_by_test_id("composer").press_sequentially("Me")
    await sam.get_by_test_id("composer").press("Enter")
    await expect(sam.locator(".message.mine .quote")).to_contain_text("Who takes it?")
    assert scene.desk.last.reply_to is question


async def test_ones_own_message_is_edited_in_the_composer(
    web: WebChat, scene: Scene, page: PageFactory
) -> None:
    """Its words come into the composer; Enter changes it, Escape leaves it, others have no button."""
    scene.desk.bot_status = "administrator"
    said = scene.sam.says("tow", scene.desk)
    other = scene.mia.says("hello", scene.desk)
    sam = await page(web.address(scene.sam.id, scene.desk.id))
    row, composer = sam.locator(f'[data-message="{said.id}"]'), sam.get_by_test_id("composer")
    await row.hover()
    await row.get_by_role("button", name="Edit").click()
    await expect(composer).to_have_value("tow")
    await composer.press("Escape")
    await expect(composer).to_have_value("")
    assert said.text == "tow"
    await row.hover()
    await row.get_by_role("button", name="Edit").click()
    await composer.fill("two")
    await composer.press("Enter")
    await expect(row.locator(".edited")).to_have_text("edited")
    assert said.text == "two"
    assert scene.desk.last is other
    theirs = sam.locator(f'[data-message="{other.id}"]')
    await expect(theirs.get_by_role("button", name="Edit")).to_have_count(0)


async def test_block_and_unblock_from_the_menu(
    web: WebChat, scene: Scene, page: PageFactory
) -> None:
    """The small menu blocks the bot, the big button unblocks it."""
    scene.sam.starts()
    sam = await page(web.address(scene.sam.id, scene.sam.id))
    await sam.get_by_test_id("chat-menu").click()
    await sam.get_by_test_id("menu-block").click()
    await sam.get_by_test_id("unblock").click()
    await expect(sam.get_by_test_id("composer")).to_be_visible()
    assert not scene.sam.private.blocked


async def test_guide_goes_there_and_fills_the_composer(
    web: WebChat, scene: Scene, page: PageFactory
) -> None:
    """A step of the guide changes person and chat and writes the text, without sending it."""
    window = await page(web.address(scene.mia.id))
    await window.locator('[data-step="1"]').click()
    await expect(window.get_by_test_id("composer")).to_have_value("/stock gta")
    await expect(window.locator("h1")).to_have_text("Support desk")
    await window.locator('[data-step="2"]').click()
    await expect(window.get_by_test_id("start")).to_be_visible()
    await window.get_by_test_id("start").click()
    await expect(window.get_by_test_id("composer")).to_have_value("t.me/keydesk_bot?start=abc")


async def test_upgrade_and_lost_line_are_followed(
    web: WebChat, scene: Scene, page: PageFactory
) -> None:
    """The open chat goes along to the supergroup, and catches up after the server was away."""
    group = scene.world.group("Managers", [scene.mia], kind="group")
    scene.mia.says("before", group)
    mia = await page(web.address(scene.mia.id, group.id))
    await expect(mia.locator(".message")).to_contain_text("before")
    new = group.upgrade()
    await expect(mia.locator(".service").last).to_contain_text("became a supergroup")
    port = int(web.base_url.rpartition(":")[2])
    offline = mia.locator(".offline")
    await mia.context.set_offline(True)
    await web.stop()
    await expect(offline).to_be_visible()
    scene.mia.says("meanwhile", new)
    await web.start(port)
    await mia.context.set_offline(False)
    await expect(mia.locator(".message").last).to_contain_text("meanwhile")
    await expect(offline).to_be_hidden()


async def test_phone_shows_one_screen_at_a_time(
    web: WebChat, scene: Scene, page: PageFactory
) -> None:
    """At a phone's width, in the dark: list and chat are two screens, nothing overflows, targets are big."""
    scene.mia.says("A" * 300, scene.desk)
    phone = await page(web.address(scene.sam.id), width=390, height=844, touch=True, dark=True)
    await phone.locator(f'[data-chat="{scene.desk.id}"]').click()
    await expect(phone.get_by_role("navigation")).to_be_hidden()
    await expect(phone.get_by_test_id("composer")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert await phone.locator(".history").evaluate("n => n.scrollWidth <= n.clientWidth")
    for target in ("composer", "send", "commands-button"):
        box = await phone.get_by_test_id(target).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    await phone.get_by_role("link", name="Back to the chats").click()
    await expect(phone.get_by_role("navigation")).to_be_visible()
