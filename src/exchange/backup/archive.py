"""The file: a zip of one member per table and per mapping file, and `manifest.json`, which says how many rows and which SHA-256 each has.

It gets its name only when it is whole and on the disk. It is opened for others than its owner never, not even while it is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any

from exchange.errors import FileUnreadable, StartupError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FORMAT = 2
"""The first had tables alone."""
_MANIFEST = "manifest.json"
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Part:
    """A table as it stands in the file; `highest` is how far its numbering had come, None where it numbers nothing."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    highest: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A client's mapping file as it stands in the archive; `name` is its place in their folder."""

    name: str
    sha256: str

    @property
    def member(self) -> str:
        """Its name in the archive, which no table has."""
        return f"mappings/{self.name}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file holds. Parts come in the order in which they can be put back."""

    made_at: str
    revision: str
    policy: str
    parts: tuple[Part, ...]
    mappings: tuple[Kept, ...] = ()

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(part.rows for part in self.parts)


@contextmanager
def created(path: Path) -> Iterator[zipfile.ZipFile]:
    """A new archive, at its name when the block ends well, and nowhere otherwise. StartupError when it cannot be written."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    if path.exists():
        raise StartupError(
            f"{path} is there already. A backup never takes the place of another file; name a new one."
        )
    try:
        with _private(partial) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        os.link(partial, path)  # unlike a rename, never over a file that came to be meanwhile
        _fsync_folder(path.parent)
    except OSError as error:
        problem = f"{path} cannot be written ({error.strerror}). Nothing is left of it. Make room, or name another place."
        raise StartupError(problem) from error
    finally:
        partial.unlink(missing_ok=True)


def keep(archive: zipfile.ZipFile, name: str, content: bytes) -> Kept:
    """Put a mapping file in."""
    kept = Kept(name, hashlib.sha256(content).hexdigest())
    archive.writestr(kept.member, content)
    return kept


def describe(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Put the manifest in."""
    archive.writestr(_MANIFEST, json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1))


@contextmanager
def verified(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """An archive whose every part was read through and found as its manifest says. FileUnreadable otherwise."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(json.loads(archive.read(_MANIFEST)))
            for part in manifest.parts:
                _verify(archive, part.table, part.sha256)
            for kept in manifest.mappings:
                _verify(archive, kept.member, kept.sha256)
            yield archive, manifest
    except FileNotFoundError:
        raise FileUnreadable(file=path, problem="there is no such file.") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, NotImplementedError):
        raise _damaged(path.name) from None


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A member as it was put in: the rows of a table as COPY wrote them, or a mapping file."""
    with archive.open(name) as member:
        while piece := member.read(_PIECE):
            yield piece


def _verify(archive: zipfile.ZipFile, name: str, sha256: str) -> None:
    found = hashlib.sha256()
    for piece in pieces(archive, name):
        found.update(piece)
    if found.hexdigest() != sha256:
        raise _damaged(name)


def _damaged(what: str) -> FileUnreadable:
    return FileUnreadable(
        file=what,
        problem="it is damaged, incomplete, or no backup of an exchange. Nothing was restored. Fetch the file again, or take another.",
    )


def _manifest(told: Mapping[str, Any]) -> Manifest:
    if told["format"] > FORMAT:
        raise FileUnreadable(
            file=_MANIFEST, problem="the backup was made by a newer exchange. Restore it with that one."
        )
    parts = tuple(Part(**{**part, "columns": tuple(part["columns"])}) for part in told["parts"])
    mappings = tuple(Kept(**kept) for kept in told.get("mappings", ()))
    return Manifest(told["made_at"], told["revision"], told["policy"], parts, mappings)


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
