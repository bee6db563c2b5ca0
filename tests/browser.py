"""A real browser for tests: the ``page`` fixture opens addresses in Debian's chromium.

A conftest takes it over with ``from tests.browser import browser, page``. Whoever uses it marks the
test with ``IN_BROWSER``: the browser lives as long as the session, and so does the loop of its tests.
Errors of a page (scripts, its content policy) fail the test at its end. Its people want little to move: what
never rests, such as a hidden key, would be drawn anew sixty times a second while a test waits.
"""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable
from typing import Protocol

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 60_000
IN_BROWSER = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
MISSING = "chromium is missing: get it with `apt-get install chromium`"


class PageFactory(Protocol):
    """Opens an address in a window of its own, with its own storage and clipboard rights."""

    def __call__(
        self,
        url: str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        touch: bool = False,
    ) -> Awaitable[Page]:
        """The page, loaded; ``width`` and ``height`` in CSS pixels."""
        ...


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of a process; skips without chromium, or fails if TESTS_MUST_NOT_SKIP is 1."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("TESTS_MUST_NOT_SKIP") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[PageFactory]:
    """Opens pages, which are closed when the test ends."""
    problems: list[str] = []
    windows: list[BrowserContext] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    async def opened(
        url: str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        touch: bool = False,
    ) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
            permissions=["clipboard-read", "clipboard-write"],
            accept_downloads=True,
        )
        windows.append(context)
        context.set_default_timeout(PATIENCE_MS)
        window = await context.new_page()
        window.on("pageerror", lambda error: problems.append(str(error)))
        window.on("console", note)
        await window.goto(url)
        return window

    yield opened
    for context in windows:
        await context.close()
    assert not problems, problems
