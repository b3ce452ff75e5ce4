"""The field reference: every item and field with label, meaning, standard code, type, check, and who sees it and why, in two languages.

Made of the declarations and the rule files alone; the page `/fields` and the files `schema/fields.*.md` both show what stands here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from exchange import resources
from exchange.access import Audience
from exchange.codes import code_list
from exchange.disclosure import policy
from exchange.model import ITEMS
from exchange.model.kinds import Code, Codes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from exchange.disclosure.policy import Policy, Treatment
    from exchange.model import Field, Item
    from exchange.model.kinds import Kind

LANGUAGES = ("zh", "en")
_PLAN, _ARTICLE = re.compile(r"\b[Pp]lan (?=\d)"), re.compile(r"\bart\. ([\d\-–, ]*\d)(?:\((\d+)\))?")


@dataclass(frozen=True, slots=True)
class Said:
    """Who gets something alike: audiences, what they get, and the law."""

    audiences: str
    what: str
    basis: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One field."""

    name: str
    label: str
    meaning: str
    codes: str
    kind: str
    need: str
    seen: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One item: who sees which of its rows, and its fields."""

    name: str
    label: str
    rows: tuple[Said, ...]
    fields: tuple[Entry, ...]


@cache
def words(lang: str) -> dict[str, Any]:
    """The words of a language."""
    return dict(tomllib.loads((resources.schema() / "words.toml").read_text("utf-8"))[lang])


def sections(lang: str) -> tuple[Section, ...]:
    """Every item, by the rules that are followed."""
    return _sections(lang, policy())


@lru_cache(maxsize=4)
def _sections(lang: str, _rules: Policy) -> tuple[Section, ...]:
    return tuple(_section(item, lang) for item in ITEMS.values())


def code_lists() -> list[str]:
    """The names of all code lists that fields use."""
    kinds = (field.kind for item in ITEMS.values() for field in item.fields.values())
    return sorted({kind.codes for kind in kinds if isinstance(kind, Code | Codes)})


def listed(name: str, lang: str) -> list[tuple[str, str]]:
    """Codes of a list with their labels."""
    return [(code, entry.zh if lang == "zh" else entry.en) for code, entry in code_list(name).entries.items()]


def _section(item: type[Item], lang: str) -> Section:
    said, rules = words(lang), policy().of(item)
    rows = {
        audience: (said["and"].join(said["when"][word] for word in rule.when), rule.basis)
        for audience, rule in rules.rows.items()
    }
    entries = (_entry(item, field, lang) for field in item.fields.values())
    return Section(
        item.__name__, item.zh if lang == "zh" else item.en, tuple(_grouped(rows, lang)), tuple(entries)
    )


def _entry(item: type[Item], field: Field, lang: str) -> Entry:
    rules = policy().of(item).fields[field.name]
    seen = {
        audience: (treatment_words(rules[audience].treatment, lang), rules[audience].basis)
        for audience in Audience
    }
    return Entry(
        name=field.graphql,
        label=field.zh if lang == "zh" else f"{field.en[:1].upper()}{field.en[1:]}",
        meaning=_meaning(field, lang),
        codes=", ".join(filter(None, (field.source, *field.aliases))),
        kind=_kind(field.kind, lang),
        need=_need(field, lang),
        seen=tuple(_grouped(seen, lang)),
    )


def _meaning(field: Field, lang: str) -> str:
    if lang == "en":
        return " ".join(filter(None, (field.note, f"({field.zh})")))
    return localised(words(lang)["notes"].get(field.note, field.note), lang)


def _kind(kind: Kind, lang: str) -> str:
    given = {name: getattr(kind, name) for name in ("limit", "codes") if hasattr(kind, name)}
    return str(words(lang)["kind"][type(kind).__name__]).format(**given)


def _need(field: Field, lang: str) -> str:
    said = words(lang)
    need = said["need"].get(field.need.value) or said["may" if field.given else "set_by_the_exchange"]
    return str(said["then"].join(filter(None, (need, said["check"].get(field.check, "")))))


def treatment_words(treatment: Treatment, lang: str) -> str:
    """The treatment as people say it."""
    said = words(lang)
    name = said["treatment"][treatment.name]
    if treatment.condition is None:
        return str(name)
    condition, otherwise = said["condition"][treatment.condition], said["treatment"][treatment.otherwise]
    return str(said["unless"]).format(clear=name, condition=condition, otherwise=otherwise)


def _grouped(given: Mapping[Audience, tuple[str, str]], lang: str) -> Iterator[Said]:
    """Audiences that get the same for the same reason, together."""
    groups: dict[tuple[str, str], list[Audience]] = {}
    for audience, one in given.items():
        groups.setdefault(one, []).append(audience)
    for (what, basis), audiences in groups.items():
        yield Said(_named(audiences, lang), what, localised(basis, lang))


def _named(audiences: Collection[Audience], lang: str) -> str:
    if set(audiences) == set(Audience):
        return str(words(lang)["everybody"])
    entries = code_list("audience").entries
    names = (entries[one].zh if lang == "zh" else entries[one].en for one in audiences)
    return str(words(lang)["between"]).join(names)


def localised(basis: str, lang: str) -> str:
    """A basis as the language writes it: laws have Chinese names; articles and the plan are worded."""
    if lang == "en":
        return basis
    plan = _PLAN.sub("实施方案", basis)
    worded = _ARTICLE.sub(lambda found: f"第{found[1]}条" + (f"第{found[2]}款" if found[2] else ""), plan)
    return re.sub(r"(?<=[）\w]) (?=第)", "", worded).replace("; ", "；").replace(", ", "、")


def markdown(lang: str) -> str:
    """The whole reference as a file."""
    said = words(lang)
    lines = [f"# {said['title']}", "", said["made"], ""]
    for section in sections(lang):
        lines += [f"## {section.label} {section.name}", "", f"{said['rows']}{said['is']}", ""]
        lines += [
            f"* {one.audiences}{said['is']}{one.what}{said['because'].format(basis=one.basis)}"
            for one in section.rows
        ]
        lines += ["", f"| {' | '.join(said['columns'])} |", "|---" * len(said["columns"]) + "|"]
        lines += [_row(one, said) for one in section.fields]
        lines.append("")
    lines += [f"## {said['codes']}", ""]
    for name in code_lists():
        lines.append(
            f"* `{name}`{said['is']}"
            + said["between"].join(f"`{code}` {label}" for code, label in listed(name, lang))
        )
    return "\n".join(lines)


def _row(one: Entry, said: Mapping[str, Any]) -> str:
    seen = said["then"].join(f"{group.what}{said['is']}{group.audiences}" for group in one.seen)
    why = said["then"].join(dict.fromkeys(group.basis for group in one.seen))
    return f"| {one.label} `{one.name}` | {one.meaning} | {one.codes} | {one.kind} | {one.need} | {seen} | {why} |"
