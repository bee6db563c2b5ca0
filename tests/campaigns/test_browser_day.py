"""The main job as people do it: Sam and Cara in the web chat, in a real browser, with the real bot."""

import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from services.vault import mask
from tests.browser import IN_BROWSER, PageFactory, browser, page

__all__ = ["browser", "page"]

pytestmark = IN_BROWSER


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
async def test_stock_buy_claim_and_mykeys_in_the_web_chat(page: PageFactory, phone: bool) -> None:
    """Sam checks stock, buys and copies the claim link; Cara opens it and finds her key again."""
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start(0)
    try:
        await stage.furnish({"codegames"})
        await play_the_day(stage, page, phone=phone)
        assert stage.town.complaints == []
    finally:
        await stage.stop()


async def play_the_day(stage: Stage, page: PageFactory, *, phone: bool) -> None:
    """Everything by keyboard and mouse; the world is only looked at."""
    town = stage.town
    assert town.web is not None
    width, height = (390, 844) if phone else (1280, 800)
    sam = await page(
        town.web.address(town.sam.id, town.support_desk.id), width=width, height=height, touch=phone
    )
    await write(sam, "/stock gtav")
    await expect(newest(sam)).to_contain_text("956.30")
    await press(sam, "Buy")
    await press(sam, "1")
    await expect(newest(sam)).to_contain_text("Buy one key of GTA V?")
    await press(sam, "Confirm")
    await expect(newest(sam)).to_contain_text("The key is ready to hand over")
    assert town.codegames.charges == 1
    [key] = town.codegames.orders[0].keys
    await expect(sam.get_by_text(key)).to_have_count(0)
    await expect(newest(sam)).to_contain_text(mask(key))

    await press(sam, "Claim link")
    await expect(sam.get_by_test_id("toast")).to_contain_text("Sent to you privately")
    await sam.goto(town.web.address(town.sam.id, town.sam.id))
    await press(sam, "Copy link")
    await expect(sam.get_by_test_id("toast")).to_contain_text("Copied")
    link = await sam.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"https://t.me/{town.world.bot.username}?start=")

    cara = await page(
        town.web.address(town.cara.id, town.cara.id), width=width, height=height, touch=phone
    )
    await write(cara, link)
    await expect(cara.get_by_test_id("spoiler")).to_have_count(1)
    await cara.locator(".message.mine a.inside").last.click()  # pasting it was opening it already
    await expect(cara.get_by_test_id("spoiler")).to_have_count(2)
    await sees_and_copies_the_key(cara, key)
    await expect(cara.locator(".message.theirs .lock").last).to_be_visible()

    await write(cara, "/mykeys")
    await expect(newest(cara)).to_contain_text("GTA V")
    await expect(newest(cara)).not_to_contain_text(key)
    await press(cara, "🔑 GTA V")
    await expect(cara.get_by_test_id("spoiler")).to_have_count(3)
    await sees_and_copies_the_key(cara, key)

    await sam.goto(town.web.address(town.sam.id, town.support_desk.id))
    await expect(newest(sam)).to_contain_text("Delivered")
    await expect(sam.get_by_text(key)).to_have_count(0)
    assert town.codegames.charges == 1


async def sees_and_copies_the_key(window: Page, key: str) -> None:
    """The newest card hides it until it is tapped, and copies it without showing it."""
    card = newest(window)
    await expect(card.locator(".spoiler-text")).to_be_hidden()
    await card.get_by_test_id("spoiler").click()
    await expect(card.locator(".spoiler-text")).to_have_text(key)
    await window.evaluate("navigator.clipboard.writeText('')")
    await press(window, "Copy key")
    await expect(window.get_by_test_id("toast")).to_contain_text("Copied")
    assert await window.evaluate("navigator.clipboard.readText()") == key


def newest(window: Page) -> Locator:
    """The bot's newest message."""
    return window.locator(".message.theirs").last


async def write(window: Page, text: str) -> None:
    """Type a message and send it."""
    composer = window.get_by_test_id("composer")
    await composer.fill(text)
    await composer.press("Enter")
    await expect(composer).to_have_value("")


async def press(window: Page, label: str) -> None:
    """Press the newest button with this label."""
    await window.locator(f'[data-button="{label}"]').last.click()
