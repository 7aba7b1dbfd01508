"""Static files made from others of ours, without a build tool.

A staticfiles finder serves the development server, ``collectstatic`` and hashed names alike.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage


class GeneratedFile(BaseFinder):
    """Finds one file, `name`, written under the instance's own folder when its text changes."""

    name: str

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        # A folder a file: what it holds is all that this finder may list.
        self.target = Path(settings.VAR_DIR) / "generated" / Path(self.name).stem
        self.storage = FileSystemStorage(location=self.target)
        super().__init__(*args, **kwargs)

    def text(self) -> str:
        """What the file holds now."""
        raise NotImplementedError

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != self.name:
            return []
        self.write()
        found = str(self.target / self.name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        self.write()
        yield self.name, self.storage

    def write(self) -> None:
        """Write the file if its text changed; whole or not at all, as two workers may do it at once."""
        text = self.text()
        path = self.target / self.name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.part")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
