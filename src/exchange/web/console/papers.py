"""Documents in a form: each is uploaded before the change is asked for, and stays uploaded when the change is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile

from exchange.api.case_documents import keep
from exchange.errors import ExchangeError
from exchange.web.console.posted import LARGEST, MEBIBYTE
from exchange.web.console.wording import explained
from exchange.web.rendering import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.web.console.desk import Desk
    from exchange.web.console.forms import Input

OFD = "application/ofd"
"""What no browser knows (GB/T 33190); said by the end of the name, believed by its bytes."""


async def uploaded(desk: Desk, inputs: Sequence[Input]) -> tuple[FormData, dict[str, str]]:
    """What was sent, with its files as the digests under which they were kept; and which field holds one that was not taken."""
    names = [one.name for one in inputs if one.kind == "files"]
    files = {f"{one}.{part}" for one in names for part in ("file", "file_kind")}
    given = [(name, value) for name, value in desk.given.multi_items() if name not in files]
    too_large = words()[desk.lang]["console"]["form"]["too_large"].format(most=LARGEST // MEBIBYTE)
    wrong = dict.fromkeys(names, too_large) if desk.large else {}
    for name in names:
        try:
            given += await _kept(desk, name)
        except ExchangeError as error:
            wrong[name] = explained(desk.lang, error.code, error.message)
    return FormData(given), wrong


async def _kept(desk: Desk, name: str) -> list[tuple[str, UploadFile | str]]:
    files, kinds = desk.given.getlist(f"{name}.file"), desk.given.getlist(f"{name}.file_kind")
    found: list[tuple[str, UploadFile | str]] = []
    for file, kind in zip(files, kinds, strict=False):
        if isinstance(file, UploadFile) and file.filename:
            media = OFD if file.filename.lower().endswith(".ofd") else file.content_type or ""
            digest = await keep(desk.engine, desk.caller, media, await file.read())
            parts = {"digest": digest, "kind": str(kind), "title": file.filename[-100:]}
            found += [(f"{name}.{part}", value) for part, value in parts.items()]
    return found
