"""Submitting: a file is tried, read through row by row, sent in or mended, and its report found again."""

from __future__ import annotations

import asyncio
import json
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.background import BackgroundTask
from starlette.datastructures import FormData, UploadFile
from starlette.responses import StreamingResponse

from exchange.access import Scope
from exchange.api import verdicts as files
from exchange.api.sender import MEDIA
from exchange.codes import spelling
from exchange.errors import ExchangeError, NotFound
from exchange.submissions import refused
from exchange.submissions.names import RETURNED_ROW, RETURNED_WHY, item_of, known_names, submitted
from exchange.web.console import vocabulary
from exchange.web.console.intake import Intake, Sent, verdicts
from exchange.web.console.rows import Cell, Line, moment
from exchange.web.console.sections import ROOT, Section, Way
from exchange.web.console.vocabulary import Term
from exchange.web.console.wording import explained
from exchange.web.rendering import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from exchange.submissions.uploads import Upload
    from exchange.web.console.desk import Desk

HERE = f"{ROOT}/submissions"
SHOWN = 100
"""Rows of a report on one page."""
MENDED = 20
"""Rows that are mended on one page."""
_MINE = """query ($after: String) { mySubmissions(first: 25, after: $after) { pageInfo { hasNextPage endCursor }
  edges { node { batch item receivedAt accepted warned refused duplicates } } } }"""
_ONE = """query ($batch: String!, $first: Int!, $after: String, $where: SubmissionRowWhere) { submission(batch: $batch) {
  batch item receivedAt accepted warned refused duplicates rows(first: $first, after: $after, where: $where) {
  pageInfo { hasNextPage endCursor } edges { node { number verdict recordId findings { code field message } } } } } }"""
VERDICTS = {"ACCEPTED": "good", "WARNED": "soon", "REFUSED": "bad", "DUPLICATE": ""}


class Submissions:
    """The pages of one exchange."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def section(self) -> Section:
        """What is mounted."""
        ways = (
            Way("", self.listed),
            Way("/try", self.tried, post=True),
            Way("/trial", self.trial),
            Way("/confirm", self.confirmed, post=True),
            Way("/drop", self.dropped, post=True),
            Way("/report", self.report),
            Way("/refused", self.file),
            Way("/mend", self.mend),
            Way("/mend", self.mended, post=True),
        )
        lead = Term(
            "上传文件，先看审核结果再报送；改正未通过的数据",
            "Upload a file, see its verdicts before it is sent in, mend what is refused",
        )
        return Section(
            "/submissions", Term("数据报送", "Submissions"), ways, frozenset({Scope.RECORD_SUBMIT}), lead
        )

    # --- the list and the form ---

    async def listed(self, desk: Desk) -> Response:
        """What the department sent, and the form for more."""
        return await self._list(desk)

    async def _list(self, desk: Desk, wrong: Mapping[str, str] | None = None, detail: str = "") -> Response:
        found = (await desk.ask(_MINE, after=desk.value("after") or None))["mySubmissions"]
        info = found["pageInfo"]
        said = words()[desk.lang]["console"]["submissions"]
        return desk.page(
            "console_submissions.html", HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK,
            wrong=wrong or {}, detail=detail, typed=desk.given,
            rows=[_line(desk, one["node"]) for one in found["edges"]], heads=said["heads"],
            items=[(one.key, desk.said(Term(one.zh, one.en))) for one in submitted() if _may(desk, one.fed_by)],
            batch=desk.value("batch") or _batch(desk), more=desk.link(HERE, after=info["endCursor"]) if info["hasNextPage"] else "",
        )  # fmt: skip

    async def tried(self, desk: Desk) -> Response:
        """A file that was chosen: tried, and on to what it says."""
        said = words()[desk.lang]["console"]["submissions"]
        file, item = desk.given.get("file"), item_of(desk.value("item"))
        if not isinstance(file, UploadFile) or not file.filename or item is None:
            return await self._list(
                desk, {"item": said["choose_item"]} if item is None else {"file": said["choose_file"]}
            )
        suffix = file.filename.rpartition(".")[2].lower()
        sent = Sent(item.key, desk.value("batch"), suffix, await file.read())
        try:
            await self._intake.preview(desk.caller, sent)
        except ExchangeError as error:
            return await self._list(desk, {"file": explained(desk.lang, error.code)}, error.message)
        return desk.on(f"{HERE}/trial", batch=sent.batch)

    # --- the trial ---

    async def trial(self, desk: Desk) -> Response:
        """What the exchange says about each row, before anything is stored."""
        batch = desk.value("batch")
        upload = self._intake.tried(desk.caller, batch)
        outcome = await self._intake.waited(desk.caller, upload)
        if outcome is None:
            return _waiting(desk, upload)
        if "code" in outcome:
            return _refused(desk, outcome)
        rows = [one for one in verdicts(upload) if desk.value("verdict") in {"", one["verdict"]}]
        return self._told(desk, upload.about.item, outcome, rows, dry=True)

    async def confirmed(self, desk: Desk) -> Response:
        """Send in what was tried."""
        await self._intake.confirm(desk.caller, desk.value("batch"))
        return desk.on(f"{HERE}/report", batch=desk.value("batch"), done="1")

    async def dropped(self, desk: Desk) -> Response:
        """Forget it."""
        self._intake.drop(desk.caller, desk.value("batch"))
        return desk.on(HERE)

    # --- the report ---

    async def report(self, desk: Desk) -> Response:
        """What became of a batch that was sent in."""
        batch = desk.value("batch")
        upload = self._intake.stored(desk.caller, batch)
        if upload is not None and upload.complete:
            outcome = await self._intake.waited(desk.caller, upload)
            if outcome is None:
                return _waiting(desk, upload)
            if "code" in outcome:
                return _refused(desk, outcome)
        where = {"verdict": {"is": desk.value("verdict")}} if desk.value("verdict") in VERDICTS else None
        asked = {"batch": batch, "first": SHOWN, "after": desk.value("after") or None, "where": where}
        found = (await desk.ask(_ONE, **asked))["submission"]
        if found is None:
            raise NotFound(what="batch")
        info = found["rows"]["pageInfo"]
        desk.more["more"] = (
            desk.link(f"{HERE}/report", batch=batch, verdict=desk.value("verdict"), after=info["endCursor"])
            if info["hasNextPage"]
            else ""
        )
        return self._told(
            desk, found["item"], found, [one["node"] for one in found["rows"]["edges"]], dry=False
        )

    def _told(
        self,
        desk: Desk,
        key: str,
        outcome: Mapping[str, Any],
        rows: Sequence[Mapping[str, Any]],
        *,
        dry: bool,
    ) -> Response:
        counts = {name: outcome[field] for name, field in _COUNTED.items()}
        upload = (
            self._intake.tried(desk.caller, desk.value("batch"))
            if dry
            else self._intake.stored(desk.caller, desk.value("batch"))
        )
        kept = upload is not None and upload.refused.exists() and upload.refused.stat().st_size > 0
        desk.more = {"more": "", **desk.more, "left": max(len(rows) - SHOWN, 0)}
        return desk.page(
            "console_report.html", item=desk.said(vocabulary.item(key)), key=key, batch=desk.value("batch"), counts=counts, dry=dry,
            rows=[_row(desk, key, one) for one in rows[:SHOWN]], kept=kept, verdict=desk.value("verdict"), marks=VERDICTS,
            place=f"{HERE}/{'trial' if dry else 'report'}", notes=[_said(desk, key, one) for one in outcome.get("notes", ())],
        )  # fmt: skip

    # --- mending ---

    async def file(self, desk: Desk) -> Response:
        """The refused rows as a file, with a column of reasons."""
        upload, _ = self._intake.refused(desk.caller, desk.value("batch"), dry_run=desk.value("dry") == "1")
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
        upload, rows = self._intake.refused(
            desk.caller, desk.value("batch"), dry_run=desk.value("dry") == "1"
        )
        found = {one["number"]: one for one in await self._verdicts(desk, upload)}
        key = upload.about.item
        sheets = [_mendable(desk, key, row, found.get(row[RETURNED_ROW], {})) for row in rows[:MENDED]]
        return desk.page(
            "console_mend.html", rows=sheets, item=desk.said(vocabulary.item(key)), batch=desk.value("batch"), dry=desk.value("dry"),
            fresh=_batch(desk), left=max(len(rows) - MENDED, 0), back=f"{HERE}/{'trial' if desk.value('dry') == '1' else 'report'}",
            typed=FormData(),
        )  # fmt: skip

    async def _verdicts(self, desk: Desk, upload: Upload) -> list[dict[str, Any]]:
        if upload.about.dry_run:
            return [one for one in verdicts(upload) if one["verdict"] == "REFUSED"]
        asked = {
            "batch": upload.about.batch,
            "first": SHOWN,
            "after": None,
            "where": {"verdict": {"is": "REFUSED"}},
        }
        found = (await desk.ask(_ONE, **asked))["submission"]
        return [one["node"] for one in found["rows"]["edges"]] if found else []

    async def mended(self, desk: Desk) -> Response:
        """The mended rows: a file of their own, tried under a number of its own."""
        upload, rows = self._intake.refused(
            desk.caller, desk.value("batch"), dry_run=desk.value("dry") == "1"
        )
        changed = [
            _changed(desk, row) for row in rows[:MENDED] if desk.value(f"leave.{row[RETURNED_ROW]}") != "1"
        ]
        fresh = desk.value("fresh") or _batch(desk)
        content = b"".join(json.dumps(one).encode() + b"\n" for one in changed)
        await self._intake.preview(desk.caller, Sent(upload.about.item, fresh, "ndjson", content))
        return desk.on(f"{HERE}/trial", batch=fresh)


_COUNTED = {"ACCEPTED": "accepted", "WARNED": "warned", "REFUSED": "refused", "DUPLICATE": "duplicates"}


def _may(desk: Desk, fed_by: tuple[str, ...]) -> bool:
    return not fed_by or bool({*fed_by} & {*desk.caller.departments})


def _batch(desk: Desk) -> str:
    """A number that nobody has used: the day, and something drawn."""
    return f"{desk.engine.runner.clock.today():%Y%m%d}-{secrets.token_hex(4)}"


def _line(desk: Desk, one: Mapping[str, Any]) -> Line:
    path = desk.link(f"{HERE}/report", batch=one["batch"])
    numbers = (str(one[field]) for field in _COUNTED.values())
    cells = (
        Cell(one["batch"], path),
        Cell(desk.said(vocabulary.item(one["item"]))),
        Cell(moment(one["receivedAt"])),
    )
    return Line(one["batch"], (*cells, *map(Cell, numbers)))


def _refused(desk: Desk, outcome: Mapping[str, Any]) -> Response:
    """The file as a whole could not be taken."""
    problem = explained(desk.lang, outcome["code"])
    return desk.page("console_told.html", HTTPStatus.BAD_REQUEST, problem=problem, detail=outcome["message"])


def _waiting(desk: Desk, upload: Upload) -> Response:
    done, total = upload.far
    answer = desk.page("console_waiting.html", HTTPStatus.ACCEPTED, done=done, total=total)
    answer.headers["Refresh"] = "2"
    return answer


def _row(desk: Desk, key: str, one: Mapping[str, Any]) -> dict[str, Any]:
    record = one.get("recordId")
    return {
        "number": one["number"],
        "verdict": one["verdict"],
        "told": vocabulary.code("Verdict", one["verdict"]).said(desk.lang),
        "path": desk.link(f"{ROOT}/records/{key}/{record}") if record else "",
        "findings": [_said(desk, key, each) for each in one["findings"]],
    }


def _said(desk: Desk, key: str, finding: Mapping[str, Any]) -> dict[str, str]:
    """A finding: the column by its name, and the sentence in the language of the page."""
    item = vocabulary.item_of(key)
    name = finding.get("field") or ""
    known = item is not None and any(one.graphql == name for one in item.fields.values())
    label = vocabulary.field(item.__name__, name).said(desk.lang) if item and known else ""
    told = words()[desk.lang].get("findings", {}).get(finding["code"])
    return {"field": label, "name": name, "message": str(told or finding["message"])}


def _mendable(desk: Desk, key: str, row: Mapping[str, Any], verdict: Mapping[str, Any]) -> dict[str, Any]:
    """A refused row: its cells under the names of their fields, and at each what is wrong with it."""
    item = item_of(key)
    names = known_names(item) if item else {}
    told = [_said(desk, key, each) for each in verdict.get("findings", ())]
    cells: list[dict[str, str]] = []
    seen: set[str] = set()
    for place, (heading, value) in enumerate(_cells(row)):
        target = names.get(spelling(heading))
        field = item.fields.get(target.name) if item and target else None
        wrong = [one["message"] for one in told if field and one["name"] == field.graphql]
        seen.update(one["name"] for one in told if field and one["name"] == field.graphql)
        label = (field.zh if desk.lang == "zh" else field.en) if field else heading
        cells.append(
            {
                "name": f"{row[RETURNED_ROW]}.{place}",
                "label": label,
                "value": _text(value),
                "wrong": " ".join(wrong),
            }
        )
    return {
        "number": row[RETURNED_ROW],
        "cells": cells,
        "told": [one for one in told if one["name"] not in seen],
    }


def _cells(row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in row.items() if name not in {RETURNED_ROW, RETURNED_WHY}]


def _text(value: Any) -> str:  # noqa: ANN401 - any JSON
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _changed(desk: Desk, row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as it was mended; a cell that was left as it stood keeps its kind."""
    found = {}
    for place, (heading, value) in enumerate(_cells(row)):
        typed = desk.value(f"{row[RETURNED_ROW]}.{place}")
        found[heading] = value if typed == _text(value) else typed
    return found
