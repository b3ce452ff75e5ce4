"""What an information item is made of: its tables, built from the declarations of its class.

A subclass of `Item` lists `Field`s as class attributes, edges to other items and some structural columns; `__init_subclass__` builds
the SQLAlchemy tables from that and enters the item into `ITEMS`. There is no ORM: reading is compiled to SQL (`exchange.query`),
writing goes through `exchange.records`, and both want columns, not objects.

**Distribution.** Tables about a subject carry the subject's id first in every primary and foreign key, so that PostgreSQL can later
spread them by it (Citus) without a schema change. No uniqueness is asked for across subjects. The random `id` alone is what goes
outside; an index on it answers `node(id)`. When the tables are spread, a locator table id → subject takes that index's place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, TypeVar

import sqlalchemy as sa

from exchange.model.field import OPENED, Field, camel

if TYPE_CHECKING:
    from collections.abc import Mapping

metadata = sa.MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

ITEMS: dict[str, type[Item]] = {}
"""Every item by its GraphQL type name, in order of declaration."""


class Shape(Enum):
    """How an item hangs in the world."""

    REFERENCE = "reference"  # small registries, the same for everybody: divisions, departments, catalogue
    SUBJECT = "subject"
    RECORD = "record"
    CASE = "case"  # what somebody asks or is asked to do about a subject or record, with its own workflow
    CHILD = "child"  # rows that belong to one row of another item and share its visibility
    JOURNAL = "journal"  # what happened: submissions and their rows


OWN = ANY_RECORD = "CreditRecord"
"""Target of an edge from a record to others of its item: the interface of them all, until an item inherits the edge. From an item that
is no record the edge leads to a record of whichever item."""
ANY_CASE = "Case"
"""Target of an edge that leads to a case of whichever type."""
INTERFACES = {ANY_RECORD: Shape.RECORD, ANY_CASE: Shape.CASE}
"""The interfaces that items of a shape have in common."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A way from one item to another.

    `on` pairs a column of this item with a column of the target. `many` gives a connection (`paged`) or a plain list.
    `apart` says that the key stands in the apart table, for a relation that is personal. A plain list has the order of its target, or its
    own `order`. Target `OWN` is the record that inherits the edge, or any record.
    """

    target: str
    on: tuple[tuple[str, str], ...]
    zh: str
    en: str
    many: bool = False
    paged: bool = True
    apart: bool = False
    order: tuple[tuple[str, str], ...] = ()
    name: str = ""

    @property
    def graphql(self) -> str:
        """The name in the API."""
        return camel(self.name)


class Item:
    """An information item. Subclasses declare; nobody makes instances.

    Class keywords: `key` (name of the table), `plural` (name of its lists; else the key and an s), `zh` and `en` (labels), `shape`, `cycle`
    (the life cycle of a record), `prefix` of its standard's codes, with `codes` that differ in more, `fed_by` (the only departments that
    may send it), `abstract` for a shared list of fields.
    """

    key: ClassVar[str]
    plural: ClassVar[str]
    cycle: ClassVar[str]
    fed_by: ClassVar[tuple[str, ...]] = ()
    zh: ClassVar[str]
    en: ClassVar[str]
    shape: ClassVar[Shape]
    fields: ClassVar[Mapping[str, Field]] = {}
    edges: ClassVar[Mapping[str, Edge]] = {}
    table: ClassVar[sa.Table]
    apart: ClassVar[sa.Table | None]
    # Structural columns beside the fields, and the key that leads to the apart table.
    primary: ClassVar[tuple[str, ...]] = ("id",)
    subject_column: ClassVar[str | None] = None
    # The column of a journal whose rows are about several subjects.
    subjects_column: ClassVar[str | None] = None
    order: ClassVar[tuple[tuple[str, str], ...]] = ()
    # Columns with the departments that are party to a row of access: agreements, requests. Nobody else's department sees it.
    sides: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(  # noqa: PLR0913 - the words of a declaration
        cls,
        *,
        key: str = "",
        plural: str = "",
        cycle: str = "decision",
        prefix: str = "",
        codes: Mapping[str, str] | None = None,
        fed_by: tuple[str, ...] = (),
        zh: str = "",
        en: str = "",
        shape: Shape = Shape.REFERENCE,
        abstract: bool = False,
    ) -> None:
        cls.fields = {**_coded(cls.fields, prefix, codes or {}), **_named(cls, Field)}
        cls.edges = {**cls.edges, **_named(cls, Edge)}
        if abstract:
            return
        cls.edges = {
            name: replace(one, target=cls.__name__) if one.target == OWN and shape is Shape.RECORD else one
            for name, one in cls.edges.items()
        }
        cls.key, cls.zh, cls.en, cls.shape = key, zh, en, shape
        cls.plural, cls.cycle, cls.fed_by = plural or f"{key}s", cycle, fed_by
        cls.table, cls.apart = _tables(cls)
        ITEMS[cls.__name__] = cls

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        """Columns, keys and indexes that are not fields."""
        return []

    @classmethod
    def column(cls, field: Field, treatment: str = "clear") -> tuple[bool, str]:
        """Where a treatment of a field is stored: (in the apart table?, column name)."""
        if treatment == "clear":
            return field.personal, field.name
        if treatment == OPENED:
            return False, f"{field.name}_{OPENED}"
        return field.personal, f"{field.name}_{treatment}"


def _coded(fields: Mapping[str, Field], prefix: str, codes: Mapping[str, str]) -> dict[str, Field]:
    """Fields that several standards share, under the codes of this one: `CF_XDR_MC` of a penalty is `XK_XDR_MC` of a licence."""
    if not prefix:
        return dict(fields)
    return {
        name: replace(
            one,
            source=codes.get(name, _CODED.sub(prefix, one.source)),
            aliases=tuple(_CODED.sub(prefix, alias) for alias in one.aliases),
        )
        for name, one in fields.items()
    }


_CODED = re.compile("^CF(?=_)")
_Declared = TypeVar("_Declared", Field, Edge)


def _named(cls: type[Item], kind: type[_Declared]) -> dict[str, _Declared]:
    """By name; an underscore at the end keeps a name apart from a word of `Item`, and is not part of it."""
    found = ((name.rstrip("_"), value) for name, value in vars(cls).items() if isinstance(value, kind))
    return {name: replace(value, name=name) for name, value in found}


def _default(field: Field) -> str | sa.TextClause | None:
    """What fills the column: a value, or a call of a function."""
    given = field.server_default
    return sa.text(given) if given is not None and given.endswith("()") else given


def _tables(cls: type[Item]) -> tuple[sa.Table, sa.Table | None]:
    main: list[sa.schema.SchemaItem] = []
    apart: list[sa.schema.SchemaItem] = []
    for field in cls.fields.values():
        for treatment in field.treatments:
            if treatment == "hidden":
                continue
            is_apart, name = cls.column(field, treatment)
            column = sa.Column(
                name,
                field.kind.sql(),
                nullable=field.nullable or treatment != "clear",
                server_default=_default(field),
                info={"field": field},
            )
            (apart if is_apart else main).append(column)
    table = sa.Table(cls.key, metadata, *main, *cls.structure(), comment=cls.zh)
    if not apart:
        return table, None
    keys: list[sa.schema.SchemaItem] = [
        sa.Column(name, table.c[name].type, nullable=False) for name in cls.primary
    ]
    link = sa.ForeignKeyConstraint(
        cls.primary, [f"{cls.key}.{name}" for name in cls.primary], ondelete="CASCADE"
    )
    return table, sa.Table(
        f"{cls.key}_person",
        metadata,
        *keys,
        *apart,
        sa.PrimaryKeyConstraint(*cls.primary),
        link,
        comment=f"{cls.zh}（个人信息）",
    )
