"""Refused rows: given back as a file, or mended on the screen and tried again as a batch of their own.

What was sent is kept for its sender a day. A row is shown under the names of its fields, with what is wrong at each; a field that the file
did not have at all, and that is missing, is added. A cell that is left as it stood keeps the kind of value that it had.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from starlette.background import BackgroundTask
from starlette.responses import StreamingResponse

from exchange.api import verdicts as files
from exchange.api.sender import MEDIA
from exchange.codes import spelling
from exchange.submissions import refused
from exchange.submissions.names import RETURNED_ROW, RETURNED_WHY, item_of, known_names
from exchange.web.console import vocabulary
from exchange.web.console.intake import Sent, lines
from exchange.web.console.reports import HERE, ONE, SHOWN, said
from exchange.web.console.sections import Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.responses import Response

    from exchange.model import Field
    from exchange.submissions.uploads import Upload
    from exchange.web.console.desk import Desk
    from exchange.web.console.intake import Intake

PAGE = 20
"""Rows that are mended on one page."""


class Mending:
    """The pages of refused rows."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def ways(self) -> tuple[Way, ...]:
        """What is mounted."""
        return (Way("/refused", self.file), Way("/mend", self.mend), Way("/mend", self.mended, post=True))

    async def _refused(self, desk: Desk) -> tuple[Upload, list[dict[str, Any]]]:
        return await self._intake.refused(desk.caller, desk.value("batch"), dry_run=desk.value("dry") == "1")

    async def file(self, desk: Desk) -> Response:
        """The refused rows as a file, with a column of reasons."""
        upload, _ = await self._refused(desk)
        kind = desk.value("format") if desk.value("format") in refused.WRITERS else "xlsx"
        made = await asyncio.to_thread(files.made, upload, kind)
        media = next(media for media, suffix in MEDIA.items() if suffix == kind)
        headers = {
            "Content-Disposition": f'attachment; filename="{upload.about.item}-refused.{kind}"',
            "Cache-Control": "no-store",
        }
        return StreamingResponse(
            files.blocks(made), headers=headers, media_type=media, background=BackgroundTask(made.close)
        )

    async def mend(self, desk: Desk) -> Response:
        """The refused rows, each cell open to be changed."""
        upload, rows = await self._refused(desk)
        start, key = desk.number("start"), upload.about.item
        told = {one["number"]: one for one in await _verdicts(desk, upload)}
        sheets = [
            _sheet(desk, key, one, told.get(one[RETURNED_ROW], {})) for one in rows[start : start + PAGE]
        ]
        further = {"batch": desk.value("batch"), "dry": desk.value("dry"), "start": start + PAGE}
        return desk.page(
            "console_mend.html", rows=sheets, item=desk.said(vocabulary.item(key)), batch=desk.value("batch"), dry=desk.value("dry"),
            start=start, fresh=desk.batch(), back=f"{HERE}/{'trial' if desk.value('dry') == '1' else 'report'}",
            more=desk.link(f"{HERE}/mend", **further) if len(rows) > start + PAGE else "",
        )  # fmt: skip

    async def mended(self, desk: Desk) -> Response:
        """The mended rows: a file of their own, tried under a number of its own."""
        upload, rows = await self._refused(desk)
        start = desk.number("start")
        kept = [one for one in rows[start : start + PAGE] if desk.value(f"leave.{one[RETURNED_ROW]}") != "1"]
        content = b"".join(json.dumps(_changed(desk, one)).encode() + b"\n" for one in kept)
        fresh = desk.value("fresh") or desk.batch()
        await self._intake.preview(desk.caller, Sent(upload.about.item, fresh, "ndjson", content))
        return desk.on(f"{HERE}/trial", batch=fresh)


async def _verdicts(desk: Desk, upload: Upload) -> list[dict[str, Any]]:
    if upload.about.dry_run:
        return [one for one in await asyncio.to_thread(lines, upload.rows) if one["verdict"] == "REFUSED"]
    asked = {
        "batch": upload.about.batch,
        "first": SHOWN,
        "after": None,
        "where": {"verdict": {"is": "REFUSED"}},
    }
    found = (await desk.ask(ONE, **asked))["submission"]
    return [one["node"] for one in found["rows"]["edges"]] if found else []


def _sheet(desk: Desk, key: str, row: Mapping[str, Any], verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A refused row: its cells, what is wrong with each, and what is wrong with the row as a whole."""
    item = item_of(key)
    fields = {one.graphql: one for one in item.fields.values()} if item else {}
    names = known_names(item) if item else {}
    told = [said(desk, key, one) for one in verdict.get("findings", ())]
    number, cells = row[RETURNED_ROW], []
    seen: set[str] = set()
    for place, (heading, value) in enumerate(_cells(row)):
        target = names.get(spelling(heading))
        field = item.fields.get(target.name) if item and target else None
        name = field.graphql if field else ""
        seen.add(name)
        cells.append(_cell(desk, f"{number}.{place}", field, heading, _text(value), told))
    missing = [one["name"] for one in told if one["name"] in fields and one["name"] not in seen]
    cells += [_cell(desk, f"{number}.+{one}", fields[one], one, "", told) for one in dict.fromkeys(missing)]
    return {"number": number, "cells": cells, "told": [one for one in told if one["name"] not in fields]}


def _cell(
    desk: Desk, name: str, field: Field | None, heading: str, value: str, told: list[dict[str, str]]
) -> dict[str, str]:
    label = (field.zh if desk.lang == "zh" else field.en) if field else heading
    wrong = " ".join(one["message"] for one in told if field and one["name"] == field.graphql)
    return {"name": name, "label": label, "value": value, "wrong": wrong}


def _cells(row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in row.items() if name not in {RETURNED_ROW, RETURNED_WHY}]


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _changed(desk: Desk, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as it was mended, and what was added to it."""
    number = row[RETURNED_ROW]
    found = {}
    for place, (heading, value) in enumerate(_cells(row)):
        typed = desk.value(f"{number}.{place}")
        found[heading] = value if typed == _text(value) else typed
    added = (name for name in desk.given if name.startswith(f"{number}.+") and desk.value(name))
    return found | {name.partition("+")[2]: desk.value(name) for name in added}
