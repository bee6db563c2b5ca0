"""Reports as a manager has them on a phone: a real browser, the real bot, the demo's two months."""

from datetime import UTC, datetime

from playwright.async_api import Page, expect

from bot.demo.past_orders import write_past_orders
from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.browser import IN_BROWSER, PageFactory, browser, page
from tests.campaigns.test_browser_day import newest, press, write

__all__ = ["browser", "page"]

pytestmark = IN_BROWSER

UNHURRIED_MS = 240_000
"""A chart is drawn by another process, which gives way to all others."""


async def test_a_report_and_the_stock_are_read_on_a_phone_at_night(page: PageFactory) -> None:
    """Headings, a table, what is folded in and a chart, none wider than the chat; plain text if wanted so."""
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start(0)
    try:
        await stage.furnish({"codegames", "hype"})
        await write_past_orders(stage, datetime.now(UTC))
        town = stage.town
        assert town.web is not None
        address = town.web.address(town.max.id, town.managers.id)
        max_ = await page(address, width=390, height=844, touch=True, dark=True)
        await write(max_, "/sales week")
        report = newest(max_)
        await expect(report.get_by_role("heading", level=4)).to_contain_text("Sales, ")
        await expect(report.locator("th", has_text="Product").first).to_be_visible()
        await expect(report.get_by_test_id("picture")).to_be_visible(timeout=UNHURRIED_MS)
        size = "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
        width, height = await report.get_by_test_id("picture").evaluate(size)
        assert width >= 1000 and height >= 400
        folded = report.get_by_test_id("details").filter(has_text="By provider")
        await expect(folded.locator("table")).to_be_hidden()
        await folded.locator("summary").click()
        await expect(folded.locator("table")).to_contain_text("CodeGames")
        await nothing_sticks_out(max_)
        await press(max_, "As plain text")
        await expect(newest(max_).locator("table")).to_have_count(0)
        await expect(newest(max_)).to_contain_text("• CodeGames – ")
        await write(max_, "/stock")
        await expect(newest(max_)).to_contain_text("GTA V – not read yet")
        await press(max_, "Refresh")
        await expect(newest(max_)).to_contain_text("21,990.00, 3 in stock, just now")
        await nothing_sticks_out(max_)
        assert town.complaints == []
    finally:
        await stage.stop()


async def nothing_sticks_out(window: Page) -> None:
    """The page is as wide as the phone, and so is every bubble."""
    right = "bubble => bubble.getBoundingClientRect().right <= 390"
    wide = f"() => [...document.querySelectorAll('.bubble')].every({right})"
    assert await window.evaluate("document.documentElement.scrollWidth") <= 390
    assert await window.evaluate(wide)
