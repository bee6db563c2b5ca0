"""A real browser for tests: the ``page`` fixture opens addresses in Debian's chromium.

A conftest takes it over with ``from tests.browser import page``. Whoever uses it marks the test
``@pytest.mark.browser``. Errors of a page (scripts, its content policy) fail the test at its end.
"""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable
from typing import Protocol

import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_MS = 60_000
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


@pytest.fixture
async def page() -> AsyncIterator[PageFactory]:
    """Opens pages; skips without chromium, or fails if TESTS_MUST_NOT_SKIP is 1."""
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("TESTS_MUST_NOT_SKIP") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(message.text)

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)

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
                has_touch=touch,
                is_mobile=touch,
                permissions=["clipboard-read", "clipboard-write"],
                accept_downloads=True,
            )
            context.set_default_timeout(PATIENCE_MS)
            window = await context.new_page()
            window.on("pageerror", lambda error: problems.append(str(error)))
            window.on("console", note)
            await window.goto(url)
            return window

        yield opened
        await browser.close()
    assert not problems, problems
