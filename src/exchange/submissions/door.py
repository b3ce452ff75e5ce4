"""What is refused at the door: marks of secrets, forbidden categories, minors.

Such a row must not be in the system at all (保守国家秘密法; 政务数据共享条例 art. 3; 征信业管理条例 art. 14; 未成年人保护法), so the
door looks at everything in the row, columns that nobody reads included, before any value is cleaned or kept. What is left of the row is
its number and one finding that names the kind of thing; not even the hash of the batch takes in its content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from exchange.forbidden import Applies, Forbidden, forbidden_rules, forbidden_value, suspicious
from exchange.identifiers import citizen_number
from exchange.submissions.clean import Unusable, clean, is_empty
from exchange.submissions.findings import Finding, finding
from exchange.submissions.party import looks_natural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.model import Field
    from exchange.submissions.columns import Columns

Gathered = Mapping[str, tuple[object, str]]

_BORN = re.compile(
    r"[0-9]{6}((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]|[0-9]{6}([0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}"
)
_PERSON = "NATURAL_PERSON"
_SECRETS = frozenset({"STATE_SECRET", "WORK_SECRET"})


def stopped(columns: Columns, row: Mapping[str, object], gathered: Gathered, today: date) -> Finding | None:
    """The reason why a row must not come in, or None."""
    party = _party(columns, gathered)
    doubtful = suspicious([text for raw in row.values() for text in _texts(raw)], _concerning(party))
    for position, (name, raw) in enumerate(row.items(), 1):
        rule = columns.forbidden(name, party) or (_value(raw, party) if doubtful else None)
        if rule is not None and not is_empty(raw):
            target = columns.target(name, position)
            return _told(rule, columns.fields.get(target.name) if target else None)
    return finding("MINOR") if _minor(columns, gathered, today) else None


def _value(raw: object, party: str) -> Forbidden | None:
    rules = _concerning(party)
    return next(filter(None, (forbidden_value(text, rules, party=party) for text in _texts(raw))), None)


@cache
def _concerning(party: str) -> tuple[Forbidden, ...]:
    """The rules for the values of such a party; asked for every value of every row."""
    return tuple(
        rule
        for rule in forbidden_rules()
        if rule.applies is Applies.VALUE and (not rule.parties or party in rule.parties)
    )


def _texts(raw: object) -> Iterator[str]:
    for part in raw if isinstance(raw, (list, tuple)) else [raw]:
        if isinstance(part, str):
            yield part


def _told(rule: Forbidden, where: Field | None) -> Finding:
    if rule.category in _SECRETS:
        return finding(rule.category, where)
    what = f"{rule.en.lower()} ({rule.zh})"
    return finding("CONSENT_NEEDED" if rule.consent else "FORBIDDEN_CATEGORY", where, what=what)


def _party(columns: Columns, gathered: Gathered) -> str:
    """The code of the party's type, as far as it can be told before anything is checked."""
    known = _clean(columns, gathered, "party_type")
    if isinstance(known, str):
        return known
    name = _clean(columns, gathered, "party_name")
    return _PERSON if isinstance(name, str) and looks_natural(name) else ""


def _minor(columns: Columns, gathered: Gathered, today: date) -> bool:
    """Whether the party was under 18 on the day of the decision, by a number that need not be right in its check digit."""
    number = _clean(columns, gathered, "person_id_number")
    born = _birth(citizen_number.normalise(number)) if isinstance(number, str) else None
    if born is None:
        return False
    decided = _clean(columns, gathered, "decided_on")
    on = decided if isinstance(decided, date) else today
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return age < citizen_number.ADULT


def _birth(number: str) -> date | None:
    found = _BORN.fullmatch(number)
    if found is None:
        return None
    year, month, of_month = found.groups()[:3] if found[1] else (f"19{found[4]}", found[5], found[6])
    try:
        return date(int(year), int(month), int(of_month))
    except ValueError:
        return None


def _clean(columns: Columns, gathered: Gathered, name: str) -> object:
    field = columns.fields.get(name)
    if field is None or name not in gathered:
        return None
    try:
        return clean(field, gathered[name][0]).value
    except Unusable:
        return None
