"""Which department a text means, and which older departments count as it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.errors import BadRequest, StartupError
from exchange.model import Department
from exchange.submissions.judge import Submitter

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import WriteSession

_TABLE = Department.table.c


@dataclass(frozen=True, slots=True)
class Found:
    """A department in force. `codes` holds its own code and those of all departments it took over."""

    code: str
    codes: tuple[str, ...]
    region: str


async def find(session: WriteSession, text: str, alias: str | None = None) -> Found:
    """The department with this code or name, or with the code that `text` is an alias of.

    Raises StartupError when there is none, or when it was replaced by another.
    """
    rows = {
        row.code: row
        for row in await session.all(
            sa.select(_TABLE.code, _TABLE.name, _TABLE.region_code, _TABLE.successor_code)
        )
    }
    named = [row.code for row in rows.values() if row.name == text]
    code = next((code for code in (text, text.upper(), *named, alias) if code in rows), None)
    if code is None:
        problem = (
            "--as names no department of the registry. Give its code or full name; the codes are in "
            "schema/codes/department.csv, and the query { departments { code name } } lists them all."
        )
        raise StartupError(problem)
    if rows[code].successor_code:
        raise StartupError(
            f"--as names a department that was replaced. Submit as {rows[code].successor_code}."
        )
    codes = [code]
    for taken in codes:
        codes += [row.code for row in rows.values() if row.successor_code == taken and row.code not in codes]
    return Found(code, tuple(codes), rows[code].region_code)


async def submitter(session: WriteSession, caller: Caller) -> Submitter:
    """The department in whose name a caller submits. Raises BadRequest when it has none."""
    chosen = sa.select(_TABLE.code, _TABLE.name, _TABLE.credit_code, _TABLE.region_code).where(
        _TABLE.code == caller.department
    )
    found = await session.all(chosen)
    if not found:
        raise BadRequest(
            problem="your client belongs to no registered department, so it cannot submit. Ask the access administrator."
        )
    return Submitter(found[0].code, found[0].name, found[0].credit_code, found[0].region_code)
