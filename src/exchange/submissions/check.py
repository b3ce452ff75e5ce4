"""Whether the values of a row hold together: what must be given, identifiers, dates, and what the fields say about one another.

Works on clean values and changes them where a check mends (a normalised code) or fills (what the text of a decision tells). The order
matters: the party first, because what a row needs depends on whether it is about a natural person.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from exchange.divisions import divisions
from exchange.identifiers import (
    IdentifierError,
    citizen_number,
    credit_code,
    document_number,
    organisation_code,
    party_name,
)
from exchange.model import ITEMS, NATURAL_KINDS, Need
from exchange.model.kinds import Code, Day
from exchange.submissions.clean import text_of
from exchange.submissions.content import told
from exchange.submissions.findings import Finding, finding
from exchange.submissions.for_whom import misfits
from exchange.submissions.names import given
from exchange.submissions.party import looks_natural, party_type, subject_kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchange.catalogue import InForce
    from exchange.model import Field, Item
    from exchange.submissions.clean import Value

FOUNDED = date(1949, 10, 1)
_CITIZEN = frozenset({"", "RESIDENT_ID"})
_YUAN_AS_WAN = Decimal(10_000)
_UNTIL = ("effective_until", "publish_until", "sanction_until", "valid_until", "listed_on")
_PARTY = frozenset({"party_credit_code", "party_name"})
_PERSON_FIELDS = ("person_id_type", "person_id_number", "person_employer", "person_post", "sex", "age")


@dataclass(slots=True)
class Checking:
    """One row under check: its values so far, the fields that are already found unusable, and the findings."""

    item: type[Item]
    fields: Mapping[str, Field]
    values: dict[str, Value]
    catalogue: InForce
    absent: frozenset[str] = frozenset()
    override: bool = False
    failed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    kind: str = ""

    @property
    def today(self) -> date:
        """The day on which the row came in."""
        return self.catalogue.day

    @property
    def natural(self) -> bool:
        """Whether the row is about a natural person."""
        return self.kind in NATURAL_KINDS

    def note(self, code: str, name: str, **facts: object) -> None:
        """Add a finding about a field of the item."""
        found = finding(code, self.fields[name], **facts)
        self.findings.append(found)
        if found.refuses:
            self.failed.add(name)

    def lacks(self, name: str) -> bool:
        """Whether the item has the field, and the row gave nothing for it."""
        return name in self.fields and name not in self.values and name not in self.failed


@dataclass(frozen=True, slots=True)
class _LookedAt:
    """What of an item is looked at in every row: fields with a check, with a need, of days."""

    checks: tuple[tuple[str, str], ...]
    needs: tuple[tuple[str, Need], ...]
    days: tuple[str, ...]


@cache
def _looked_at(name: str) -> _LookedAt:
    item = ITEMS[name]
    fields = given(item)
    return _LookedAt(
        checks=tuple((key, one.check) for key, one in fields.items() if one.check),
        needs=tuple(
            (key, one.need) for key, one in fields.items() if one.need is not Need.NEVER or key in _PARTY
        ),
        days=tuple(key for key, one in fields.items() if isinstance(one.kind, Day)),
    )


def check(row: Checking) -> None:
    """All checks of a row, in order."""
    _identifiers(row)
    _party(row)
    _content(row)
    _needs(row)
    _dates(row)
    _duty(row)
    _catalogue(row)


def _identifiers(row: Checking) -> None:
    for name, kind in _looked_at(row.item.__name__).checks:
        text = text_of(row.values, name)
        if not text:
            continue
        try:
            row.values[name] = _checked(row, name, kind, text)
        except IdentifierError as error:
            row.note(error.code, name, message=error.message)
    code, organisation = (
        text_of(row.values, "party_credit_code"),
        text_of(row.values, "party_organisation_code"),
    )
    if code and organisation and code[8:17] != organisation and not row.failed:
        row.note("ORGANISATION_CODE_CONFLICT", "party_organisation_code")


def _checked(row: Checking, name: str, check: str, text: str) -> str:
    match check:
        case "credit_code":
            return _credit_code(row, name, text)
        case "organisation_code":
            return organisation_code.check(text)
        case "party_name":
            return party_name.canonical(text)
        case "document_number":
            for code in document_number.canonical(text).warnings:
                row.note(code, name)
            return text
        case "identity_document":
            kind = text_of(row.values, name.replace("_number", "_type"))
            return citizen_number.check(text).text if kind in _CITIZEN else citizen_number.normalise(text)
        case _:
            return text


def _credit_code(row: Checking, name: str, text: str) -> str:
    try:
        return credit_code.check(text, _areas()).text
    except IdentifierError as error:
        if error.code != credit_code.OVERRIDABLE or name != "party_credit_code" or not row.override:
            raise
    row.note("CREDIT_CODE_OVERRIDDEN", name)
    return credit_code.normalise(text)


@cache
def _areas() -> frozenset[str]:
    """Every division that ever was: an area stays in a code for ever."""
    return frozenset(division.code for division in divisions())


def _party(row: Checking) -> None:
    row.kind = subject_kind(row.values)
    name, code = text_of(row.values, "party_name"), text_of(row.values, "party_credit_code")
    declared = row.fields["party_type"]
    if row.lacks("party_type") and name:
        listed = isinstance(declared.kind, Code) and declared.kind.codes == "party_type"
        row.values["party_type"] = party_type(row.kind) if listed else row.kind
        row.note("PARTY_TYPE_INFERRED", "party_type")
    if row.natural:
        if code:
            row.note("PERSON_WITH_CREDIT_CODE", "party_credit_code")
        return
    if name and looks_natural(name) and row.kind != "SELF_EMPLOYED":
        row.note("PARTY_MAY_BE_PERSON", "party_name")
    if code and (code[:2] == "92") != (row.kind == "SELF_EMPLOYED"):
        row.note("PARTY_TYPE_CONFLICT", "party_type")
    given = [field for field in _PERSON_FIELDS if row.values.pop(field, None) is not None]
    if given:
        row.note("PERSON_FIELDS_DROPPED", given[0])


def _content(row: Checking) -> None:
    """Kinds and amounts that the content of a penalty tells."""
    if "fine" not in row.fields:
        return
    says = told(text_of(row.values, "content"))
    if row.lacks("kind") and says.kinds:
        row.values["kind"] = says.kinds
        row.note("KIND_FROM_TEXT", "kind")
    for name, amounts in (("fine", says.fine), ("confiscated", says.confiscated)):
        _amount(row, name, amounts)
    kinds = row.values.get("kind", ())
    if isinstance(kinds, tuple) and kinds:
        _agree(row, "fine", {"FINE"} & set(kinds))
        _agree(row, "confiscated", {"CONFISCATE_GAINS", "CONFISCATE_GOODS"} & set(kinds))


def _amount(row: Checking, name: str, amounts: frozenset[Decimal]) -> None:
    given = row.values.get(name)
    if row.lacks(name) and len(amounts) == 1:
        row.values[name] = next(iter(amounts)).quantize(Decimal("0.000001"))
        row.note("AMOUNT_FROM_TEXT", name)
    elif row.lacks(name) and amounts:
        row.note("AMOUNT_AMBIGUOUS", name)
    elif isinstance(given, Decimal) and amounts and given not in amounts:
        in_yuan = given / _YUAN_AS_WAN in amounts
        row.note("AMOUNT_UNIT" if in_yuan else "AMOUNT_CONFLICT", name)


def _agree(row: Checking, name: str, kinds: set[str]) -> None:
    amount = row.values.get(name)
    if isinstance(amount, Decimal) and amount > 0 and not kinds:
        row.note("KIND_CONFLICT", name)


def _needs(row: Checking) -> None:
    for name, need in _looked_at(row.item.__name__).needs:
        if not row.lacks(name):
            continue
        if name == "party_credit_code":
            _unresolved(row)
        elif name == "party_name":
            row.note("PARTY_MISSING", name)
        elif name == "party_type" and not text_of(row.values, "party_name"):
            continue  # whose type it would be is what is missing
        elif _needed(row, need):
            row.note(_severity(row, name, need), name)


def _needed(row: Checking, need: Need) -> bool:
    match need:
        case Need.NEVER | Need.ALWAYS:
            return need is Need.ALWAYS
        case Need.ORGANISATION | Need.NATURAL_PERSON:
            return row.natural is (need is Need.NATURAL_PERSON)
        case Need.FINE:
            kinds = row.values.get("kind", ())
            return isinstance(kinds, tuple) and "FINE" in kinds


def _severity(row: Checking, name: str, need: Need) -> str:
    """What tells more about an organisation that is known by name may come later; the rest makes the decision."""
    if name in row.absent:
        return "FIELD_ABSENT"
    return "FIELD_EMPTY" if need is Need.ORGANISATION else "FIELD_MISSING"


def _unresolved(row: Checking) -> None:
    if row.natural or not text_of(row.values, "party_name"):
        return
    known = text_of(row.values, "party_organisation_code")
    row.note("FIELD_EMPTY" if known else "PARTY_UNRESOLVED", "party_credit_code")


def _dates(row: Checking) -> None:
    for name in _looked_at(row.item.__name__).days:
        value = row.values.get(name)
        if isinstance(value, date) and value < FOUNDED:
            row.note("DATE_TOO_EARLY", name)
    decided = row.values.get("decided_on")
    if not isinstance(decided, date):
        return
    if decided > row.today:
        row.note("DATE_IN_FUTURE", "decided_on")
    for name in _UNTIL:
        until = row.values.get(name)
        if isinstance(until, date) and until < decided and name not in row.failed:
            row.note("UNTIL_BEFORE_DECISION", name)
    begins, ends = row.values.get("period_from"), row.values.get("period_until")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        row.note("PERIOD_REVERSED", "period_until")


def _duty(row: Checking) -> None:
    if row.values.get("on_duty") is False:
        row.note("OFF_DUTY", "on_duty")
    for name in misfits(row.item.__name__, row.values, row.kind):
        row.note("CODE_NOT_FOR_PARTY", name)


def _catalogue(row: Checking) -> None:
    """Nothing outside the edition in force on the day of collection is taken in."""
    if text_of(row.values, "party_name") and row.catalogue.entry(row.item.key, row.kind) is None:
        row.findings.append(finding("NOT_IN_CATALOGUE"))
