"""Every cell of the rules turned over on the twin: each flip changes what somebody gets in a world on which product and twin agree.

So a wrong cell, in the file or in its reading, cannot hide: either the comparison of answers fails, or the cell is one that no row ever
reaches, and then it is named here.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from exchange.access import Audience, Caller, Scope
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.clock import Clock
from exchange.model import ITEMS, Shape
from tests.operations import everything
from tests.twin import answers, domains, rules, worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exchange.database import Database
    from exchange.model import Field, Item
    from exchange.settings import Settings

RULES = rules.read()
NEVER_THERE = {
    *(("WorkItem", "level", one) for one in (Audience.SUBJECT, Audience.SUPERIOR)),
    *(("Rectification", "closed_on", one) for one in (Audience.PUBLIC, Audience.AGREED)),
    *(("IntegrityMaterial", "closed_on", one) for one in (Audience.PUBLIC, Audience.PARTNER)),
}
"""Cells of rows that have no such value: only what waits for a keeper waits for a level, and what is open has no end."""
WORLD = worlds.Draw(12).world(subjects=24, records=260, cases=400)


def caller(audience: Audience, subject: Any = None) -> Caller:  # noqa: ANN401 - an id
    """Who holds this one capacity and every scope, so that no other one covers a flip up."""
    agreement = WORLD.agreements[0]
    WORLD.rows["Share"][0].main |= {"agreement": agreement["id"], "client": "client-agreed"}
    agreement.update(
        department="bureau", items=[*(ITEMS[name].key for name in (*worlds.RECORDS, *worlds.CASES)), "subject"], region="350000",
        valid_from=domains.TODAY, valid_until=domains.TODAY, suspended_at=None, terminated_at=None,
        field_names=None, provider=None, subject_id=None, max_uses=None, province="350000", city=None, county=None,
    )  # fmt: skip
    # Discipline, superior, keeper and partner work in the province; the origin is the office that most records came from.
    return Caller(
        client="client-agreed", actor="one", department="bureau", departments=("bureau", "old"), jurisdiction="350000",
        subject=subject or _most_spoken_of(), scopes=frozenset(Scope), audiences=frozenset({audience}),
        agreement=agreement["id"], case="FJ-2026-0001", epoch=1,
    )  # fmt: skip


def _most_spoken_of() -> Any:  # noqa: ANN401 - an id
    about = [one.main["subject_id"] for name in worlds.RECORDS for one in WORLD.rows[name]]
    return max(sorted(set(about)), key=about.count)


@cache
def callers(audience: Audience) -> list[Caller]:
    """All who hold the capacity: one office, or each subject for itself."""
    if audience is not Audience.SUBJECT:
        return [caller(audience)]
    return [caller(audience, one.main["id"]) for one in WORLD.rows["Subject"]]


def flipped(text: str, field: Field) -> str:
    """The opposite of a treatment: what is closed opens, what is open closes."""
    return "hidden" if text == "clear" else "clear"


def cells() -> Iterator[tuple[type[Item], Field, Audience]]:
    """All of them."""
    for item in ITEMS.values():
        for field in item.fields.values():
            for audience in Audience:
                yield item, field, audience


@cache
def looking(who: Caller) -> tuple[rules.Sight, dict[str, list[rules.Above]]]:
    """What somebody sees under the true rules: a sight, and the rows by item, with what they hang on. Worked out once for all cells."""
    sight = rules.Sight(WORLD, who, RULES)
    return sight, {name: list(_rows(sight, item)) for name, item in ITEMS.items()}


def noticed(item: type[Item], field: Field, audience: Audience, who: Caller) -> bool:
    """Some row of the world gives the field otherwise under the flipped rule."""
    true, rows = looking(who)
    shipped = RULES[item.__name__]
    treatment = shipped["fields"][field.name][audience][0]
    turned = {**shipped["fields"][field.name], audience: (flipped(treatment, field), "flipped")}
    false = true.under({item.__name__: {**shipped, "fields": {**shipped["fields"], field.name: turned}}})
    return any(
        true.given(item, one.row, field, one.above).value
        != false.given(item, one.row, field, one.above).value
        for one in rows[item.__name__]
    )


def _rows(sight: rules.Sight, item: type[Item]) -> Iterator[rules.Above]:
    """The rows that the caller sees, with what they hang on."""
    for one in sight.world.of(item.__name__):
        for above in sight.above(item, one):
            if sight.visible(item, one, above):
                yield rules.Above(item, one, above)


async def _refresh(who: Caller) -> Caller:
    return who


async def placed(db: Database) -> None:
    """The world in a database; the registries learnt from it."""
    async with db.writing() as session:
        await worlds.store(session, WORLD)
    looking.cache_clear()


def shows(item: type[Item], audience: Audience, *, own: bool = True) -> bool:
    """Whether the row rules let the audience come to any row: the item's own, and that of something it hangs on."""
    if own and "never" in RULES[item.__name__]["rows"][audience]:
        return False
    over = [
        one
        for one in ITEMS.values()
        for edge in one.edges.values()
        if edge.target == item.__name__ and edge.many
    ]
    return item.shape is not Shape.CHILD or any(shows(one, audience) for one in over)


async def test_the_twin_and_the_product_agree_on_the_world_of_the_flips(
    db: Database, settings: Settings
) -> None:
    engine = Engine(schema(), db, Clock(await worlds.on_the_day(settings)), _refresh)
    asking = {audience: caller(audience) for audience in Audience}
    await placed(db)

    for audience, who in asking.items():
        sight = rules.Sight(WORLD, who, RULES)
        for item in ITEMS.values():
            body = json.loads((await engine.answer(Request(everything.question(item)), who)).body)

            assert body == answers.answer(sight, everything.question(item), {}), (audience, item)


async def test_every_cell_that_is_turned_over_is_noticed(db: Database, tell: Callable[[str], None]) -> None:
    await placed(db)
    unreached, missed, found, same = 0, [], 0, 0

    for item, field, audience in cells():
        if not shows(item, audience):
            unreached += 1
        elif any(noticed(item, field, audience, who) for who in callers(audience)):
            found += 1
        elif _only_open(item, field, audience) or (item.__name__, field.name, audience) in NEVER_THERE:
            same += 1
        else:
            missed.append((item.__name__, field.name, str(audience)))

    tell(
        f"policy cells: {len(list(cells()))}, flips noticed {found}, behind a row rule that shows the audience nothing {unreached}, "
        f"alike for what the audience sees (organisations alone, or nothing stored), {same}"
    )
    assert missed == []


async def test_every_row_rule_that_is_turned_over_is_noticed(
    db: Database, tell: Callable[[str], None]
) -> None:
    await placed(db)
    missed, found, unreached = [], 0, 0

    for audience in Audience:
        for name, item in ITEMS.items():
            rule = RULES[name]["rows"][audience]
            other = ["always"] if "never" in rule else ["never"]
            changed = {**RULES, name: {**RULES[name], "rows": {**RULES[name]["rows"], audience: other}}}
            seen = [(len(looking(who)[1][name]), _seen(changed, who, item)) for who in callers(audience)]
            if any(before != after for before, after in seen):
                found += 1
            elif shows(item, audience, own=False) and any(after for _, after in seen):
                missed.append((name, str(audience), rule))
            else:
                unreached += 1

    tell(
        f"row rules: {len(ITEMS) * len(Audience)}, flips noticed {found}, of rows that stand in no such relation to anybody {unreached}"
    )
    assert missed == []


def _seen(read: dict[str, rules.Rules], who: Caller, item: type[Item]) -> int:
    return len(list(_rows(rules.Sight(WORLD, who, read), item)))


def _only_open(item: type[Item], field: Field, audience: Audience) -> bool:
    """The rule says `opened`, and no row about a person is ever shown in this capacity: of an organisation both give the same."""
    shown = [one.row for who in callers(audience) for one in looking(who)[1][item.__name__]]
    opened = RULES[item.__name__]["fields"][field.name][audience][0] == "opened"
    return opened and bool(shown) and not any(one.main["natural"] for one in shown)
