"""Submitting: a file is tried, read through row by row, sent in or mended, and its report found again."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile

from exchange.access import Scope
from exchange.errors import ExchangeError, NotFound
from exchange.submissions.names import item_of, submitted
from exchange.web.console import vocabulary
from exchange.web.console.intake import Sent, lines
from exchange.web.console.mending import Mending
from exchange.web.console.posted import LARGEST, MEBIBYTE
from exchange.web.console.reports import COUNTED, HERE, MARKS, ONE, SHOWN, row, said
from exchange.web.console.rows import Cell, Line, moment
from exchange.web.console.sections import Section, Way
from exchange.web.console.vocabulary import Term
from exchange.web.console.wording import explained
from exchange.web.rendering import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from exchange.submissions.uploads import Upload
    from exchange.web.console.desk import Desk
    from exchange.web.console.intake import Intake

_MINE = """query ($after: String) { mySubmissions(first: 25, after: $after) { pageInfo { hasNextPage endCursor }
  edges { node { batch item receivedAt accepted warned refused duplicates } } } }"""


class Submissions:
    """The pages of one exchange."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._mending = Mending(intake)

    def section(self) -> Section:
        """What is mounted."""
        ways = (
            Way("", self.listed),
            Way("/try", self.tried, post=True),
            Way("/trial", self.trial),
            Way("/confirm", self.confirmed, post=True),
            Way("/drop", self.dropped, post=True),
            Way("/report", self.report),
            *self._mending.ways(),
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

    async def _list(self, desk: Desk, wrong: Mapping[str, str] | None = None) -> Response:
        found = (await desk.ask(_MINE, after=desk.value("after") or None))["mySubmissions"]
        info = found["pageInfo"]
        said = words()[desk.lang]["console"]["submissions"]
        return desk.page(
            "console_submissions.html", HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK,
            wrong=wrong or {}, typed=desk.given,
            rows=[_line(desk, one["node"]) for one in found["edges"]], heads=said["heads"],
            items=[(one.key, desk.said(Term(one.zh, one.en))) for one in submitted() if _may(desk, one.fed_by)],
            batch=desk.value("batch") or desk.batch(), more=desk.link(HERE, after=info["endCursor"]) if info["hasNextPage"] else "",
        )  # fmt: skip

    async def tried(self, desk: Desk) -> Response:
        """A file that was chosen: tried, and on to what it says."""
        said = words()[desk.lang]["console"]["submissions"]
        file, item = desk.given.get("file"), item_of(desk.value("item"))
        if desk.large:
            return await self._list(desk, {"file": said["too_large"].format(most=LARGEST // MEBIBYTE)})
        if not isinstance(file, UploadFile) or not file.filename or item is None:
            return await self._list(
                desk, {"item": said["choose_item"]} if item is None else {"file": said["choose_file"]}
            )
        suffix = file.filename.rpartition(".")[2].lower()
        sent = Sent(item.key, desk.value("batch"), suffix, await file.read())
        try:
            await self._intake.preview(desk.caller, sent)
        except ExchangeError as error:
            return await self._list(desk, {"file": explained(desk.lang, error.code, error.message)})
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
        tried = await asyncio.to_thread(lines, upload.rows)
        rows = [one for one in tried if desk.value("verdict") in {"", one["verdict"]}]
        start = desk.number("start")
        further = {"batch": batch, "verdict": desk.value("verdict"), "start": start + SHOWN}
        desk.more["more"] = desk.link(f"{HERE}/trial", **further) if len(rows) > start + SHOWN else ""
        return self._told(desk, upload.about.item, outcome, rows[start : start + SHOWN], dry=True)

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
        where = {"verdict": {"is": desk.value("verdict")}} if desk.value("verdict") in MARKS else None
        asked = {"batch": batch, "first": SHOWN, "after": desk.value("after") or None, "where": where}
        found = (await desk.ask(ONE, **asked))["submission"]
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
        counts = {name: outcome[field] for name, field in COUNTED.items()}
        upload = (
            self._intake.tried(desk.caller, desk.value("batch"))
            if dry
            else self._intake.stored(desk.caller, desk.value("batch"))
        )
        kept = upload is not None and upload.refused.exists() and upload.refused.stat().st_size > 0
        return desk.page(
            "console_report.html", item=desk.said(vocabulary.item(key)), key=key, batch=desk.value("batch"), counts=counts, dry=dry,
            rows=[row(desk, key, one) for one in rows], kept=kept, verdict=desk.value("verdict"), marks=MARKS,
            place=f"{HERE}/{'trial' if dry else 'report'}", notes=[said(desk, key, one) for one in outcome.get("notes", ())],
        )  # fmt: skip


def _may(desk: Desk, fed_by: tuple[str, ...]) -> bool:
    return not fed_by or bool({*fed_by} & {*desk.caller.departments})


def _line(desk: Desk, one: Mapping[str, Any]) -> Line:
    path = desk.link(f"{HERE}/report", batch=one["batch"])
    numbers = (str(one[field]) for field in COUNTED.values())
    cells = (
        Cell(one["batch"], path),
        Cell(desk.said(vocabulary.item(one["item"]))),
        Cell(moment(one["receivedAt"])),
    )
    return Line(one["batch"], (*cells, *map(Cell, numbers)))


def _refused(desk: Desk, outcome: Mapping[str, Any]) -> Response:
    """The file as a whole could not be taken."""
    problem = explained(desk.lang, outcome["code"], outcome["message"])
    return desk.page("console_told.html", HTTPStatus.BAD_REQUEST, problem=problem)


def _waiting(desk: Desk, upload: Upload) -> Response:
    done, total = upload.far
    answer = desk.page("console_waiting.html", HTTPStatus.ACCEPTED, done=done, total=total)
    answer.headers["Refresh"] = "2"
    return answer
