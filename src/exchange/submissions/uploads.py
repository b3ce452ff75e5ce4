"""Files on their way in: kept on disk until they are judged, so that an upload that was cut off goes on where it stopped.

One folder per batch, named by a hash of submitter and batch number: the batch number is the idempotency key of the upload as of the
rows. What is acknowledged is synced. The folder is closed to others, and the bytes are gone as soon as the rows have their verdicts: what
must not be in the system stays no longer than it takes to see that. Refused rows that can be mended are kept a day, for who sent them.
What was never completed goes after a day; a file that waits to be judged stays until it is, and of all processes the one that holds it
judges it. Several machines behind one address need to share the data folder, or to send a batch to one of them.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING, Any

from exchange.errors import TooManyRequests, UploadBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom
    from pathlib import Path

MOST = 20
"""Uploads of one department that are not judged yet."""
KEPT = 24 * 3600
"""Seconds that an unfinished upload, or the answer to a finished one, is kept."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file is, as its sender said when it began."""

    department: str
    batch: str
    dry_run: bool
    item: str
    suffix: str
    mapping: str | None = None
    client: str = ""
    """Who sent it, in whose name it is judged."""
    person: str | None = None
    """The login of the person who sent it, where it was no client."""


class Upload:
    """One upload. Its size is its offset: what is in the file was received in order."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.body = folder / "body"
        self.rows = folder / "rows.ndjson"
        self.refused = folder / "refused.ndjson"
        self.mapping = folder / "mapping.toml"
        self._about, self._complete, self._outcome, self._far = (
            folder / "about.json",
            folder / "complete",
            folder / "outcome.json",
            folder / "far.json",
        )

    @property
    def exists(self) -> bool:
        """Whether it was begun."""
        return self._about.exists()

    @property
    def about(self) -> About:
        """What it is."""
        return About(**json.loads(self._about.read_text("utf-8")))

    def sent_by(self, client: str | None) -> bool:
        """Whether it is this client's, not only its department's: what it held is nobody else's."""
        return self.exists and self.about.person is None and self.about.client == client

    def sent_by_person(self, login: str | None) -> bool:
        """The same of a person who sent it by the console."""
        return self.exists and login is not None and self.about.person == login

    @property
    def offset(self) -> int:
        """Bytes received."""
        return self.body.stat().st_size if self.body.exists() else 0

    @property
    def complete(self) -> bool:
        """Whether all of it was received."""
        return self._complete.exists()

    @property
    def outcome(self) -> dict[str, Any] | None:
        """What became of it; None while that is open."""
        return json.loads(self._outcome.read_text("utf-8")) if self._outcome.exists() else None

    @property
    def waiting(self) -> bool:
        """Whether all of it is here and nobody has said what became of it."""
        return self.complete and not self._outcome.exists()

    @property
    def busy(self) -> bool:
        """Whether somebody is sending or judging it, in any process."""
        try:
            with self.held():
                return False
        except UploadBusy:
            return True

    @property
    def far(self) -> tuple[int, int]:
        """Rows stored and rows in all, as its judge told last."""
        done, total = json.loads(self._far.read_text("utf-8")) if self._far.exists() else (0, 0)
        return done, total

    def tell(self, done: int, total: int) -> None:
        """Say how far the judging is, to whichever process is asked."""
        written(self._far, json.dumps((done, total)).encode(), sync=False)

    @contextmanager
    def open(self) -> Iterator[BufferedRandom]:
        """The bytes, for one sender at a time; synced at the end, however it comes. Raises UploadBusy."""
        with self.body.open("a+b", buffering=0) as file, _alone(file):
            try:
                yield file  # type: ignore[misc]  # unbuffered, and with all that is needed of the other
            finally:
                os.fsync(file.fileno())

    @contextmanager
    def held(self) -> Iterator[bool]:
        """The upload for the one that judges it, of all processes, and whether it still waits for that. Raises UploadBusy."""
        try:
            file = self.body.open("rb")
        except FileNotFoundError:  # it has been judged, or forgotten
            yield False
            return
        with file, _alone(file):
            yield self.waiting

    def finish(self) -> None:
        """All of it is here."""
        written(self._complete, b"")

    def end(self, outcome: dict[str, Any]) -> None:
        """Keep what became of it, and of what it held only the refused rows that can be mended."""
        written(self._outcome, json.dumps(outcome, ensure_ascii=False).encode())
        self.body.unlink(missing_ok=True)
        self._far.unlink(missing_ok=True)

    def remove(self) -> None:
        """Forget it."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def stale(self, now: float) -> bool:
        """Whether it can go: given up by its sender, or answered long ago."""
        return not self.waiting and now - max(_age(self.folder), _age(self.body)) > KEPT


class Uploads:
    """All uploads of one data folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def find(self, department: str, batch: str, *, dry_run: bool) -> Upload:
        """The upload of a batch, begun or not."""
        key = hashlib.sha256(f"{department}\0{batch}\0{dry_run}".encode()).hexdigest()
        return Upload(self._folder(department) / key)

    def begin(self, about: About, mapping: str = "") -> Upload:
        """An empty upload, with the text of its mapping; what was there under the number before is forgotten.

        Raises TooManyRequests, UploadBusy.
        """
        upload = self.find(about.department, about.batch, dry_run=about.dry_run)
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if (
            sum(one.outcome is None for one in self._all(about.department) if one.folder != upload.folder)
            >= MOST
        ):
            raise TooManyRequests(what="uploads that are not judged yet", limit=MOST, retry_after=60)
        with _begun(upload):
            upload.folder.mkdir(mode=0o700, parents=True)
            written(upload.mapping, mapping.encode())
            written(upload.folder / "about.json", json.dumps(asdict(about)).encode())
        return upload

    def waiting(self) -> list[Upload]:
        """What was received whole and is not judged yet, of all departments, the oldest first; what is stale is removed."""
        found = []
        for folder in self._root.glob("*/*/"):
            upload = Upload(folder)
            if upload.waiting:
                found.append(upload)
            elif upload.stale(time.time()):
                upload.remove()
        return sorted(found, key=lambda one: _age(one.body))

    def _all(self, department: str) -> list[Upload]:
        folder = self._folder(department)
        return [Upload(one) for one in folder.iterdir()] if folder.is_dir() else []

    def _folder(self, department: str) -> Path:
        return self._root / hashlib.sha256(department.encode()).hexdigest()[:16]


@contextmanager
def _begun(upload: Upload) -> Iterator[None]:
    """Take the place of an older one, unless somebody is sending it, or it was acknowledged and is to be judged."""
    if upload.waiting:
        raise UploadBusy
    if upload.folder.exists():
        with upload.open():
            upload.remove()
            yield
            return
    yield


@contextmanager
def _alone(file: IO[bytes]) -> Iterator[None]:
    """Whoever holds the file is alone with it, among all processes; the lock ends with the process, however that ends."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UploadBusy from None
    yield


def written(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Write a file: all of it or nothing, and still there after a power cut."""
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        file.write(data)
        file.flush()
        if sync:
            os.fsync(file.fileno())
    half.replace(path)


def _age(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
