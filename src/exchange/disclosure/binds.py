"""The values that a statement of any caller may bind, and literals of our own vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.access import Audience
from exchange.account_limits import Limit, span
from exchange.divisions import divisions
from exchange.rules import small_group, small_groups

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from typing import Any

    from sqlalchemy.sql.elements import ColumnElement

    from exchange.access import Caller, Scope


def departments() -> ColumnElement[Any]:
    """Codes of the caller's department and its predecessors."""
    return sa.bindparam("caller_departments", type_=ARRAY(sa.Text()))


def names() -> ColumnElement[Any]:
    """What a body is called in `kept_from`: the caller's departments, its division and those above, and itself as a subject."""
    return sa.bindparam("caller_names", type_=ARRAY(sa.Text()))


def scopes() -> ColumnElement[Any]:
    """What the caller may do at all; nothing, for one that only tries things out."""
    return sa.bindparam("caller_scopes", type_=ARRAY(sa.Text()))


def _names(caller: Caller) -> list[str]:
    places = divisions().path(caller.jurisdiction) if caller.jurisdiction else ()
    subject = [str(caller.subject)] if caller.subject else []
    return [*caller.departments, *(one for one in places if one), *subject]


def _place(caller: Caller, level: int) -> str | None:
    """Province, city or county of the region that the caller works in."""
    return divisions().path(caller.jurisdiction)[level] if caller.jurisdiction else None


def sources() -> ColumnElement[Any]:
    """Codes of the department that provides under the call's agreement, and its predecessors."""
    return sa.bindparam("caller_sources", type_=ARRAY(sa.Text()))


def consenting() -> ColumnElement[Any]:
    """The subject whose consent the call's agreement is."""
    return sa.bindparam("caller_consenting", type_=sa.Uuid())


def today() -> ColumnElement[Any]:
    """The exchange's date."""
    return sa.bindparam("caller_today", type_=sa.Date())


def fewest() -> ColumnElement[Any]:
    """Natural persons of a group that is told, by the rule of the day."""
    return sa.bindparam("caller_fewest", type_=sa.Integer())


BINDS: Mapping[str, Callable[[Caller, dt.datetime, dt.date], object]] = {
    "caller_departments": lambda caller, *_: caller.departments,
    "caller_scopes": lambda caller, *_: [] if caller.sandbox else sorted(caller.scopes),
    "caller_names": lambda caller, *_: _names(caller),
    "caller_jurisdiction": lambda caller, *_: caller.jurisdiction,
    "caller_subject": lambda caller, *_: caller.subject,
    "caller_agreement": lambda caller, *_: caller.agreement,
    "caller_fields": lambda caller, *_: sorted(caller.narrowed.fields or ()),
    "caller_sources": lambda caller, *_: list(caller.narrowed.sources or ()),
    "caller_consenting": lambda caller, *_: caller.narrowed.subject,
    "caller_purpose": lambda caller, *_: caller.purpose,
    "caller_client": lambda caller, *_: caller.client,
    "caller_department": lambda caller, *_: caller.department,
    "caller_actor": lambda caller, *_: caller.actor,
    "caller_case": lambda caller, *_: caller.case,
    "caller_epoch": lambda caller, *_: caller.epoch,
    "caller_token": lambda caller, *_: caller.token.jti if caller.token else None,
    "caller_now": lambda _caller, now, _day: now,
    "caller_fewest": lambda _caller, _now, day: small_group(day, small_groups()).fewest,
    "caller_province": lambda caller, *_: _place(caller, 0),
    "caller_city": lambda caller, *_: _place(caller, 1),
    "caller_county": lambda caller, *_: _place(caller, 2),
    "caller_told_later": lambda _caller, _now, day: day + span(Limit.TOLD_LATER, day),
    "caller_told_on": lambda caller, _now, day: (
        day + span(Limit.TOLD_LATER, day) if Audience.DISCIPLINE in caller.audiences else day
    ),
    "caller_today": lambda _caller, _now, day: day,
}
"""How each name that a statement may bind is read off the caller, the moment and the day; a statement reads only those it has."""


def constant(word: str) -> ColumnElement[str]:
    """A word of our own vocabulary as a literal of the statement, so that the planner knows it. Never for a value from outside."""
    if not word.replace("_", "").isalnum():
        raise ValueError(word)
    return sa.literal_column(f"'{word}'", sa.Text())


def scope_of(scope: Scope) -> ColumnElement[str]:
    """A scope as a literal of the statement."""
    return sa.literal_column(f"'{scope}'", sa.Text())
