"""What a person does on the page, done in the world."""

from sandbox.telegram import Answer, Asked, Button, Message, Person, World

PATIENCE_SECONDS = 15.0
"""As long as Telegram's apps let a button spin before they give the tap up."""


async def press(world: World, person: Person, message: Message, button: Button) -> Answer | None:
    """Press this very button, which may share its label with others of the message.

    Waits for the bot's answer to a callback button; None if there was none in time, or if the
    button does not ask the bot.
    """
    if button.kind != "callback":
        world.tapped(person, message, button, None)
        if button.copy is not None:
            person.clipboard = button.copy
        return None
    tap = world.tapped(person, message, button, button.data or "")
    try:
        return await tap.answered(PATIENCE_SECONDS)
    except TimeoutError:
        return None


async def ask_inline(world: World, person: Person, button: Button, other: Person) -> Asked:
    """Press a button that chooses a chat, and this person's: the bot is asked what can be sent there."""
    if button.kind != "switch":
        raise ValueError("This button chooses no chat")
    asked = person.asks_inline(button.query or "", world.between(person, other))
    try:
        await asked.answered(PATIENCE_SECONDS)
    except TimeoutError:
        raise ValueError("The bot did not say what can be sent there") from None
    return asked


def button_at(message: Message, row: object, column: object) -> Button:
    """The button at this place, counted from 0; LookupError if the message has none there."""
    for r, buttons in enumerate(message.keyboard):
        for c, button in enumerate(buttons):
            if (r, c) == (row, column):
                return button
    raise LookupError("This button is gone")
