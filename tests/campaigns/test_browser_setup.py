"""A team's first two minutes as people have them: a phone's width, a real browser, the real bot."""

from playwright.async_api import expect

from bot.demo.stage import Stage
from bot.telegram.rates import Rates
from sandbox.telegram import Rates as TelegramRates
from tests.browser import IN_BROWSER, PageFactory, browser, page
from tests.campaigns.test_browser_day import newest, press, write

__all__ = ["browser", "page"]

pytestmark = IN_BROWSER


async def test_a_group_is_set_up_and_has_its_first_buy_approved_on_a_phone(
    page: PageFactory,
) -> None:
    """Olga presses her way through the set-up; Sam buys above his limit, and she approves."""
    stage = Stage(rates=Rates.unlimited(), telegram_rates=TelegramRates.unlimited())
    await stage.start(0)
    try:
        town = stage.town
        assert town.web is not None
        olga = await page(
            town.web.address(town.olga.id, town.support_desk.id), width=390, height=844, touch=True
        )
        for label in (
            "⚙️ Set this group up",
            "Support desk",
            "Europe/Berlin",
            "English",
            "support",
            "➖ Daily sales digest",
            "Done",
        ):
            await press(olga, label)
        await expect(newest(olga)).to_contain_text("every member is support and may")
        await write(olga, "/catalog add GTA V | codegames 562 KZT")
        await expect(newest(olga)).to_contain_text("GTA V")
        await write(olga, "/limits 900 KZT a day for support")
        await press(olga, "Confirm")
        await expect(newest(olga)).not_to_contain_text("?")
        sam = await page(
            town.web.address(town.sam.id, town.support_desk.id), width=390, height=844, touch=True
        )
        await write(sam, "/buy gta v 1")
        await press(sam, "Confirm")
        await press(sam, "Ask for approval")
        await press(olga, "Approve")
        # The order's card, and the one that asked for approval: it says what came of it.
        await expect(
            sam.locator(".message.theirs", has_text="The key is ready to hand over")
        ).to_have_count(2)
        assert town.codegames.charges == 1
        for window in (olga, sam):
            await window.close()
        assert town.complaints == []
    finally:
        await stage.stop()
