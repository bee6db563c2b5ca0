"""A file that cannot be read, and why: an answer to the person who sent it."""

from services.errors import DeskError


class UnreadableFileError(DeskError):
    """A file of which nothing is taken. Facts: problem, and by it text or most.

    Problems: ``too-big`` and ``too-long`` (most), ``too-wide`` (most), ``empty``, ``binary``, ``broken``
    (text: the encoding), ``encoding`` (text: what it may be), ``xls``, ``xlsb``, ``protected``, ``ods``,
    ``numbers``, ``pdf``, ``word``, ``archive``, ``picture``, ``page``, ``slow``, ``rounded``
    and ``formula`` (text: the cell).
    """

    code = "unreadable-file"

    def __init__(self, problem: str, text: str = "", most: int = 0) -> None:
        super().__init__(problem=problem, text=text, most=most)
        self.problem = problem
