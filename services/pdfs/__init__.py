"""What is written in PDFs, for finding keys: read (``reading``) by a process of its own (``program``)."""

from services.pdfs.reading import BEGINS, NotReadError, Pdf, Pdfs

__all__ = ["BEGINS", "NotReadError", "Pdf", "Pdfs"]
