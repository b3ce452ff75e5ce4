"""The rules: who gets what and by which law, through somebody's eyes, for one row; other rules compared, proposed, gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchange.access import Audience, roles
from exchange.codes import code_list
from exchange.field_reference import words as reference
from exchange.model import ITEMS
from exchange.web.console import vocabulary
from exchange.web.console.admin import wording
from exchange.web.console.admin.acts import MANAGES
from exchange.web.console.rows import moment
from exchange.web.console.sections import ROOT, Section, Way
from exchange.web.console.sheet import Sheet
from exchange.web.console.vocabulary import Term
from exchange.web.console.wording import explained

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.responses import Response

    from exchange.web.console.desk import Desk
    from exchange.web.console.forms import Option

PLACE = f"{ROOT}/rules"
CELLS = "item field audience before after rowsBefore rowsAfter gained lost touched samples { before after }"
DIFF = f"version widens cells {{ {CELLS} }} operations {{ role field before after }} readings {{ client entries fields }}"
MOST = 300
"""Cells of a comparison that are shown."""


def items(lang: str) -> list[Option]:
    """Every item, by its type."""
    return [(name, one.zh if lang == "zh" else one.en) for name, one in ITEMS.items()]


def treatment(text: str, lang: str) -> str:
    """`clear if manages_subject else surname` in words."""
    said: Mapping[str, Any] = reference(lang)
    parts = text.lower().split()
    if len(parts) == 1:
        return str(said["treatment"].get(parts[0], text))
    first, condition, rest = parts[0], parts[2], parts[4]
    return str(said["unless"]).format(
        condition=said["condition"][condition],
        clear=said["treatment"][first],
        otherwise=said["treatment"][rest],
    )


def predicates(names: Sequence[str], lang: str) -> str:
    """The conditions of a row rule in words."""
    said = reference(lang)
    return str(said["and"]).join(str(said["when"].get(one, one)) for one in names)


def audience(name: str, lang: str) -> str:
    """In what capacity somebody looks."""
    return code_list("audience").label(name, "zh" if lang == "zh" else "en")


def _label(item: str, field: str, lang: str) -> str:
    return vocabulary.field(item, field).said(lang)


# --- who gets what --------------------------------------------------------------------------------------------------------------------


async def _matrix(desk: Desk) -> Response:
    chosen = desk.value("item") if desk.value("item") in ITEMS else "Penalty"
    asked = "query($item: String!) { policyMatrix(item: $item) { field audience treatment basis rows rowsBasis } }"
    cells = (await desk.ask(asked, item=chosen))["policyMatrix"]
    fields: dict[str, dict[str, Any]] = {}
    for one in cells:
        fields.setdefault(one["field"], {})[one["audience"]] = one
    seen = [one for one in Audience if "never" not in fields[next(iter(fields))][one]["rows"]]
    return desk.page(
        "admin_rules.html", title=SECTION.label.said(desk.lang), items=items(desk.lang), chosen=chosen,
        audiences=[(one, audience(one, desk.lang)) for one in Audience],
        rows=[_rule(fields, one, desk.lang) for one in seen],
        never=[audience(one, desk.lang) for one in Audience if one not in seen],
        fields=[_row(desk, chosen, name, [each[one] for one in seen]) for name, each in fields.items()],
        seen=[audience(one, desk.lang) for one in seen], tabs=_tabs(desk),
    )  # fmt: skip


def _rule(fields: Mapping[str, Mapping[str, Any]], one: Audience, lang: str) -> tuple[str, str, str]:
    first = next(iter(fields.values()))[one]
    return audience(one, lang), predicates(first["rows"], lang), first["rowsBasis"]


def _row(
    desk: Desk, item: str, name: str, cells: Sequence[Mapping[str, Any]]
) -> tuple[str, list[tuple[str, str]], list[str]]:
    """A field: what each audience gets, and the laws that say so."""
    bases = list(dict.fromkeys(one["basis"] for one in cells))
    return _label(item, name, desk.lang), [_cell(one, desk.lang) for one in cells], bases


def _cell(one: Mapping[str, Any], lang: str) -> tuple[str, str]:
    kind = "hidden" if one["treatment"] == "hidden" else "clear" if one["treatment"] == "clear" else "part"
    return kind, treatment(one["treatment"], lang)


async def _as(desk: Desk) -> Response:
    """Through the eyes of a role or a client."""
    role, client, item = desk.value("role"), desk.value("client"), desk.value("item") or "Penalty"
    given = {"client": client} if client else {"role": role if role in roles() else "partner"}
    asked = (
        "query($role: String, $client: String, $item: String) { policyAs(role: $role, client: $client, item: $item) "
        "{ item field treatments reasons } }"
    )
    seen = (await desk.ask(asked, **given, item=item))["policyAs"]
    return desk.page(
        "admin_as.html", title=wording.admin(desk.lang)["rules"]["as"], tabs=_tabs(desk), items=items(desk.lang), item=item,
        role=given.get("role", ""), client=client, roles=wording.role_options(desk.lang),
        rows=[_seen(desk, one) for one in seen],
    )  # fmt: skip


def _seen(desk: Desk, one: Mapping[str, Any]) -> tuple[str, list[str], str]:
    told = [treatment(each, desk.lang) for each in one["treatments"]]
    return _label(one["item"], one["field"], desk.lang), told, _reasons(desk, one["reasons"])


def _reasons(desk: Desk, reasons: Sequence[str]) -> str:
    said = wording.admin(desk.lang)["why"]
    return ("、" if desk.lang == "zh" else ", ").join(said.get(one, one) for one in reasons)


async def _explain(desk: Desk) -> Response:
    """One row through the eyes of a client."""
    identity, client = desk.value("id"), desk.value("client")
    told = None
    if identity:
        asked = (
            "query($id: ID!, $client: String) { explainRow(id: $id, client: $client) "
            "{ visible fields { field treatment reason basis } } }"
        )
        told = (await desk.ask(asked, id=identity, client=client or None))["explainRow"]
    cells = [_explained(desk, one) for one in (told["fields"] if told else ())]
    return desk.page(
        "admin_explain.html", title=wording.admin(desk.lang)["rules"]["explain"], tabs=_tabs(desk), id=identity, client=client, told=told,
        cells=cells,
    )  # fmt: skip


def _explained(desk: Desk, one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    why = _reasons(desk, [one["reason"]] if one["reason"] else [])
    return _anywhere(one["field"], desk.lang), treatment(one["treatment"], desk.lang), why, one["basis"] or ""


def _anywhere(name: str, lang: str) -> str:
    """A field by its name alone: an explanation does not say of which item."""
    found = next(
        (one for item in ITEMS.values() for one in item.fields.values() if one.graphql == name), None
    )
    return name if found is None else found.zh if lang == "zh" else found.en


# --- other rules ----------------------------------------------------------------------------------------------------------------------


async def _compare(desk: Desk) -> Response:
    return desk.page("admin_compare.html", **_asked(desk), diff=None, problem="", detail="")


async def _compared(desk: Desk) -> Response:
    """What a file, or an earlier version, would change; and the way to propose it."""
    from exchange.web.console.desk import Unanswered  # noqa: PLC0415 - what the page tells of

    document = f"query($files: [PolicyFileInput!], $version: String) {{ policyDiff(files: $files, version: $version) {{ {DIFF} }} }}"
    try:
        found = (await desk.ask(document, **_other(desk)))["policyDiff"]
    except Unanswered as error:
        return _refused(desk, error.code, error.message)
    return desk.page("admin_compare.html", **_asked(desk), diff=_diff(desk, found), problem="", detail="")


def _refused(desk: Desk, code: str, message: str) -> Response:
    """The form with all that was typed, and why nothing came of it. What has no Chinese stands below it."""
    told = explained(desk.lang, code, message)
    detail = message if told == explained(desk.lang, code) else ""
    return desk.page("admin_compare.html", 400, **_asked(desk), diff=None, problem=told, detail=detail)


def _other(desk: Desk) -> dict[str, Any]:
    version = desk.value("version")
    if version:
        return {"version": version}
    return {"files": [{"name": desk.value("name"), "text": _text(desk)}]}


def _text(desk: Desk) -> str:
    """The rule file as it was typed, every blank of it."""
    found = desk.given.get("text", "")
    return found.replace("\r\n", "\n") if isinstance(found, str) else ""


def _asked(desk: Desk) -> dict[str, Any]:
    from exchange.disclosure import policy  # noqa: PLC0415 - which files there are

    known = sorted(policy().files)
    name = desk.value("name") if desk.value("name") in known else "penalty.toml"
    return {
        "title": wording.admin(desk.lang)["rules"]["compare"], "tabs": _tabs(desk), "names": known, "name": name,
        "text": _text(desk) or policy().files.get(name, ""), "version": desk.value("version"),
    }  # fmt: skip


def _diff(desk: Desk, found: Mapping[str, Any]) -> dict[str, Any]:
    lang = desk.lang
    return {
        "version": found["version"],
        "widens": found["widens"],
        "all": len(found["cells"]),
        "cells": [_changed(one, lang) for one in found["cells"][:MOST]],
        "operations": [
            (
                wording.role(one["role"], lang),
                wording.field(one["field"], lang),
                _each(one["before"], lang),
                _each(one["after"], lang),
            )
            for one in found["operations"]
        ],
        "readings": [
            (one["client"], one["entries"], [wording.field(each, lang) for each in one["fields"]])
            for one in found["readings"]
        ],
    }


def _changed(one: Mapping[str, Any], lang: str) -> tuple[object, ...]:
    samples = [(treatment(each["before"], lang), treatment(each["after"], lang)) for each in one["samples"]]
    named = (
        wording.item(one["item"], lang),
        _label(one["item"], one["field"], lang),
        audience(one["audience"], lang),
    )
    way = "gained" if one["gained"] else "lost"
    return (*named, _given(one, "before", lang), _given(one, "after", lang), way, one["touched"], samples)


def _given(one: Mapping[str, Any], side: str, lang: str) -> str:
    rows = one["rowsBefore" if side == "before" else "rowsAfter"]
    told = treatment(one[side], lang)
    same = one["rowsBefore"] == one["rowsAfter"]
    return told if same else f"{told}（{predicates(rows, lang)}）"


def _each(treatments: Sequence[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(treatment(one, lang) for one in treatments)


async def _propose(desk: Desk) -> Response:
    """Propose what was compared; whoever decides is led to the proposal."""
    done = await desk.act("proposePolicy", {**_other(desk), "reason": desk.value("reason")})
    if done.refused:
        return _refused(desk, done.code, done.message)
    return desk.on(f"{ROOT}/proposals/{done.data['proposal']}", done="proposePolicy")


# --- versions -------------------------------------------------------------------------------------------------------------------------


async def _versions(desk: Desk) -> Response:
    asked = "{ policyVersions(first: 50) { edges { node { number version shipped madeBy madeAt reason activeSince activeUntil } } } }"
    found = (await desk.ask(asked))["policyVersions"]["edges"]
    return desk.page(
        "admin_versions.html", title=wording.admin(desk.lang)["rules"]["versions"], tabs=_tabs(desk),
        rows=[_version(one["node"]) for one in found],
    )  # fmt: skip


def _version(one: Mapping[str, Any]) -> dict[str, Any]:
    active = one["activeSince"] is not None and one["activeUntil"] is None
    since, until = (
        None if one[name] is None else moment(one[name]) for name in ("activeSince", "activeUntil")
    )
    return {
        **one,
        "madeAt": moment(one["madeAt"]),
        "active": active,
        "activeSince": since,
        "activeUntil": until,
    }


async def _back_show(desk: Desk) -> Response:
    return await _back(desk).show(desk)


async def _back_send(desk: Desk) -> Response:
    return await _back(desk).send(desk)


def _back(desk: Desk) -> Sheet:
    """Propose to go back to a version."""
    return Sheet(
        mutation="proposePolicy",
        title=wording.admin(desk.lang)["rules"]["back"].format(version=desk.part("key")),
        back=f"{PLACE}/versions",
        fixed={"version": desk.part("key")},
        without=frozenset({"files"}),
        onward=lambda done: f"{ROOT}/proposals/{done.data['proposal']}",
    )


def _tabs(desk: Desk) -> list[tuple[str, str]]:
    words = wording.admin(desk.lang)["rules"]
    ends = (
        ("", "matrix"),
        ("/as", "as"),
        ("/explain", "explain"),
        ("/compare", "compare"),
        ("/versions", "versions"),
    )
    return [(f"{PLACE}{path}", words[word]) for path, word in ends]


SECTION = Section(
    "/rules",
    Term("披露规则", "Disclosure rules"),
    (
        Way("", _matrix),
        Way("/as", _as),
        Way("/explain", _explain),
        Way("/compare", _compare),
        Way("/compare", _compared, post=True),
        Way("/propose", _propose, post=True),
        Way("/versions", _versions),
        Way("/versions/{key}", _back_show),
        Way("/versions/{key}", _back_send, post=True),
    ),
    MANAGES,
    Term(
        "谁能看到什么、依据什么；规则对比、启用与恢复",
        "Who gets what, by which law; compare, activate, go back",
    ),
)
