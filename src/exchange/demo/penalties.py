"""Penalties of enterprises, self-employed businesses and persons, by the department that is competent for the violation."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from exchange.demo import decisions, names, numbers
from exchange.demo.bodies import PINGTAN
from exchange.demo.filing import Case
from exchange.demo.party import party, party_type
from exchange.demo.seed import often
from exchange.model import Penalty

if TYPE_CHECKING:
    from random import Random

    from exchange.demo.bodies import Body
    from exchange.demo.decisions import Violation
    from exchange.demo.filing import Filing
    from exchange.demo.paths import Fate

_YUAN = {
    "ORGANISATION": (5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 350_000, 1_200_000),
    "SELF_EMPLOYED": (500, 1_000, 2_000, 5_000, 10_000, 30_000),
    "NATURAL_PERSON": (200, 500, 1_000, 2_000, 5_000, 20_000),
}
_SMALL_OFFICES = ("MARKET", "HOUSING", "NATURAL_RESOURCES")
_BASES = ("STATUTE", "CONSENT", "OFFICIAL_NOTICE")
_WAN = Decimal(10_000)
FOR_EVER = dt.date(2099, 12, 31)
_OLD = 4 * 365


def penalty(filing: Filing, body: Body, number: int) -> Case:
    """One penalty of a body; `number` tells several of them apart."""
    draw = filing.seed.draws("penalty", body.id, number)
    kind = party_type(body)
    office = _office(filing, draw, body.region, kind)
    violation = draw.choice(decisions.VIOLATIONS[str(office.office).partition("_")[2]])
    decided_on = filing.decided(draw)
    if body.values.get("unresolved"):
        decided_on = min(decided_on, filing.today - dt.timedelta(days=_OLD))
    kinds = draw.choice(violation.kinds)
    yuan = draw.choice(_YUAN[kind])
    return Case(
        item=Penalty,
        body=body,
        authority=office,
        source=filing.office(office.region, "DRC") if often(draw, 0.1) else office,
        decided_on=decided_on,
        values=contents(draw, body, violation, kinds, yuan, decided_on),
        fate=filing.fate(draw, decided_on),
        basis=draw.choice(_BASES) if kind == "NATURAL_PERSON" and often(draw, 0.35) else None,
        duty_done=often(draw, 0.75),
        disputed=often(draw, 0.04),
    )


def told(filing: Filing, body: Body, fate: Fate, days: int, **facts: Any) -> Case:  # noqa: ANN401 - fields of Case
    """A penalty of the story: by the market regulator of the place, a number of days ago."""
    office = filing.office(body.region, "MARKET")
    decided_on = filing.today - dt.timedelta(days=days)
    name = str(facts["name"])
    violation = decisions.VIOLATIONS["MARKET"][facts.pop("violation", 0)]
    kinds, yuan = facts.pop("kinds", violation.kinds[0]), facts.pop("yuan", 200_000)
    values = contents(filing.seed.draws("story", name), body, violation, kinds, yuan, decided_on)
    return Case(Penalty, body, office, office, decided_on, values, fate, **facts)


def contents(
    draw: Random, body: Body, violation: Violation, kinds: tuple[str, ...], yuan: int, decided_on: dt.date
) -> dict[str, Any]:
    """Field values of one decision. The amount of the fine stands in `content` in 元 and in `fine` in 万元."""
    fine = yuan if "FINE" in kinds else None
    confiscated = draw.randrange(300, 60_000, 100) if "CONFISCATE_GAINS" in kinds else None
    return {
        **party(body),
        "violation": violation.title,
        "violation_fact": _facts(draw, body, violation, decided_on),
        "legal_basis": violation.basis,
        "kind": list(kinds),
        "content": _content(kinds, fine, confiscated),
        "fine": _wan(fine),
        "confiscated": _wan(confiscated),
        "licence_touched": "样例许可证XK350000"
        if {"REVOKE_LICENCE", "SUSPEND_LICENCE"} & set(kinds)
        else None,
        "effective_until": FOR_EVER,
    }


def _office(filing: Filing, draw: Random, region: str, party: str) -> Body:
    """A county's department, or now and then the city's."""
    city = f"{region[:4]}00"
    if party == "ORGANISATION" and region != PINGTAN and often(draw, 0.3):
        return filing.office(city, draw.choice(tuple(decisions.VIOLATIONS)))
    if party == "ORGANISATION":
        usual = [kind for kind in decisions.VIOLATIONS if f"{region}_{kind}" in filing.offices]
        return filing.office(region, draw.choice(("MARKET", "MARKET", *usual)))
    return filing.office(region, "MARKET" if party == "SELF_EMPLOYED" else draw.choice(_SMALL_OFFICES))


def _facts(draw: Random, body: Body, violation: Violation, decided_on: dt.date) -> str:
    seen = decided_on - dt.timedelta(days=draw.randrange(20, 90))
    born = dt.date(draw.randrange(1962, 1998), draw.randrange(1, 13), draw.randrange(1, 29))
    witness = f"{names.person(draw)}（身份证号{numbers.document(body.region, born, draw.randrange(100))}，电话{numbers.phone(draw)}）"
    place = body.values.get("address") or "涉案现场"
    return (
        f"{seen.year}年{seen.month}月{seen.day}日，执法人员在{place}检查，发现{body.name}有下列行为：{violation.facts}。"
        f"现场人员{witness}在笔录上签字确认。"
    )


def _content(kinds: tuple[str, ...], fine: int | None, confiscated: int | None) -> str:
    parts = [decisions.MEASURES[kind] for kind in kinds if kind in decisions.MEASURES]
    parts += [f"没收违法所得人民币{confiscated}元"] if confiscated else []
    parts += [f"罚款人民币{fine}元"] if fine else []
    return "；".join(parts) + "。"


def _wan(yuan: int | None) -> Decimal | None:
    return None if yuan is None else Decimal(yuan) / _WAN
