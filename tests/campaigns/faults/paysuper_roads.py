"""The roads to PaySuper's endpoints, walked by Max in the support desk's chat.

Each is walked under the fault, and once more when it is gone: from a card of before, where the wish was to
delete something, as a person does who does not trust the answer.
"""

import json

from sandbox.telegram import Message
from tests.conversations.play import Play
from tests.conversations.products_play import opened, product

NEW = "half-life-3"
_DOCUMENT = json.dumps(
    {"sku": NEW, "name": "Half-Life 3", "default_currency": "USD", "description": "At last"}
)


def there(play: Play, sku: str) -> bool:
    """Whether PaySuper has a product now."""
    return any(each.details.sku == sku for each in play.town.paysuper.products)


async def listed(play: Play) -> Message:
    """2.1: the list."""
    return await play.say(play.town.max, "/products", play.desk)


async def created(play: Play) -> Message:
    """2.2: a new product by one document."""
    await play.say(play.town.max, f"/products new {_DOCUMENT}", play.desk)
    return await _confirmed(play)


async def created_again(play: Play) -> None:
    """The same document: made now, or found."""
    found = there(play, NEW)
    said = (await created(play)).text
    assert said.startswith("✅ It is there, made by" if found else "✅ Created."), said


async def edited(play: Play) -> Message:
    """2.3: another pricing; where it stands there already, that is told."""
    await opened(play, "Space Miner")
    await _tapped(play, "Edit", "Pricing")
    question = await play.answer(play.town.max, "steam", play.desk)
    return await _confirmed(play) if "Confirm" in question.labels() else question


async def edited_again(play: Play) -> Message:
    """The same once more; gives the product's card."""
    same = product(play, "space-miner").details.pricing == "steam"
    said = (await edited(play)).text
    assert said.startswith("That is what stands there already." if same else "✅ Changed."), said
    return await opened(play, "Space Miner")


async def shown(play: Play) -> Message:
    """2.4: the card of a product."""
    return await opened(play, "Tea Party")


async def shown_before(play: Play) -> None:
    """A card that will be out of date."""
    await opened(play, "Tea Party")


async def published(play: Play) -> Message:
    """2.5: put on sale."""
    await opened(play, "Tea Party")
    await _tapped(play, "Publish")
    return await _confirmed(play)


async def published_again(play: Play) -> Message:
    """Only what is not on sale yet has the button; gives the product's card."""
    if "Publish" in (await opened(play, "Tea Party")).labels():
        await _tapped(play, "Publish")
        await _confirmed(play)
    return await opened(play, "Tea Party")


async def deleted(play: Play) -> Message:
    """2.6: deleted for ever."""
    await opened(play, "Tea Party")
    await _tapped(play, "Delete")
    return await _confirmed(play)


async def deleted_again(play: Play) -> None:
    """From the card of before: deleted now, or told that there is none."""
    still, card = there(play, "tea-party"), _oldest_with(play, "Delete")
    await play.tap(play.town.max, "Delete", play.desk, card)
    if still:
        await play.tap(play.town.max, "Confirm", play.desk, card)
        assert card.text == "Deleted: Tea Party (SKU tea-party)."
    else:
        assert "PaySuper has no key product 0" in play.shown(play.desk).text
    found = await play.say(play.town.max, "/products tea", play.desk)
    assert "No key product fits." in found.text


async def viewed(play: Play) -> Message:
    """2.7: as buyers see it."""
    await opened(play, "Space Miner")
    await _tapped(play, "Public view")
    return await play.answer(play.town.max, "DE EUR", play.desk)


async def platforms_offered(play: Play) -> Message:
    """2.8: the platforms it is not on yet."""
    await opened(play, "Space Miner")
    return await _tapped(play, "Platforms and prices", "Add a platform")


async def price_asked(play: Play) -> Message:
    """The question before a price is changed."""
    await platform_opened(play)
    await _tapped(play, "Set a price")
    return await play.answer(play.town.max, "EUR EUR 16.49", play.desk)


async def priced(play: Play) -> Message:
    """2.9: another price where it is sold."""
    await price_asked(play)
    return await _confirmed(play)


async def platform_opened(play: Play) -> None:
    """The card of a platform, which may be out of date later."""
    await opened(play, "Space Miner")
    await _tapped(play, "Platforms and prices", "Steam")


async def off_asked(play: Play) -> Message:
    """The question before it is taken off the platform."""
    await platform_opened(play)
    return await _tapped(play, "Remove the platform")


async def taken_off(play: Play) -> Message:
    """2.10: off the platform."""
    await off_asked(play)
    return await _confirmed(play)


async def taken_off_again(play: Play) -> None:
    """From the card of before: taken off now, or told that it is not there."""
    still, card = bool(product(play, "space-miner").platforms), _oldest_with(play, "Set a price")
    await play.tap(play.town.max, "Remove the platform", play.desk, card)
    if still:
        await play.tap(play.town.max, "Confirm", play.desk, card)
        assert card.text.startswith("✅ Taken off Steam."), card.text
    else:
        gone = "Platform: it is not there any more. Nothing was sent."
        assert play.shown(play.desk).text == gone
    assert "No platform and no price yet." in (await opened(play, "Space Miner")).text


async def _tapped(play: Play, *labels: str) -> Message:
    """Press one button after the other; gives the newest message."""
    for label in labels:
        await play.tap(play.town.max, label, play.desk)
    return play.shown(play.desk)


async def _confirmed(play: Play) -> Message:
    """Say yes to the newest question; gives its card, on which it is told what came of it."""
    question = play.shown(play.desk)
    await play.tap(play.town.max, "Confirm", play.desk, question)
    return question


def _oldest_with(play: Play, label: str) -> Message:
    messages = play.desk.messages
    return next(each for each in messages if each.sender is None and label in each.labels())
