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
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from exchange.access import Audience
from exchange.disclosure.predicates import CONDITIONS, ROWS, Row, Stance
from exchange.errors import PolicyError
from exchange.model import ITEMS, OPENED, Secrecy
from exchange.resources import auth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


Files = Mapping[str, str]
"""Rule files by name: `penalty.toml`, `like/record.toml`."""


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """All rules. `version` is a digest of the files: the same text is the same version on every machine."""

    items: Mapping[str, ItemPolicy]
    version: str
    files: Files = field(default_factory=dict)

    def of(self, item: type[Item]) -> ItemPolicy:
        """The rules of one item."""
        return self.items[item.__name__]


@cache
def shipped() -> Policy:
    """The policy that ships with the program, read once."""
    return load(auth() / "disclosure")


class _Current:
    """The rules that this process goes by; one reference, replaced as a whole."""

    followed: Policy | None = None


def policy() -> Policy:
    """The rules that this process goes by: those that ship, until it learns that others are active (`grants.versions`).

    Being late with that opens nothing: every statement asks the database whether its rules are the active ones.
    """
    return _Current.followed or shipped()


def follow(rules: Policy | None) -> None:
    """Go by these rules from now on; None for those that ship."""
    _Current.followed = rules


def load(folder: Path) -> Policy:
    """Read and check a folder of rule files; raise `PolicyError` on the first thing missing or unknown."""
    return parse(texts(folder))


def texts(folder: Path) -> dict[str, str]:
    """The rule files of a folder."""
    found = {}
    for path in (*sorted(folder.glob("like/*.toml")), *sorted(folder.glob("*.toml"))):
        try:
            found[path.relative_to(folder).as_posix()] = path.read_text("utf-8")
        except UnicodeDecodeError as problem:
            _fail(path.name, "the file", f"it is not TOML in UTF-8: {problem}")
    return found


def parse(files: Files) -> Policy:
    """Rules out of the texts of their files; raise `PolicyError` on the first thing missing or unknown."""
    names = {item.key: item for item in ITEMS.values()}
    digest = hashlib.sha256()
    found: dict[str, ItemPolicy] = {}
    for name in sorted(files, key=lambda one: (not one.startswith("like/"), one)):
        digest.update(name.rpartition("/")[2].encode() + b"\0" + files[name].encode() + b"\0")
        if name.startswith("like/"):
            continue
        key = name.removesuffix(".toml")
        if key not in names:
            _fail(name, "file name", f"there is no item {key}; the items are {', '.join(sorted(names))}")
        found[names[key].__name__] = _item(files, name, names[key])
    for key, item in names.items():
        if item.__name__ not in found:
            _fail(f"{key}.toml", "the file", "it is missing; every item needs a rule file")
    return Policy(found, digest.hexdigest()[:12], dict(files))


def _item(files: Files, path: str, item: type[Item]) -> ItemPolicy:
    text = _toml(files, path)
    for key in text.keys() - {"rows", "group", "like"}:
        _fail(path, key, "this key is unknown; use like, [rows.<audience>] and [[group]]")
    if "like" in text:
        _add(files, path, text, item)
    rows = {audience: _row(path, item, text.get("rows", {}), audience) for audience in Audience}
    for word in text.get("rows", {}).keys() - set(Audience):
        _fail(path, f"rows.{word}", "there is no such audience")
    found = ItemPolicy(rows, dict(_fields(path, item, text.get("group", []))))
    _decided_in_the_open(path, found)
    for name, rules in found.fields.items():
        for word in {one.treatment.condition for one in rules.values()} - {None}:
            _answers(path, name, item, str(word), CONDITIONS[str(word)])
    return found


_GOES_BY = {
    "published_in_period": ("state", "publish_from", "publish_until"),
    "organisation_or_basis": ("publication_basis",),
    "shared_or_published": ("state",),
}
"""Fields that the public's row rules go by."""


def _decided_in_the_open(path: str, found: ItemPolicy) -> None:
    """What the public's row rule goes by is read by its login, so it is clear: without it the public would see no row at all."""
    public = found.rows[Audience.PUBLIC]
    for name in ("id", *(name for word in public.when for name in _GOES_BY.get(word, ()))):
        rule = found.fields.get(name)
        if not public.never and rule is not None and rule[Audience.PUBLIC].treatment.names != (CLEAR,):
            _fail(path, name, "the row rule of the public goes by it, so the public gets it in clear")


def _toml(files: Files, path: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files[path])
    except tomllib.TOMLDecodeError as problem:
        _fail(path, "the file", f"it is not TOML in UTF-8: {problem}")


def _add(files: Files, path: str, text: dict[str, Any], item: type[Item]) -> None:
    """Add the rows and groups of the file that this one is like."""
    shared = f"like/{text['like']}.toml"
    if shared not in files:
        _fail(path, "like", f"there is no file {text['like']}.toml in auth/disclosure/like")
    base = _toml(files, shared)
    text["rows"] = base.get("rows", {}) | text.get("rows", {})
    own = {name for group in text.get("group", []) for name in group.get("fields", [])}
    wanted = item.fields.keys() - own
    text["group"] = text.get("group", []) + [
        group | {"fields": [name for name in group.get("fields", []) if name in wanted]}
        for group in base.get("group", [])
    ]


def _row(path: str, item: type[Item], rows: Mapping[str, Any], audience: Audience) -> RowRule:
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
        _answers(path, f"rows.{audience}.when", item, word, ROWS[word])
    return RowRule(tuple(entry["when"]), entry["basis"])


def _answers(path: str, key: str, item: type[Item], word: str, ask: Callable[[Row], object]) -> None:
    """The rows of the item have what the word asks for; found out here, not by the first who reads."""
    nobody = Stance(
        frozenset(), personal=False, confidential=False, identity=False, level=None, agreed=False, case=True
    )
    try:
        ask(Row(item, item.table, item.apart, nobody))
    except (AttributeError, KeyError) as problem:
        _fail(path, key, f"{word} goes by {problem}, which rows of this item have not")


def _fields(
    path: str, item: type[Item], groups: list[dict[str, Any]]
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


def _rule(path: str, place: str, group: Mapping[str, Any], audience: Audience, field: Field) -> FieldRule:
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


def _check(path: str, key: str, audience: Audience, field: Field, treatment: Treatment) -> None:
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


def _fail(path: str, key: str, problem: str) -> NoReturn:
    text = f"auth/disclosure/{path}, {key}: {problem}."
    raise PolicyError(text)
