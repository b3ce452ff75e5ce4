"""What clerks work on, records and cases alike: how each kind is listed, shown and moved, made from its item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.errors import NotFound
from exchange.lifecycle import CYCLES, State
from exchange.model import ITEMS, Shape, camel
from exchange.web.console import vocabulary
from exchange.web.console.rows import NONE, Cell, Fact, Line, limit, region, shown
from exchange.web.console.sections import ROOT
from exchange.web.rendering import words
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exchange.model import Item
    from exchange.web.console.desk import Desk

Found = dict[str, Any]
PLACES = {Shape.RECORD: f"{ROOT}/records", Shape.CASE: f"{ROOT}/cases"}
_BRIEF = {
    Shape.RECORD: "id documentNumber decidedOn authorityName state region disputed publishDueOn checkDueOn moves subject { name }",
    Shape.CASE: "id number filedOn state waitsFor dueOn region moves subject { name } responsible { name }",
}
_WHO = "subject { id name kind creditCode } division { name }"
_WHOLE = {
    Shape.RECORD: f"{_WHO} source {{ name }} "
    "timeline { at move stateBefore stateAfter reason document actor by { name } } "
    "levels { level checkedOn dueOn late findings } "
    "versions { id version state }",
    Shape.CASE: f"{_WHO} responsible {{ name }} record {{ __typename id documentNumber }} "
    "timeline { at move stateBefore stateAfter reason document actor by { name } } "
    "documents { id kind title size addedOn }",
}
_LIMITS = {State.SUBMITTED: "checkDueOn"} | dict.fromkeys(
    (State.VERIFIED, State.CLASSIFIED, State.SHARED), "publishDueOn"
)
"""Which limit of a record runs, by its state."""
_UNSAID = {"id", "region", "canonical_number", "catalogue_edition"}
"""Fields that are said otherwise, or mean nothing to a clerk."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of record or case."""

    item: type[Item]

    @property
    def place(self) -> str:
        """The address of its list."""
        return f"{PLACES[self.item.shape]}/{self.item.key}"

    @property
    def title(self) -> vocabulary.Term:
        """Its name."""
        return vocabulary.item(self.item.key)

    @property
    def many(self) -> str:
        """The root field of its list."""
        return camel(self.item.plural)

    @property
    def record(self) -> bool:
        """A record; else a case."""
        return self.item.shape is Shape.RECORD

    @property
    def enum(self) -> str:
        """The code list of its states."""
        return "RecordState" if self.record else "CaseState"

    @property
    def states(self) -> tuple[str, ...]:
        """The states that one of this kind can be in, in the order of its life."""
        if not self.record:
            return tuple(WORKFLOWS[self.item.key].stages)
        cycle = CYCLES[self.item.cycle]
        reached = {cycle.start, *(str(one.target) for one in cycle.moves.values() if one.target)}
        return tuple(code for code in vocabulary.codes(self.enum) if code in reached)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in the API of what its list shows, the words of the page for edges."""
        if self.record:
            return ("documentNumber", "subject", "authorityName", "decidedOn", "state", "limit", "division")
        return ("number", "subject", "filedOn", "state", "waitsFor", "limit", "responsible")

    @property
    def brief(self) -> str:
        """What its list asks for of each."""
        return _BRIEF[self.item.shape]

    @property
    def whole(self) -> str:
        """What its page asks for."""
        own = " ".join(one.graphql for one in self.item.fields.values())
        return f"{own} {_WHOLE[self.item.shape]} moves disclosure {{ field treatment reason }}"

    def heads(self, lang: str) -> list[str]:
        """The columns by name."""
        own = words()[lang]["console"]["columns"]
        return [
            own[one] if one in own else vocabulary.field(self.item.__name__, one).said(lang)
            for one in self.columns
        ]

    def line(self, desk: Desk, one: Found) -> Line:
        """A row of its list."""
        return Line(one["id"], tuple(self._cell(desk, name, one) for name in self.columns))

    def _cell(self, desk: Desk, name: str, one: Found) -> Cell:
        said = words()[desk.lang]["console"]
        match name:
            case "subject" | "responsible":
                return Cell((one[name] or {}).get("name") or NONE)
            case "division":
                return Cell(region(one["region"]) if one["region"] else NONE)
            case "limit":
                return limit(self._due(one), desk.engine.runner.clock.today(), said)
            case "state":
                return Cell(
                    self.state(one["state"], desk.lang),
                    mark="bad" if one.get("disputed") else "",
                    told=said["disputed"],
                )
        field = next(each for each in self.item.fields.values() if each.graphql == name)
        path = desk.link(f"{self.place}/{one['id']}") if name == self.columns[0] else ""
        return Cell(shown(self.item, field, one[name], desk.lang), path)

    def _due(self, one: Found) -> str | None:
        """The limit that runs: of a case its own; of a record that of its check, then of its publication until it is published."""
        if self.record and one["state"] not in _LIMITS:
            return None
        found: str | None = one[_LIMITS[one["state"]] if self.record else "dueOn"]
        return found

    def state(self, code: str | None, lang: str) -> str:
        """A state in words."""
        return vocabulary.code(self.enum, code).said(lang) if code else NONE

    def facts(self, desk: Desk, one: Found, *, given: bool) -> list[Fact]:
        """The fields that were submitted, or those that the exchange keeps; what is withheld says why, what is empty is left out."""
        why = {entry["field"]: entry for entry in one["disclosure"]}
        fields = (
            each for each in self.item.fields.values() if each.given is given and each.name not in _UNSAID
        )
        told = [
            Fact(
                each.zh if desk.lang == "zh" else f"{each.en[:1].upper()}{each.en[1:]}",
                shown(self.item, each, one[each.graphql], desk.lang),
                why=withheld(desk.lang, why.get(each.graphql), part=one[each.graphql] not in (None, [])),
            )
            for each in fields
            if not each.name.endswith("_rule")
        ]
        return [fact for fact in told if fact.text != NONE or fact.why]

    async def one(self, desk: Desk, identity: str) -> Found:
        """One of this kind as the person sees it. Raises NotFound."""
        name = camel(self.item.key)
        found = (await desk.ask(f"query($id: ID!) {{ {name}(id: $id) {{ {self.whole} }} }}", id=identity))[
            name
        ]
        if found is None:
            raise NotFound(what="address")
        return dict(found)


def withheld(lang: str, entry: Mapping[str, str] | None, *, part: bool = False) -> str:
    """Why a field is not given, in words; of one that is given in part, that it is."""
    if entry is None:
        return ""
    told = words()[lang]["console"]["withheld"]
    if part:
        return str(told["part"])
    return str(told.get(entry["reason"], told.get(entry["treatment"], told["other"])))


def matter(desk: Desk, shape: Shape) -> Matter:
    """The kind that the address names. Raises NotFound."""
    found = vocabulary.item_of(desk.part("kind"))
    if found is None or found.shape is not shape:
        raise NotFound(what="address")
    return Matter(found)


def matters(shape: Shape) -> Iterable[Matter]:
    """Every kind of a shape."""
    return (Matter(one) for one in ITEMS.values() if one.shape is shape)
