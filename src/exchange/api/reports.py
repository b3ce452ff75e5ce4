"""What a mutation answers: what became of each row of a batch, or why nothing was done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from http import HTTPStatus

import strawberry

from exchange.errors import ExchangeError
from exchange.submissions import Finding, Report

_TURN = 20  # rows of a report, some 5 ms


@strawberry.type(description="The request was understood and refused; nothing was changed (拒绝).")
class Refused:
    """What is wrong and how to mend it."""

    code: str = strawberry.field(description="Error code of the catalogue (错误代码).")
    message: str = strawberry.field(description="What is wrong, where, and how to mend it (说明).")
    argument: str | None = strawberry.field(
        default=None, description="The argument that is wrong, if it is one (有误的参数)."
    )


def refused(error: ExchangeError) -> Refused:
    """What a mutation answers to an error; raised again where it is no matter of GraphQL."""
    if error.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.SERVICE_UNAVAILABLE}:
        raise error
    argument = error.facts.get("argument")
    return Refused(
        code=error.code, message=error.message, argument=None if argument is None else str(argument)
    )


@strawberry.type(description="One finding about one row (问题).")
class RowFinding:
    """Never holds a value."""

    code: str = strawberry.field(description="Finding code (问题代码).")
    field: str | None = strawberry.field(description="Field, by its API name (字段).")
    message: str = strawberry.field(description="What is wrong and how to mend it (说明).")


@strawberry.type(description="What became of one row (逐条结果).")
class RowReport:
    """A verdict."""

    number: int = strawberry.field(description="Row number, from 1 (行号).")
    verdict: str = strawberry.field(description="ACCEPTED, WARNED, REFUSED or DUPLICATE (结论).")
    record_id: strawberry.ID | None = strawberry.field(
        description="The record it became or repeats (记录标识)."
    )
    findings: list[RowFinding] = strawberry.field(description="Findings (问题).")


@strawberry.type(description="What became of a batch (报送结果).")
class SubmissionReport:
    """Sending the batch again returns the same report and changes nothing."""

    batch: str = strawberry.field(description="Batch number (批次号).")
    accepted: int = strawberry.field(description="Rows accepted without remark (接受).")
    warned: int = strawberry.field(description="Rows accepted with warnings (提示).")
    refused: int = strawberry.field(description="Rows refused (拒绝).")
    duplicates: int = strawberry.field(description="Rows that repeat an earlier one (重复).")
    rows: list[RowReport] = strawberry.field(description="Each row (逐条结果).")
    dry_run: bool = strawberry.field(
        description="A dry run: judged and reported like this, and nothing stored (试报，未入库)."
    )
    notes: list[RowFinding] = strawberry.field(
        description="What concerns the batch as a whole, such as unknown columns (整批提示)."
    )


@strawberry.type(description="What became of one move (单项办理结果).")
class MoveReport:
    """Done, or refused with a reason; a refused one changed nothing and can be sent again."""

    number: int = strawberry.field(description="Number in the batch, from 1 (序号).")
    move: str = strawberry.field(description="Name of the move (办理事项).")
    done: bool = strawberry.field(description="It was made (已办理).")
    repeated: bool = strawberry.field(
        default=False, description="It had been made before, under the same number (重复报送)."
    )
    record_id: strawberry.ID | None = strawberry.field(
        default=None, description="The record; after a replacement its new version (记录标识)."
    )
    code: str | None = strawberry.field(default=None, description="Error code of the catalogue (错误代码).")
    message: str | None = strawberry.field(
        default=None, description="What is wrong, where, and how to mend it (说明)."
    )


@strawberry.type(description="What became of each move of a batch (批量办理结果).")
class MovesReport:
    """Sending the batch again makes no move twice and tries again what was refused."""

    batch: str = strawberry.field(description="Batch number (批次号).")
    done: int = strawberry.field(description="Moves made (已办理).")
    refused: int = strawberry.field(description="Moves refused (未办理).")
    rows: list[MoveReport] = strawberry.field(description="Each move (逐项结果).")


@dataclass(frozen=True, slots=True)
class Paced:
    """A list that lets others have their turn while graphql-core completes it."""

    rows: list[RowReport]

    async def __aiter__(self) -> AsyncIterator[RowReport]:
        """The rows, with a pause after every few."""
        for number, row in enumerate(self.rows, 1):
            yield row
            if number % _TURN == 0:
                await asyncio.sleep(0)


def report(found: Report) -> SubmissionReport:
    """The report of a submission in the API's types."""
    rows = [
        RowReport(
            number=row.number,
            verdict=str(row.verdict),
            record_id=None if row.record_id is None else strawberry.ID(str(row.record_id)),
            findings=[
                RowFinding(code=one.code, field=one.field, message=one.message) for one in row.findings
            ],
        )
        for row in found.rows
    ]
    return SubmissionReport(
        batch=found.batch,
        accepted=found.accepted,
        warned=found.warned,
        refused=found.refused,
        duplicates=found.duplicates,
        rows=Paced(rows),  # type: ignore[arg-type]  # graphql-core takes it for a list
        notes=_told(found.notes),
        dry_run=found.dry_run,
    )


def _told(findings: Iterable[Finding]) -> list[RowFinding]:
    return [RowFinding(code=one.code, field=one.field, message=one.message) for one in findings]
