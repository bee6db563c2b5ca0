"""Files that were sent, kept in memory, and the ids by which they are fetched."""

from dataclasses import dataclass
from pathlib import PurePosixPath

MAX_DOWNLOAD = 20 * 1024 * 1024
"""A bot downloads files of up to 20 MB (getFile)."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    content: bytes
    mime: str


@dataclass(frozen=True)
class StoredFile:
    """A file on the sandbox's side."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes

    def document(self) -> dict[str, object]:
        """The file as a Document of the Bot API."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.mime,
            "file_size": len(self.content),
        }

    def photo_sizes(self) -> list[dict[str, object]]:
        """The file as the sizes of a photo of the Bot API, of which there is one here."""
        size = len(self.content)
        one = {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": size}
        return [{**one, "width": 320, "height": 240}]


class FileStore:
    """All files of a world."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, upload: Upload) -> StoredFile:
        """Store the upload under new ids."""
        number = len(self._by_id) + 1
        ending = PurePosixPath(upload.name).suffix
        stored = StoredFile(
            file_id=f"BQACAgIAAxkBAAI{number:06d}Sandbox",
            unique_id=f"AgADSb{number:06d}",
            path=f"documents/file_{number}{ending}",
            name=upload.name,
            mime=upload.mime,
            content=upload.content,
        )
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """The file with this id, if there is one."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """The file under this download path, if there is one."""
        return self._by_path.get(path)
