"""How values of access are said: roles, scopes, events and items by their names, not by the words of the API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from exchange.access import Scope, roles
from exchange.audit import events
from exchange.codes import code_list
from exchange.divisions import divisions
from exchange.model import ITEMS, Shape, camel
from exchange.web.console import vocabulary
from exchange.web.console.wording import explained
from exchange.web.rendering import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exchange.web.console.forms import Option


def admin(lang: str) -> Mapping[str, Any]:
    """The words of these pages."""
    found: Mapping[str, Any] = words()[lang]["admin"]
    return found


def role(name: str, lang: str) -> str:
    """A role."""
    if lang == "zh" and name in roles():
        return roles()[name].zh
    return str(admin(lang)["role"].get(name, name))


def scope(name: str, lang: str) -> str:
    """A scope, with its word in the API, which tokens and documents name."""
    said = admin(lang)["scope"].get(name)
    return f"{said}（{name}）" if said and lang == "zh" else f"{said} ({name})" if said else name


def event(name: str, lang: str) -> str:
    """An event of the journal of access."""
    found = events().get(name)
    return name if found is None else found.zh if lang == "zh" else f"{found.en} ({name.partition('.')[0]})"


def item(name: str, lang: str) -> str:
    """An information item, by its key or its type."""
    found = ITEMS.get(name)
    return vocabulary.item(found.key if found else name).said(lang)


def field(name: str, lang: str) -> str:
    """A field of an item, `Penalty.fine`."""
    kind, _, of = name.partition(".")
    one = (
        next((one for one in ITEMS[kind].fields.values() if one.graphql == of), None)
        if kind in ITEMS
        else None
    )
    return name if one is None else f"{item(kind, lang)}·{one.zh if lang == 'zh' else one.en}"


def department(code: str, lang: str) -> str:
    """A department of the province; others by their code."""
    known = code_list("department")
    return known.label(code, "en" if lang == "en" else "zh") if code in known else code


def role_options(lang: str) -> tuple[Option, ...]:
    """Every role."""
    return tuple((name, role(name, lang)) for name in roles())


def scope_options(lang: str) -> tuple[Option, ...]:
    """Every scope."""
    return tuple((str(one), scope(one, lang)) for one in Scope)


def item_options(lang: str) -> tuple[Option, ...]:
    """What an agreement can be about."""
    kinds = (Shape.SUBJECT, Shape.RECORD, Shape.CASE)
    return tuple(
        (one.key, vocabulary.item(one.key).said(lang)) for one in ITEMS.values() if one.shape in kinds
    )


def event_options(lang: str) -> tuple[Option, ...]:
    """Every event of the journal."""
    return tuple((name, event(name, lang)) for name in events())


def codes(enum: str, lang: str) -> tuple[Option, ...]:
    """Every code of a list."""
    return tuple((code, one.said(lang)) for code, one in vocabulary.codes(enum).items())


def yes_or_no(lang: str) -> tuple[Option, ...]:
    """Both."""
    return (("true", "是"), ("false", "否")) if lang == "zh" else (("true", "Yes"), ("false", "No"))


def details(text: str, lang: str) -> str:
    """What a proposal does, or an event tells: a JSON object as names and values."""
    return ("；" if lang == "zh" else "; ").join(_parts(json.loads(text), lang))


def _parts(given: Mapping[str, Any], lang: str) -> Iterator[str]:
    names = admin(lang)["detail"]
    for name, value in given.items():
        if isinstance(value, dict):
            yield from _parts(value, lang)
        elif value not in (None, [], "") and name != "request":
            yield f"{names.get(name, name)}{'：' if lang == 'zh' else ': '}{_value(name, value, lang)}"


def _value(name: str, value: Any, lang: str) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, bool):
        return dict(yes_or_no(lang))["true" if value else "false"]
    if name in _CODED:
        return vocabulary.code(_CODED[name], str(value)).said(lang)
    say = SAID.get(camel(name))
    many = value if isinstance(value, list) else [value]
    return ("、" if lang == "zh" else ", ").join(
        str(one) if say is None else say(str(one), lang) for one in many
    )


def region(code: str, lang: str) -> str:
    """A division, which has no other name than its Chinese one."""
    del lang
    found = divisions().find(code)
    return found.name if found else code


def refusal(code: str, lang: str) -> str:
    """Why something was refused."""
    return explained(lang, code)


def rule(name: str, lang: str) -> str:
    """The rule that was against it: often the scope that was missing."""
    return scope(name, lang) if name in set(Scope) else str(admin(lang)["rule"].get(name, name))


def about(name: str, lang: str) -> str:
    """What an event is about: the name of a mutation in words, everything else as it is called."""
    root = vocabulary.graph().mutation_type
    known = root.fields.get(name) if root else None
    return name if known is None else vocabulary.term(known.description).said(lang)


_CODED = {"kind": "ProposalKind"}
SAID: Mapping[str, Callable[[str, str], str]] = {
    "role": role,
    "roles": role,
    "scope": scope,
    "scopes": scope,
    "what": event,
    "items": item,
    "department": department,
    "region": region,
    "jurisdiction": region,
    "code": refusal,
    "rule": rule,
    "target": about,
    "provider": department,
    "fields": field,
    "fieldNames": field,
    "terms": details,
    "detail": details,
}
"""By the name of a field in the API; of a list, each of its values."""
