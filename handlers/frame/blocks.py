"""What a card is made of where it has a layout: headings, paragraphs, tables, details, pictures.

One description for both layouts: Telegram's rich messages (:mod:`handlers.frame.outgoing.rich`), and the
classic one, a single text of HTML, which ``classic`` makes of it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from handlers.words.markup import Html, bold, escape, join


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. ``size``: 1 is the largest, 6 the smallest."""

    text: str
    size: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text. Line breaks stand where they are. ``small``: as below a report."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. ``right``: the columns of numbers, from 0.

    ``lines`` say the same in sentences, one a row, for where there are no tables. ``caption`` stands above.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    lines: Sequence[str]
    right: Collection[int] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What is folded in until somebody opens it; the summary is always seen."""

    summary: str
    blocks: Sequence["Block"]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; ``about`` says in words what it shows."""

    content: bytes = field(repr=False)
    about: str = ""
    name: str = "chart.png"


Block = Heading | Paragraph | Table | Details | Picture
Blocks = Sequence[Block]


def classic(blocks: Blocks) -> Html:
    """The same as one text. Pictures are left out: of a message that is a text they are no part.

    Blocks are a line apart; what follows a heading stands right below it.
    """
    lines: list[Html] = []
    close = True
    for block in blocks:
        piece = _piece(block)
        if piece is None:
            continue
        lines += [piece] if close else [Html(""), piece]
        close = isinstance(block, Heading)
    return join(lines)


def picture_in(blocks: Blocks) -> Picture | None:
    """The first picture, which may go along with a text as a photo."""
    return next((each for each in blocks if isinstance(each, Picture)), None)


def _piece(block: Block) -> Html | None:
    match block:
        case Heading(text):
            return bold(text)
        case Paragraph(text):
            return escape(text)
        case Table(lines=lines, caption=caption):
            return join([*([caption] if caption else []), *lines])
        case Details(summary, inner):
            return Html(f"<blockquote expandable>{bold(summary)}\n{classic(inner)}</blockquote>")
        case Picture():
            return None
