"""Documents that people send."""

import io

from handlers.frame.turn import Turn

MOST_BYTES = 256 * 1024


async def text_of_document(turn: Turn) -> str | None:
    """The text of the document that came with the message, if one did (Bot API: getFile).

    Raises ValueError for one that is too long or no text in UTF-8.
    """
    document = turn.message.document if turn.message else None
    if document is None:
        return None
    if (document.file_size or 0) > MOST_BYTES:
        raise ValueError("the document is too long")
    content = io.BytesIO()
    await turn.bot.download(document, destination=content)
    return content.getvalue().decode("utf-8-sig")
