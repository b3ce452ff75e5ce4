"""The disclosure rules, read from `auth/disclosure/*.toml` and refused as a whole when anything is missing or unknown.

One file per information item. `[rows.<audience>]` names the row predicates under which the audience sees a row; each `[[group]]` lists
fields and gives every audience a treatment: `clear`, the name of a mask, `opened`, `hidden`, or `clear if <condition> else <treatment>`.
Each has a legal basis. There is no default: a field without a rule, an audience without a row rule, an unknown word stops the program
with the file and the key. What "opened" means is told in `exchange.model.field`.

A file may begin with `like = "<name>"`: rows and groups that it does not have are those of `like/<name>.toml`, for the fields that the item
has. So what all records share is said once; the whole is still complete, and checked as if it stood in one place.

The public may be given of a personal field nothing but `opened` or `hidden`: everything else is stored where its login cannot read.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from exchange.access import Audience
from exchange.disclosure.predicates import CONDITIONS, ROWS
from exchange.errors import PolicyError
from exchange.model import ITEMS, OPENED, Secrecy
from exchange.resources import auth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from exchange.model import Field, Item

HIDDEN = "hidden"
CLEAR = "clear"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What an audience gets of a field: `name`, or `name` only where `condition` holds and `otherwise` elsewhere."""

    name: str
    condition: str | None = None
    otherwise: str = HIDDEN

    @classmethod
    def parse(cls, text: str) -> Treatment:
        """`"clear if manages_subject else surname"` → its three words."""
        words = text.split()
        if len(words) == 1:
            return cls(words[0])
        if len(words) == 5 and words[1] == "if" and words[3] == "else":  # noqa: PLR2004 - the five words of the form above
            return cls(words[0], words[2], words[4])
        raise ValueError(text)

    @property
    def names(self) -> tuple[str, ...]:
        """Every treatment that this rule can lead to."""
        return (self.name,) if self.condition is None else (self.name, self.otherwise)


@dataclass(frozen=True, slots=True)
class FieldRule:
    """The treatment of one field for one audience, and why."""

    treatment: Treatment
    basis: str


@dataclass(frozen=True, slots=True)
class RowRule:
    """The predicates, all of which must hold, under which an audience sees a row; and why."""

    when: tuple[str, ...]
    basis: str

    @property
    def never(self) -> bool:
        """True when no row is ever seen."""
        return "never" in self.when


@dataclass(frozen=True, slots=True)
class ItemPolicy:
    """All rules of one item."""

    rows: Mapping[Audience, RowRule]
    fields: Mapping[str, Mapping[Audience, FieldRule]]


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """All rules. `version` is a digest of the files: the same text is the same version on every machine."""

    items: Mapping[str, ItemPolicy]
    version: str

    def of(self, item: type[Item]) -> ItemPolicy:
        """The rules of one item."""
        return self.items[item.__name__]


@cache
def policy() -> Policy:
    """The policy that ships with the program, read once."""
    return load(auth() / "disclosure")


def load(folder: Path) -> Policy:
    """Read and check a folder of rule files; raise `PolicyError` on the first thing missing or unknown."""
    names = {item.key: item for item in ITEMS.values()}
    files = sorted(folder.glob("*.toml"))
    digest = hashlib.sha256()
    found: dict[str, ItemPolicy] = {}
    for path in sorted(folder.glob("like/*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for path in files:
        if path.stem not in names:
            _fail(
                path, "file name", f"there is no item {path.stem}; the items are {', '.join(sorted(names))}"
            )
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        item = names[path.stem]
        found[item.__name__] = _item(path, item)
    for key, item in names.items():
        if item.__name__ not in found:
            _fail(folder / f"{key}.toml", "file", "it is missing; every item needs a rule file")
    return Policy(found, digest.hexdigest()[:12])


def _item(path: Path, item: type[Item]) -> ItemPolicy:
    try:
        text = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        _fail(path, "file", f"it is not TOML in UTF-8: {problem}")
    for key in text.keys() - {"rows", "group", "like"}:
        _fail(path, key, "this key is unknown; use like, [rows.<audience>] and [[group]]")
    if "like" in text:
        _add(path, text, item)
    rows = {audience: _row(path, text.get("rows", {}), audience) for audience in Audience}
    for word in text.get("rows", {}).keys() - set(Audience):
        _fail(path, f"rows.{word}", "there is no such audience")
    return ItemPolicy(rows, dict(_fields(path, item, text.get("group", []))))


def _add(path: Path, text: dict[str, Any], item: type[Item]) -> None:
    """Add the rows and groups of the file that this one is like."""
    shared = path.parent / "like" / f"{text['like']}.toml"
    if not shared.is_file():
        _fail(path, "like", f"there is no file {shared.name} in auth/disclosure/like")
    base = tomllib.loads(shared.read_text("utf-8"))
    text["rows"] = base.get("rows", {}) | text.get("rows", {})
    own = {name for group in text.get("group", []) for name in group.get("fields", [])}
    wanted = item.fields.keys() - own
    text["group"] = text.get("group", []) + [
        group | {"fields": [name for name in group.get("fields", []) if name in wanted]}
        for group in base.get("group", [])
    ]


def _row(path: Path, rows: Mapping[str, Any], audience: Audience) -> RowRule:
    entry = rows.get(audience)
    if (
        not isinstance(entry, dict)
        or set(entry) != {"when", "basis"}
        or not entry["basis"]
        or not entry["when"]
    ):
        _fail(path, f"rows.{audience}", 'it needs when = ["<predicate>", …] and basis = "<law>"')
    for word in entry["when"]:
        if word not in ROWS:
            _fail(path, f"rows.{audience}.when", f"there is no row predicate {word}")
    return RowRule(tuple(entry["when"]), entry["basis"])


def _fields(
    path: Path, item: type[Item], groups: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[Audience, FieldRule]]]:
    missing = dict(item.fields)
    for number, group in enumerate(groups, 1):
        place = f"group {number}"
        for word in group.keys() - {"fields", "basis"} - set(Audience):
            _fail(path, f"{place}.{word}", "there is no such audience or key")
        for name in group.get("fields", []):
            if name not in missing:
                problem = "it has a rule already" if name in item.fields else "the item has no such field"
                _fail(path, f"{place}.fields.{name}", problem)
            field = missing.pop(name)
            yield name, {audience: _rule(path, place, group, audience, field) for audience in Audience}
    if missing:
        _fail(path, ", ".join(missing), "no group gives this field a rule")


def _rule(path: Path, place: str, group: Mapping[str, Any], audience: Audience, field: Field) -> FieldRule:
    key = f"{place}.{audience}"
    entry = group.get(audience)
    text, basis = (
        (entry.get("treatment"), entry.get("basis"))
        if isinstance(entry, dict)
        else (entry, group.get("basis"))
    )
    if not isinstance(text, str) or not isinstance(basis, str) or not basis:
        _fail(path, key, f"field {field.name} needs a treatment and a basis for this audience")
    try:
        treatment = Treatment.parse(text)
    except ValueError:
        _fail(
            path, key, f"cannot read {text!r}; write a treatment, or 'clear if <condition> else <treatment>'"
        )
    _check(path, key, audience, field, treatment)
    return FieldRule(treatment, basis)


def _check(path: Path, key: str, audience: Audience, field: Field, treatment: Treatment) -> None:
    for name in treatment.names:
        if name not in field.treatments:
            _fail(
                path, key, f"field {field.name} has no treatment {name}; it has {', '.join(field.treatments)}"
            )
    if treatment.condition is not None and treatment.condition not in CONDITIONS:
        _fail(path, key, f"there is no condition {treatment.condition}")
    if audience is not Audience.PUBLIC:
        return
    if field.personal and set(treatment.names) - {OPENED, HIDDEN}:
        _fail(
            path,
            key,
            f"field {field.name} is personal: the public gets 'opened' or 'hidden' of it, nothing else",
        )
    if field.secrecy is Secrecy.CONFIDENTIAL and CLEAR in treatment.names:
        _fail(path, key, f"field {field.name} is confidential: the public never gets it in clear")


def _fail(path: Path, key: str, problem: str) -> NoReturn:
    text = f"auth/disclosure/{path.name}, {key}: {problem}."
    raise PolicyError(text)
