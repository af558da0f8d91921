"""Files that one person alone may read: they lie outside of the media and have no address."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class PrivateFiles(FileSystemStorage):
    """Files on the disk below `PRIVATE_ROOT` that no other user of the machine can open."""

    def __init__(self) -> None:
        super().__init__(
            location=settings.PRIVATE_ROOT, file_permissions_mode=0o600, directory_permissions_mode=0o700
        )

    def url(self, name: str | None) -> str:
        """Refuse: a view hands them out."""
        raise ValueError("A private file has no address.")
