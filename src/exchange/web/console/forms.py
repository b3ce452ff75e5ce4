"""Forms, made from the input types of the schema: what a mutation takes is what its form asks for.

A field is known by its way through the input (`corrections.penalty.fine`). What is typed is read back into variables of the same shape;
what was left empty is left out. Only what would make the whole request unreadable is judged here, beside its field; everything else is
judged by the exchange.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)

from exchange.divisions import Level, divisions
from exchange.model import ITEMS
from exchange.model.kinds import Text
from exchange.web.console import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from graphql import GraphQLInputField

    from exchange.web.console.desk import Given

Option = tuple[str, str]
"""What is sent, and what is read."""
LONG = 400
"""Characters from which on a text is more than a line."""
_LONG = frozenset({"reason", "findings", "outcome"})
"""Sentences that moves take."""
ROW = "Row"
"""How the types end whose values are all text: their kinds are those of the item itself."""
_WHOLE = re.compile(r"[+-]?\d{1,9}")
_EXACT = re.compile(r"[+-]?\d{1,20}(\.\d{1,20})?")


@dataclass(frozen=True, slots=True)
class Input:
    """One field of a form. `kind` says how it is typed, `inner` what stands in a group; `of` is the type that it came from."""

    name: str
    label: str
    hint: str
    kind: str
    needed: bool
    options: tuple[Option, ...] = ()
    inner: tuple[Input, ...] = ()
    of: str = ""

    @property
    def key(self) -> str:
        """The last part of its way, its name in the API."""
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the fields of a form in a language.

    `choices` offers values for fields that the schema knows as text alone, by their names; of an input that is one of several, `only` is
    the one.
    """

    lang: str
    choices: Mapping[str, Sequence[Option]]
    only: str = ""

    def inputs(self, kind: str, without: Collection[str] = (), way: str = "") -> tuple[Input, ...]:
        """The fields of an input type, in its order."""
        declared = vocabulary.graph().type_map[kind]
        assert isinstance(declared, GraphQLInputObjectType)  # noqa: S101 - callers name input types
        return tuple(
            self._input(kind, name, one, f"{way}{name}")
            for name, one in declared.fields.items()
            if name not in without and self._wanted(declared, name)
        )

    def _wanted(self, kind: GraphQLInputObjectType, name: str) -> bool:
        return not kind.is_one_of or self.only not in kind.fields or name == self.only

    def _input(self, owner: str, name: str, declared: GraphQLInputField, way: str) -> Input:
        kind, needed = get_named_type(declared.type), isinstance(declared.type, GraphQLNonNull)
        listed = isinstance(get_nullable_type(declared.type), GraphQLList)
        label = vocabulary.term(declared.description).said(self.lang)
        hint = self._hint(declared.description or "")
        if isinstance(kind, GraphQLInputObjectType):
            if kind.name == "AttachmentInput":
                return Input(way, label, hint, "files", needed, self.codes("CaseMaterial"), of=kind.name)
            return Input(
                way, label, hint, "group", needed, inner=self.inputs(kind.name, way=f"{way}."), of=kind.name
            )
        scalar, many = self._real(owner, name, kind.name, listed=listed)
        options = self._options(name, scalar)
        if options:
            return Input(way, label, hint, "choices" if many else "choice", needed, options, of=scalar)
        how = "lines" if many else self._how(owner, name, scalar)
        return Input(way, label, hint, how, needed, self.yes_or_no() if how == "choice" else (), of=scalar)

    def _hint(self, description: str) -> str:
        """Units, which are all that a description says in both languages."""
        return "万元" if "Unit: 万元" in description else ""

    def _real(self, owner: str, name: str, scalar: str, *, listed: bool) -> tuple[str, bool]:
        """The type of a value, which in a row is that of the field in its item."""
        item = vocabulary.graph().type_map.get(owner.removesuffix(ROW)) if owner.endswith(ROW) else None
        if isinstance(item, GraphQLObjectType) and name in item.fields:
            declared = item.fields[name].type
            return get_named_type(declared).name, isinstance(get_nullable_type(declared), GraphQLList)
        return scalar, listed

    def _options(self, name: str, scalar: str) -> tuple[Option, ...]:
        if name in self.choices:
            return tuple(self.choices[name])
        return self.regions() if scalar == "DivisionCode" else self.codes(scalar)

    def codes(self, enum: str) -> tuple[Option, ...]:
        """Every code of an enum."""
        return tuple((code, one.said(self.lang)) for code, one in vocabulary.codes(enum).items())

    def regions(self) -> tuple[Option, ...]:
        """Every division, the higher before those in it."""
        return tuple((one.code, f"{_INDENT[one.level]}{one.name}") for one in divisions().latest())

    def yes_or_no(self) -> tuple[Option, ...]:
        """Both answers to what can be left open."""
        return (("true", "Yes"), ("false", "No")) if self.lang == "en" else (("true", "是"), ("false", "否"))

    def _how(self, owner: str, name: str, scalar: str) -> str:
        if scalar == "Boolean":
            return "choice" if owner.endswith(ROW) else "flag"
        plain = {"Date": "date", "DateTime": "moment", "Int": "number", "Decimal": "decimal"}
        return plain.get(scalar) or ("long" if _is_long(name) else "text")


_INDENT = {Level.PROVINCE: "", Level.CITY: "　", Level.COUNTY: "　　"}


def _is_long(name: str) -> bool:
    kinds = (field.kind for item in ITEMS.values() for field in item.fields.values() if field.graphql == name)
    return name in _LONG or any(isinstance(kind, Text) and kind.limit >= LONG for kind in kinds)


# --- reading what was typed ---------------------------------------------------------------------------------------------------


class Typed:
    """What was typed into a form: the variables that it makes, and what is wrong before anybody was asked, by field."""

    def __init__(
        self,
        inputs: Sequence[Input],
        given: Given,
        words: Mapping[str, str],
        shown: Mapping[str, Any] | None = None,
    ) -> None:
        self.wrong: dict[str, str] = {}
        self._given = given
        self._words = words
        self._shown = shown or {}
        self.variables = self._read(inputs)

    def _read(self, inputs: Sequence[Input]) -> dict[str, Any]:
        found = {one.key: self._one(one) for one in inputs}
        return {name: value for name, value in found.items() if value is not None}

    def _one(self, one: Input) -> Any:  # noqa: ANN401 - a value of any kind
        if one.kind == "group":
            value: Any = self._read(one.inner) or None
            if value is None and one.needed:
                self.wrong[""] = self._words["unchanged"]
        elif one.kind == "files":
            value = self._files(one) or None
        elif one.kind == "choices":
            value = [text for text in self._given.getlist(one.name) if isinstance(text, str) and text] or None
        else:
            value = self._text(one)
        if value is not None and one.name in self._shown and _same(value, self._shown[one.name]):
            return None
        if value is None and one.needed and one.kind != "group":
            if one.kind == "flag":
                return False
            self.wrong[one.name] = self._words["needed"]
        return value

    def _files(self, one: Input) -> list[dict[str, str]]:
        """Documents that were uploaded before, as the form carries them."""
        parts = [self._given.getlist(f"{one.name}.{part}") for part in ("digest", "kind", "title")]
        return [
            {"digest": str(digest), "kind": str(kind), "title": str(title)}
            for digest, kind, title in zip(*parts, strict=False)
            if digest
        ]

    def _text(self, one: Input) -> Any:  # noqa: ANN401 - a value of any kind
        raw = self._given.get(one.name, "")
        text = raw.strip() if isinstance(raw, str) else ""
        if not text:
            return None
        try:
            return _READ.get(one.kind, str)(text) if one.of != "Boolean" else text == "true"
        except ValueError:
            self.wrong[one.name] = self._words.get(one.kind, self._words["unfit"])
            return None


def _same(value: Any, shown: Any) -> bool:  # noqa: ANN401 - values of any kind
    """Whether what was typed is what stood there."""
    return (
        sorted(value) == sorted(shown)
        if isinstance(value, list)
        else str(value).lower() == str(shown).lower()
    )


def _number(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> str:
    if not _EXACT.fullmatch(text.replace(",", "")):
        raise ValueError
    return text.replace(",", "")


def _moment(text: str) -> str:
    found = dt.datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=dt.timezone(dt.timedelta(hours=8)))).isoformat()


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


_READ: Mapping[str, Callable[[str], Any]] = {
    "number": _number,
    "decimal": _decimal,
    "date": lambda text: dt.date.fromisoformat(text).isoformat(),
    "moment": _moment,
    "lines": _lines,
}


def blamed(argument: str, inputs: Sequence[Input]) -> str:
    """The field of a form that an argument of the API is; nothing where it is none of them."""
    names = {one.name: one for one in _flat(inputs)}
    if argument in names:
        return argument
    last = argument.rpartition(".")[2]
    return next((name for name in names if name.rpartition(".")[2] == last), "")


def _flat(inputs: Sequence[Input]) -> list[Input]:
    return [each for one in inputs for each in (one, *_flat(one.inner))]
