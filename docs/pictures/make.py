"""Makes the pictures of the README: a morning at the desk, played in the web chat of the demo.

Run it as ``.venv/bin/python docs/pictures/make.py``, with names of scenes for some of them (``maintenance``).
It needs Debian's chromium.
"""

import asyncio
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, async_playwright, expect

from bot import logs
from bot.demo.guide import guide
from bot.demo.limit import set_a_limit
from bot.demo.past_orders import write_past_orders
from bot.demo.stage import Stage, StageClock
from bot.telegram.rates import Rates
from sandbox.telegram import Chat, Person
from sandbox.telegram import Rates as TelegramRates
from services.incidents import Signal

HERE = Path(__file__).parent
DESKTOP = HERE / "desktop.png"
PHONE = HERE / "phone.png"
SETUP = HERE / "setup.png"
PERMISSIONS = HERE / "permissions.png"
APPROVAL = HERE / "approval.png"
ANNOUNCED = HERE / "maintenance-announced.png"
CHANGED = HERE / "maintenance-changed.png"
OVER = HERE / "maintenance-over.png"
INCIDENT = HERE / "incident.png"
REPORT = HERE / "report.png"
STOCK = HERE / "stock.png"
CHART_MS = 120_000
PATIENCE_MS = 10_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]


async def main() -> None:
    """Raise the curtain, play, take both pictures. Ends the process without chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing: get it with `apt-get install chromium`")
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    logs.configure(level="error", redactor=stage.redactor)
    stage.town.guide = guide(stage.town)
    address = await stage.start(0)
    try:
        await stage.furnish()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for scene in (desktop, phone, team, approval, maintenance, incident, reports):
                if scene.__name__ in (sys.argv[1:] or scene.__name__):
                    await scene(browser, address, stage)
            await browser.close()
    finally:
        await stage.stop()


async def desktop(browser: Browser, address: str, stage: Stage) -> None:
    """A supporter buys a key and checks the stock of another game, at a desk's width."""
    town = stage.town
    page = await _opened(browser, address, town.sam, town.support_desk, 1200, 740, scale=1)
    await _says(page, "/stock gta")
    await _presses(page, "Buy")
    await _presses(page, "1")
    await _presses(page, "Confirm")
    await expect(page.locator('[data-button="Claim link"]')).to_be_visible()
    await _says(page, "/stock elden ring")
    await expect(page.locator('[data-button="Buy"]')).to_be_visible()
    await stage.quiet()
    await page.screenshot(path=DESKTOP)
    await _presses(page, "Claim link")
    await stage.quiet()


async def phone(browser: Browser, address: str, stage: Stage) -> None:
    """The customer opens the link and finds the key again, at a telephone's width."""
    town = stage.town
    message = next(each for each in reversed(town.sam.private.messages) if "?start=" in each.text)
    link = next(word for word in message.text.split() if "?start=" in word)
    token = link.partition("?start=")[2]
    page = await _opened(browser, address, town.cara, town.cara.private, 390, 700, scale=1.5)
    await _says(page, f"/start {token}")  # what Telegram sends when the link is opened
    await expect(page.locator('[data-button="Copy key"]')).to_be_visible()
    await _says(page, "/mykeys")
    await expect(page.locator(".message").last).to_contain_text("Your keys")
    await stage.quiet()
    await page.screenshot(path=PHONE)


async def team(browser: Browser, address: str, stage: Stage) -> None:
    """The owner sets a group up, and looks at who may do what there, at a telephone's width."""
    town = stage.town
    group = town.world.group("Night desk", [town.olga, town.sam])
    await stage.quiet()
    page = await _opened(browser, address, town.olga, group, 390, 780, scale=1.5)
    for label in ("⚙️ Set this group up", "Support desk", "Europe/Berlin", "English", "support"):
        await _presses(page, label)
    await _presses(page, "➖ Maintenance of games")
    await expect(page.locator('[data-button="Done"]')).to_be_visible()
    await stage.quiet()
    await page.screenshot(path=SETUP)
    await _presses(page, "Done")
    await expect(page.locator(".message").last).to_contain_text("What people can do now")
    await _says(page, "/permissions")
    await expect(page.locator('[data-button="Next"]')).to_be_visible()
    await stage.quiet()
    await page.screenshot(path=PERMISSIONS)


async def approval(browser: Browser, address: str, stage: Stage) -> None:
    """A supporter asks for more than they may spend; a manager reads it and decides."""
    town = stage.town
    await set_a_limit(stage)
    page = await _opened(browser, address, town.sam, town.support_desk, 390, 700, scale=1.5)
    await _says(page, "/buy gta 4")
    await page.locator('[data-button*="CodeGames"]').last.click()
    for label in ("Confirm", "Ask for approval"):
        await _presses(page, label)
    await stage.quiet()
    page = await _opened(browser, address, town.max, town.managers, 390, 700, scale=1.5)
    await expect(page.locator('[data-button="Approve"]')).to_be_visible()
    await page.screenshot(path=APPROVAL)
    await _presses(page, "Approve")
    await stage.quiet()


async def maintenance(browser: Browser, address: str, stage: Stage) -> None:
    """One card from the announcement of a maintenance to its end, with times by a reader in Brazil."""
    town, clock = stage.town, stage.clock
    if not isinstance(clock, StageClock):
        raise TypeError
    app, gamebase = town.apps["puzzle"].app_id, town.gamebase
    gamebase.quirks.shows_planned = True
    begin = (clock() + timedelta(minutes=40)).replace(second=0, microsecond=0)
    about: dict[str, Any] = {"message": "New levels are coming", "stores": ["GG", "AS"]}
    first = gamebase.begin_maintenance(app, begin=begin, end=begin + timedelta(hours=1), **about)
    page = await _opened(
        *(browser, address, town.max, town.managers, 390, 500),
        scale=1.5,
        zone="America/Sao_Paulo",
    )

    async def at(moment: datetime, words: str, path: Path | None = None) -> None:
        clock.forward_to(moment)
        await stage.app.house.schedules.run_due()
        await stage.quiet()
        card = page.locator(".message", has_text="puzzle").first
        await expect(card).to_contain_text(words)
        if path is not None:
            await card.evaluate("card => card.scrollIntoView({block: 'start'})")
            await page.wait_for_timeout(400)
            await page.screenshot(path=path)

    await at(begin - timedelta(minutes=25), "begins soon", ANNOUNCED)
    await at(begin + timedelta(minutes=1), "has begun")
    gamebase.end_maintenance(app, first)
    gamebase.begin_maintenance(app, begin=begin, end=begin + timedelta(hours=2), **about)
    await at(begin + timedelta(minutes=20), "has changed", CHANGED)
    gamebase.end_maintenance(app)
    await at(begin + timedelta(minutes=95), "is open again", OVER)


async def incident(browser: Browser, address: str, stage: Stage) -> None:
    """Two products that run out are one card: taken in hand, quiet for a while, and what became of it."""
    town, house, clock = stage.town, stage.app.house, stage.clock
    if not isinstance(clock, StageClock):
        raise TypeError
    chat = town.support_desk
    page = await _opened(browser, address, town.sam, chat, 390, 720, scale=1.5)
    facts: dict[str, Any] = {"state": "low", "left": 3, "below": 5}
    for product, minutes in (("GTA V", 0), ("Elden Ring", 7)):
        clock.forward_to(clock() + timedelta(minutes=minutes))
        signal = Signal(
            "stock", f"picture:{product}", "warning", {**facts, "product": product}, group="picture"
        )
        async with house.db.write() as tx:
            await house.incidents.signal(tx, chat.id, None, signal)
        house.services.outbox.kick()
        await stage.quiet()
    for label in ("Acknowledge", "Snooze", "1 hour", "Unsnooze"):
        await _presses(page, label)
        await stage.quiet()
        clock.forward_to(clock() + timedelta(minutes=4))
    await expect(page.locator(".message").last).to_contain_text("let it be heard again")
    await page.screenshot(path=INCIDENT)


async def reports(browser: Browser, address: str, stage: Stage) -> None:
    """A manager reads the month's sales and looks at the stock, at a telephone's width in the dark."""
    await write_past_orders(stage, datetime.now(UTC))
    town = stage.town
    page = await _opened(browser, address, town.max, town.managers, 390, 1240, scale=1.5, dark=True)
    await _says(page, "/sales month")
    report = page.locator(".message.theirs").last
    await expect(report.get_by_test_id("picture")).to_be_visible(timeout=CHART_MS)
    await report.get_by_text("By provider").click()
    await report.locator("h4").scroll_into_view_if_needed()
    await page.evaluate(
        "document.querySelector('.history').scrollTop = [...document.querySelectorAll('.rich')].at(-1)"
        ".closest('.message').offsetTop - 8"
    )
    await page.screenshot(path=REPORT)
    await page.set_viewport_size({"width": 390, "height": 860})
    await _says(page, "/stock")
    await _presses(page, "Refresh")
    await expect(page.locator(".message.theirs").last).not_to_contain_text("not read yet")
    await stage.quiet()
    await page.screenshot(path=STOCK)


async def _opened(
    browser: Browser,
    address: str,
    person: Person,
    chat: Chat,
    width: int,
    height: int,
    *,
    scale: float,
    zone: str = "UTC",
    dark: bool = False,
) -> Page:
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id=zone,
    )
    context.set_default_timeout(PATIENCE_MS)
    page = await context.new_page()
    await page.goto(f"{address}/#/{person.id}/{chat.id}")
    return page


async def _says(page: Page, text: str) -> None:
    composer = page.get_by_test_id("composer")
    await composer.fill(text)
    await page.get_by_test_id("send").click()
    await expect(composer).to_have_value("")


async def _presses(page: Page, label: str) -> None:
    await page.locator(f'[data-button="{label}"]').last.click()


if __name__ == "__main__":
    asyncio.run(main())
