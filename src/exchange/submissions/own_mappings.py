"""Mapping files that a client keeps here for its uploads: put once under a name, used by that name as those that come along are.

Files in the data folder, like uploads. An upload takes a copy when it begins, so changing or losing one changes nothing under way.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from exchange.errors import BadRequest, FileUnreadable, NotFound, TooManyRequests
from exchange.submissions.mapping import parse_mapping, shipped, shipped_text
from exchange.submissions.uploads import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exchange.settings import Settings

MOST = 100
"""Mappings of one client."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}", re.ASCII)
_PLACE = re.compile(rf"[0-9a-f]{{32}}/{_NAME.pattern}\.toml", re.ASCII)


class OwnMappings:
    """The mappings of every client, in one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @classmethod
    def of(cls, settings: Settings) -> OwnMappings:
        """Those in the data folder."""
        return cls(settings.data_dir / "mappings")

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of every client: its place in the folder and its content, for a backup. One that goes meanwhile is left out."""
        for path in sorted(self._root.glob("*/*.toml")):
            with suppress(FileNotFoundError):
                yield path.relative_to(self._root).as_posix(), path.read_bytes()

    def put_back(self, files: Mapping[str, bytes]) -> None:
        """What `files` gave. Raises FileUnreadable for a place that no client's file has, before anything is written."""
        for place in files:
            if not _PLACE.fullmatch(place):
                raise FileUnreadable(file=place, problem="this is no place of a mapping file.")
        for place, content in files.items():
            path = self._root / place
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            written(path, content)

    def names(self, client: str) -> tuple[str, ...]:
        """The client's own."""
        return tuple(sorted(path.stem for path in self._folder(client).glob("*.toml")))

    def text(self, client: str, name: str) -> str:
        """The mapping that a client means by a name: its own, or one that comes along. Raises NotFound."""
        if name in shipped():
            return shipped_text(name)
        if name not in self.names(client):
            raise NotFound(what="mapping")
        return self._path(client, name).read_text("utf-8")

    def put(self, client: str, name: str, content: bytes) -> None:
        """Keep one, in the place of an older one of that name. Raises BadRequest, TooManyRequests, FileUnreadable with the key at fault."""
        if not _NAME.fullmatch(name) or name in shipped():
            problem = f"name must be small letters, digits, _ and -, and none of {', '.join(shipped())}."
            raise BadRequest(problem=problem)
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadRequest(problem="the mapping is not UTF-8. Save it as UTF-8.") from error
        parse_mapping(f"{name}.toml", text)
        known = self.names(client)
        if name not in known and len(known) >= MOST:
            raise TooManyRequests(what="mappings", limit=MOST, retry_after=60)
        self._folder(client).mkdir(mode=0o700, parents=True, exist_ok=True)
        written(self._path(client, name), text.encode())

    def remove(self, client: str, name: str) -> None:
        """Forget one of the client's own. Raises NotFound."""
        if name not in self.names(client):
            raise NotFound(what="mapping")
        self._path(client, name).unlink(missing_ok=True)

    def _path(self, client: str, name: str) -> Path:
        return self._folder(client) / f"{name}.toml"

    def _folder(self, client: str) -> Path:
        return self._root / hashlib.sha256(client.encode()).hexdigest()[:32]
