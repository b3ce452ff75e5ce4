"""The disclosure rules, read a second time and in the most obvious way: from the TOML files, over rows in memory, one at a time.

Shares nothing with the program's view and compiler but the files and the declarations of the fields. Meant to be read beside
`auth/disclosure/*.toml`. A sight remembers what it worked out and finds rows by their columns, so that what is asked of all rows of all
items takes as long as there are rows, and not their square.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from exchange import resources
from exchange.access import Audience, Scope
from exchange.divisions import divisions
from exchange.model import ITEMS, OPENED, Secrecy, Shape
from tests.twin import domains
from tests.twin.worlds import RECORDS, SUCCESSORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchange.access import Caller
    from exchange.model import Field, Item
    from tests.twin.worlds import Stored, World

Rules = dict[str, Any]
"""`rows`: audience → predicates; `fields`: field → audience → (treatment, basis). By item."""

SHARED = {"SHARED", "PUBLISHED"}
VERIFIED = {"VERIFIED", "CLASSIFIED", "SHARED", "PUBLISHED", "RESTRICTED"}
ENDED = {"REPAIRED", "WITHDRAWN", "EXPIRED", "HELD", "REPLACED"}
LATER = VERIFIED | ENDED | {"ARCHIVED"}
STATES = {
    "never": set[str](),
    "shared_or_published": SHARED,
    "verified_to_published_or_restricted": VERIFIED,
    "shared_and_later": SHARED | {"RESTRICTED", "ARCHIVED"} | ENDED,
    "submitted_to_ended": {"SUBMITTED", "RETURNED"} | VERIFIED | ENDED,
    "all_but_archived": {"DRAFT", "SUBMITTED", "RETURNED"} | VERIFIED | ENDED,
}
"""Row predicates that look at nothing but the state."""
SIDES = {
    "Agreement": ("department", "provider"),
    "ShareRequest": ("department", "provider"),
    "Consent": ("department",),
    "Proposal": ("provider",),
    "ProposalHandling": ("source_department", "lead", "handed_over_by", "partners"),
    "PlanTask": ("source_department", "partners"),
    "AccessEntry": ("department",),
    "AccessChange": ("department",),
    "Client": ("department",),
}
"""Who is party to what access is made of, and to cases of several departments."""
REASONS = {"unsealed": "RULE", "manages_subject": "NOT_MANAGED", "organisation": "NATURAL_PERSON"}


def read(files: Mapping[str, str] | None = None) -> dict[str, Rules]:
    """The shipped rules, or those of other files by their names."""
    found = {}
    for name, item in ITEMS.items():
        text = _text(f"{item.key}.toml", files)
        found[name] = {
            "rows": {who: one["when"] for who, one in text["rows"].items()},
            "fields": dict(_fields(text)),
        }
    return found


def _text(name: str, files: Mapping[str, str] | None) -> dict[str, Any]:
    """A rule file, with what it takes over from the file that it is like: its own word for a row or field goes first."""
    shipped = resources.auth() / "disclosure" / name
    text = tomllib.loads(shipped.read_text("utf-8") if files is None else files[name])
    if "like" not in text:
        return text
    base = _text(f"like/{text['like']}.toml", files)
    return {"rows": base["rows"] | text.get("rows", {}), "group": [*base["group"], *text.get("group", [])]}


def _fields(text: dict[str, Any]) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    for group in text["group"]:
        for name in group["fields"]:
            yield name, {who: _rule(group[who], group) for who in Audience}


def _rule(entry: str | dict[str, str], group: dict[str, Any]) -> tuple[str, str]:
    if isinstance(entry, dict):
        return entry["treatment"], entry["basis"]
    return entry, group["basis"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a caller gets of one field of one row."""

    treatment: str
    value: Any
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one audience leads to: a treatment, under a condition or not."""

    audience: Audience
    condition: str | None
    treatment: str
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Above:
    """The row that another hangs on, and what that one hangs on."""

    item: type[Item]
    row: Stored
    above: Above | None = None


Found = dict[tuple[Any, ...], list["Stored"]]


class Sight:
    """One caller looking at one world, which stays as it is meanwhile."""

    def __init__(self, world: World, caller: Caller, rules: Mapping[str, Rules]) -> None:
        self.world = world
        self.caller = caller
        self.rules = rules
        self._seen: dict[tuple[int, Audience, int], bool] = {}
        self._outcomes: dict[tuple[str, str], list[Outcome]] = {}
        self._indexes: dict[tuple[str, tuple[str, ...]], Found] = {}

    def under(self, fields: Mapping[str, Rules]) -> Sight:
        """The same with other rules for fields; what it knows of rows still holds, since no field's rule shows or hides a row."""
        other = Sight(self.world, self.caller, {**self.rules, **fields})
        other._seen, other._indexes = self._seen, self._indexes
        return other

    def having(self, name: str, columns: tuple[str, ...], values: tuple[Any, ...]) -> list[Stored]:
        """The rows of an item by some of their columns."""
        if (name, columns) not in self._indexes:
            found: Found = {}
            for one in self.world.of(name):
                found.setdefault(tuple(one.main.get(column) for column in columns), []).append(one)
            self._indexes[name, columns] = found
        return self._indexes[name, columns].get(values, [])

    def above(self, item: type[Item], row: Stored) -> Iterator[Above | None]:
        """What a row can hang on; nothing for a row that stands by itself."""
        if item.shape is not Shape.CHILD:
            yield None
            return
        for over, own, other in _ways(item.__name__):
            for one in self.having(over.__name__, own, tuple(row.main.get(name) for name in other)):
                yield from (Above(over, one, further) for further in self.above(over, one))

    # --- rows -------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def held(self) -> tuple[Audience, ...]:
        """In which capacities the caller can look at all."""
        held = set(self.caller.audiences)
        if Scope.RECORD_READ not in self.caller.scopes:
            held &= {Audience.PUBLIC, Audience.ADMINISTRATOR}
        if self.caller.agreement is None:
            held -= {Audience.AGREED}
        if self.caller.subject is None:
            held -= {Audience.SUBJECT}
        return tuple(one for one in Audience if one in held)

    def audiences(self, item: type[Item]) -> tuple[Audience, ...]:
        """Those whose rule shows any row of the item."""
        return tuple(one for one in self.held if "never" not in self.rules[item.__name__]["rows"][one])

    def visible(self, item: type[Item], row: Stored, above: Above | None = None) -> bool:
        """Whether the caller sees the row in any capacity."""
        return any(self.sees(item, row, one, above) for one in self.audiences(item))

    def sees(
        self,
        item: type[Item],
        row: Stored,
        audience: Audience,
        above: Above | None = None,
    ) -> bool:
        """Whether the caller sees the row in this capacity; a row that hangs on another is seen with it."""
        key = (id(row), audience, id(above.row) if above else 0)
        if key not in self._seen:
            self._seen[key] = self._sees(item, row, audience, above)
        return self._seen[key]

    def _sees(self, item: type[Item], row: Stored, audience: Audience, above: Above | None) -> bool:
        if audience not in self.audiences(item):
            return False
        if item.shape is Shape.CHILD and above is not None:
            related = self.sees(above.item, above.row, audience, above.above)
        else:
            related = self._related(item, row, audience)
        return related and all(
            self._holds(item, row, audience, word) for word in self.rules[item.__name__]["rows"][audience]
        )

    def _related(self, item: type[Item], row: Stored, audience: Audience) -> bool:
        match audience:
            case Audience.PUBLIC | Audience.ADMINISTRATOR:
                return True
            case Audience.SUBJECT if item.__name__ == "AccessEntry":
                return self.caller.subject in row.main["subjects"]
            case Audience.SUBJECT:
                return item.subject_column is not None and self.caller.subject in {
                    row.main[item.subject_column],
                    row.main.get("found_under"),
                }
            case Audience.AGREED:
                return self._covered(item, row)
            case Audience.ORIGIN | Audience.PARTNER if item.__name__ in SIDES:
                return any(
                    not set(self.caller.departments).isdisjoint(_listed(row.main[one]))
                    for one in SIDES[item.__name__]
                )
            case Audience.ORIGIN:
                return self._mine(item, row)
            case Audience.SUPERIOR:
                return self._within(row) and not self._itself(item, row)
        return self._within(row)

    def _within(self, row: Stored) -> bool:
        region = self.caller.jurisdiction
        return (
            region is not None
            and region in {row.main.get(level) for level in ("province", "city", "county")}
            and _levels(row, region)
        )

    def _covered(self, item: type[Item], row: Stored) -> bool:
        day = domains.TODAY
        for one in self.world.agreements:
            if (
                one["id"] == self.caller.agreement and one["department"] in self.caller.departments
                and (item.key == "share" or item.key in one["items"])
                and (one["max_uses"] is None or one["uses"] < one["max_uses"])
                and one["suspended_at"] is None and one["terminated_at"] is None and one["valid_from"] <= day <= one["valid_until"]
            ):  # fmt: skip
                if item.key == "share":
                    return (row.main["agreement"], row.main["client"]) == (one["id"], self.caller.client)
                return self._left(one, item, row) and one["region"] in {
                    row.main.get(level) for level in ("province", "city", "county")
                }
        return False

    def _left(self, agreement: Mapping[str, Any], item: type[Item], row: Stored) -> bool:
        """The agreement is not narrowed to others' records or to another subject."""
        provider, subject = agreement["provider"], agreement["subject_id"]
        senders = {provider, *(old for old, new in SUCCESSORS.items() if new == provider)}
        if (
            provider is not None
            and "source_department" in row.main
            and row.main["source_department"] not in senders
        ):
            return False
        return subject is None or row.main.get(item.subject_column or "") == subject

    def _mine(self, item: type[Item], row: Stored) -> bool:
        own = set(self.caller.departments)
        if item.__name__ == "Subject":
            return any(one.main["source_department"] in own for _, one in self._about(row))
        return row.main.get("source_department", row.main.get("submitter")) in own

    def _itself(self, item: type[Item], row: Stored) -> bool:
        about = row if item.__name__ == "Subject" else self.subject(row.main.get("subject_id"))
        return (
            about is not None
            and about.main["kind"] == "GOVERNMENT"
            and about.main["region"] == self.caller.jurisdiction
        )

    def subject(self, identity: object) -> Stored | None:
        """A subject by its id."""
        return next(iter(self.having("Subject", ("id",), (identity,))), None)

    def _about(self, subject: Stored) -> Iterator[tuple[type[Item], Stored]]:
        for name in RECORDS:
            found = self.having(name, ("subject_id",), (subject.main["id"],))
            yield from ((ITEMS[name], one) for one in found)

    def _holds(self, item: type[Item], row: Stored, audience: Audience, word: str) -> bool:
        state, natural = row.main.get("state"), bool(row.main.get("natural"))
        if word in STATES:
            return state in STATES[word]
        answers: dict[str, Callable[[], bool]] = {
            "always": lambda: True,
            "with_parent": lambda: True,
            "published_in_period": lambda: state == "PUBLISHED" and _open(row),
            "published_or_case": lambda: state in LATER if self.caller.case else state == "PUBLISHED",
            "case_number": lambda: self.caller.case is not None,
            "promised_openly": lambda: state not in {"DRAFT", "RETRACTED"},
            "publicised": lambda: row.main["publicised_on"] is not None,
            "not_kept_from": lambda: not self._named() & set(row.main["kept_from"]),
            "manages_access": lambda: Scope.ACCESS_MANAGE in self.caller.scopes,
            "audits": lambda: Scope.AUDIT_READ in self.caller.scopes,
            "administered": lambda: self._administered(row),
            "told": lambda: row.main["told_on"] <= domains.TODAY,
            "waits_for_superior": lambda: row.main["waits_for"] == "superior" or row.main["escalated"],
            "waits_for_subject": lambda: row.main["waits_for"] == "subject",
            "waits_for_keeper": lambda: row.main["waits_for"] == "keeper",
            "waits_for_origin": lambda: row.main["waits_for"] == "origin",
            "announced": lambda: row.main["announced_on"] is not None,
            "in_force": lambda: in_force(row),
            "open_case": lambda: row.main["closed_on"] is None,
            "not_fallen": lambda: state != "FALLEN",
            "organisation": lambda: not natural,
            "organisation_or_basis": lambda: not natural or row.main.get("publication_basis") is not None,
            "unconditional_class": lambda: self._class(item, natural=natural) == "UNCONDITIONAL",
            "organisation_or_led_to": lambda: (
                not natural or any(self.sees(kind, one, audience) for kind, one in self._about(row))
            ),
        }
        return answers[word]()

    def _administered(self, row: Stored) -> bool:
        """Of the own region; for the province, of no region as well."""
        return self._within(row) or (
            self.caller.jurisdiction == "350000" and row.main.get("province") is None
        )

    def _named(self) -> set[str]:
        """What `kept_from` calls the caller: its departments, its division and those above, itself."""
        places: set[str | None] = set()
        if self.caller.jurisdiction:
            places = set(divisions().path(self.caller.jurisdiction))
        return {str(one) for one in (*self.caller.departments, *places, self.caller.subject) if one}

    def _class(self, item: type[Item], *, natural: bool) -> str | None:
        day = domains.TODAY
        entries = [
            one.main for one in self.having("CatalogueItem", ("item",), (item.key,))
            if ("NATURAL_PERSON" in one.main["subject_kinds"]) is natural
            and one.main["valid_from"] <= day and (one.main["valid_until"] is None or one.main["valid_until"] > day)
        ]  # fmt: skip
        newest = max(entries, key=lambda one: one["edition"], default=None)
        return None if newest is None else newest["sharing_class"]

    # --- fields -----------------------------------------------------------------------------------------------------------------------

    def outcomes(self, item: type[Item], field: Field) -> list[Outcome]:
        """Every treatment that some capacity of the caller leads to, whatever the row."""
        key = (item.__name__, field.name)
        if key not in self._outcomes:
            self._outcomes[key] = self._led_to(item, field)
        return self._outcomes[key]

    def _led_to(self, item: type[Item], field: Field) -> list[Outcome]:
        found = []
        for audience in self.audiences(item):
            if audience is Audience.AGREED and not self._agreed(item, field):
                basis = self.rules[item.__name__]["fields"][field.name][audience][1]
                found.append(Outcome(audience, None, "hidden", "NOT_AGREED", basis))
                continue
            text, basis = self.rules[item.__name__]["fields"][field.name][audience]
            name, _, rest = text.partition(" if ")
            condition, _, otherwise = rest.partition(" else ")
            given = self._cut(field, name)
            found.append(
                Outcome(
                    audience,
                    condition or None,
                    given,
                    _reason(given, "RULE" if given == name else "SCOPE_MISSING"),
                    basis,
                )
            )
            if condition:
                found.append(
                    Outcome(audience, None, otherwise, _reason(otherwise, REASONS[condition]), basis)
                )
        return found

    def _agreed(self, item: type[Item], field: Field) -> bool:
        """The agreement that the call names leaves the field."""
        named = next((one for one in self.world.agreements if one["id"] == self.caller.agreement), None)
        fields = None if named is None else named["field_names"]
        return fields is None or field.name == "id" or f"{item.__name__}.{field.graphql}" in fields

    def _cut(self, field: Field, treatment: str) -> str:
        needed = {
            Secrecy.OPEN: set(),
            Secrecy.PERSONAL: {Scope.PERSON_READ},
            Secrecy.CONFIDENTIAL: {Scope.CONFIDENTIAL_READ},
            Secrecy.IDENTITY: {Scope.PERSON_READ, Scope.COMPLAINT_IDENTITY},
        }[field.secrecy]
        if treatment != "clear" or needed <= self.caller.scopes:
            return treatment
        return OPENED if field.openable else "hidden"

    def ever(self, item: type[Item], field: Field) -> set[str]:
        """Treatments that can occur."""
        return {one.treatment for one in self.outcomes(item, field)}

    def given(self, item: type[Item], row: Stored, field: Field, above: Above | None = None) -> Given:
        """What the caller gets of the field: the most open treatment among the capacities it holds for this row."""
        outcomes = sorted(self.outcomes(item, field), key=lambda one: _openness(field, one.treatment))
        for one in outcomes:
            if self.sees(item, row, one.audience, above) and self._met(item, row, one.condition):
                told = next(other for other in outcomes if other.treatment == one.treatment)
                return Given(one.treatment, stored(row, field, one.treatment, item), told.reason, told.basis)
        return Given("hidden", None, "RULE", "")

    def _met(self, item: type[Item], row: Stored, condition: str | None) -> bool:
        if condition is None:
            return True
        if condition == "unsealed":
            return not row.main["sealed"]
        if condition == "organisation":
            return not row.main["natural"]
        about = row if item.__name__ == "Subject" else self.subject(row.main["subject_id"])
        return about is not None and about.apart.get("managed_by") in self.caller.departments


@cache
def _ways(name: str) -> list[tuple[type[Item], tuple[str, ...], tuple[str, ...]]]:
    """What rows of the item can hang on, by which columns there and here."""
    return [
        (over, tuple(own for own, _ in edge.on), tuple(other for _, other in edge.on))
        for over in ITEMS.values()
        for edge in over.edges.values()
        if edge.target == name and edge.many
    ]


def stored(row: Stored, field: Field, treatment: str, item: type[Item]) -> Any:  # noqa: ANN401 - a value of any kind
    """The stored value of a treatment; what is open for everybody stands in for what only a person has."""
    if treatment == "hidden":
        return None
    is_apart, column = item.column(field, treatment)
    if not is_apart:
        return row.main.get(column)
    own = row.apart.get(column)
    return row.main.get(f"{field.name}_{OPENED}") if own is None and field.openable else own


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - a department, several, or none
    return value if isinstance(value, list) else [value]


def in_force(row: Stored) -> bool:
    """A measure or incentive on a day between its first and its last, neither lifted nor ended."""
    first, last = row.main["starts_on"], row.main["ends_on"]
    running = row.main["state"] in {"IN_FORCE", "CONFERRED", "USED"}
    return running and None not in {first, last} and first <= domains.TODAY <= last


def _open(row: Stored) -> bool:
    first, last = row.main.get("publish_from"), row.main.get("publish_until")
    return first is not None and first <= domains.TODAY and (last is None or last >= domains.TODAY)


def _levels(row: Stored, region: str) -> bool:
    """The column of the jurisdiction's own level holds it."""
    level = "province" if region.endswith("0000") else "city" if region.endswith("00") else "county"
    return row.main.get(level) == region


def _reason(treatment: str, reason: str) -> str:
    return "NO_PUBLICATION_BASIS" if treatment == OPENED else reason


def _openness(field: Field, treatment: str) -> int:
    return ("clear", *field.masks, OPENED, "hidden").index(treatment)
