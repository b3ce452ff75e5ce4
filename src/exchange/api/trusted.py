"""Trusted documents: queries that are known before they are asked, named by the hash of their text.

The website's stand in `schema/documents`, an operator's generated clients may bring a folder of their own. Instead of the text a client
sends `documentId`, `sha256:` and the hash of the file (GraphQL over HTTP, persisted documents): short enough for a GET, so that caches
work. Where the operator wants it, anonymous callers may send nothing else, and what the public can ask is what somebody has read.

All are parsed at the start and never forgotten, so that a flood of other documents cannot push them out; one that cannot be asked ends the
start.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from exchange import resources
from exchange.api.documents import Refused
from exchange.errors import BadRequest, DocumentNotTrusted, DocumentUnknown, ExchangeError, StartupError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from exchange.access import Caller
    from exchange.api.documents import Documents
    from exchange.api.engine import Request


class Trusted:
    """Texts by their names. `only`: who has no token may send no others."""

    def __init__(self, texts: Mapping[str, str], *, only: bool = False) -> None:
        self._texts = texts
        self._allowed = frozenset(texts.values()) if only else None

    def settle(self, request: Request, caller: Caller) -> None:
        """Put the text in the place of its name. Raises BadRequest, DocumentUnknown or DocumentNotTrusted."""
        if request.document_id is not None:
            if request.document:
                raise BadRequest(problem="it has both `query` and `documentId`. Send one of them.")
            request.document = self._texts.get(request.document_id, "")
            if not request.document:
                raise DocumentUnknown
        elif self._allowed is not None and caller.anonymous and request.document not in self._allowed:
            raise DocumentNotTrusted


def shipped() -> Path:
    """The folder of the website's queries."""
    return resources.schema() / "documents"


def named(folders: Iterable[Path]) -> dict[str, Path]:
    """The documents of the folders by their names. Raises StartupError where a folder is not there."""
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise StartupError(f"EXCHANGE_DOCUMENTS_DIR: there is no folder {folder}.")
        found |= {name(one.read_bytes()): one for one in sorted(folder.glob("*.graphql"))}
    return found


def name(content: bytes) -> str:
    """What a client sends instead of the text."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def load(folders: Iterable[Path], documents: Documents, *, only: bool) -> Trusted:
    """Read the folders and pin their documents. Raises StartupError for one that could not be asked."""
    texts = {key: _text(one, documents) for key, one in named(folders).items()}
    return Trusted(texts, only=only)


def _text(path: Path, documents: Documents) -> str:
    try:
        text = path.read_bytes().decode("utf-8")
        documents.pin(text)
    except Refused as refused:
        raise StartupError(f"{path}: {refused.errors[0][1].message}") from None
    except UnicodeDecodeError:
        raise StartupError(f"{path}: it is not UTF-8.") from None
    except ExchangeError as error:
        raise StartupError(f"{path}: {error.message}") from None
    return text
