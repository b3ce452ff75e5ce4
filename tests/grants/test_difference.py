"""A comparison of rules agrees with what an obvious recomputation finds, cell by cell and row by row."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchange.access import Audience, Caller, Scope
from exchange.database import Database
from exchange.disclosure.matrix import widens
from exchange.disclosure.policy import parse, shipped
from exchange.disclosure.predicates import CONDITIONS
from exchange.errors import PolicyError
from exchange.grants.difference import touched
from exchange.model import ITEMS
from tests.twin import domains, rules, worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.disclosure.policy import Policy
    from exchange.model import Field, Item
    from exchange.settings import Settings

WORDS = (
    "always",
    "never",
    "published_in_period",
    "organisation",
    "shared_or_published",
    "all_but_archived",
    "unconditional_class",
)


class Anybody(rules.Sight):
    """Whoever holds an audience, in that capacity to every row."""

    def _related(self, *_: Any) -> bool:  # noqa: ANN401 - whatever is asked
        return True

    def _administered(self, row: worlds.Stored) -> bool:  # noqa: ARG002 - wherever it was
        return True

    def audiences(self, item: type[Item]) -> tuple[Audience, ...]:
        return tuple(one for one in Audience if "never" not in self.rules[item.__name__]["rows"][one])

    def given_as(self, item: type[Item], row: worlds.Stored, field: Field, audience: Audience) -> str:
        """The treatment on this row, a condition about the caller left as it stands."""
        when = self.rules[item.__name__]["rows"][audience]
        text = self.rules[item.__name__]["fields"][field.name][audience][0]
        if "never" in when or not all(self._holds(item, row, audience, word) for word in when):
            return "hidden"
        name, _, rest = text.partition(" if ")
        condition, _, otherwise = rest.partition(" else ")
        if condition != "organisation":
            return str(text)
        return str(otherwise if row.main["natural"] else name)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Other rules, their files changed at random."""

    policy: Policy
    files: Mapping[str, str]


def drawn(chance: random.Random) -> Drawn:
    """A change of one to three lines that can be read; others are drawn again."""
    while True:
        files = dict(shipped().files)
        for _ in range(chance.randint(1, 3)):
            name = chance.choice(sorted(files))
            files[name] = _changed(files[name], chance)
        try:
            found = parse(files)
        except PolicyError:
            continue
        if found.version != shipped().version:
            return Drawn(found, files)


def _changed(text: str, chance: random.Random) -> str:
    lines = text.splitlines()
    places = [number for number, line in enumerate(lines) if line.split(" = ")[0] in {*Audience}]
    place = chance.choice(places)
    audience, _, rest = lines[place].partition(" = ")
    if "when" in rest:
        when = ", ".join(f'"{word}"' for word in chance.sample(WORDS, chance.randint(1, 2)))
        lines[place] = f'{audience} = {{ when = [{when}], basis = "drawn" }}'
    else:
        plain = chance.choice(("clear", "hidden", "surname", "redacted", "opened", "id_number"))
        condition = chance.choice(sorted(CONDITIONS))
        treatment = plain if chance.random() < 0.7 else f"clear if {condition} else {plain}"
        lines[place] = f'{audience} = "{treatment}"'
    return "\n".join(lines) + "\n"


def recomputed(world: worlds.World, other: Drawn) -> dict[tuple[str, str, str], int]:
    """Rows that are given otherwise, by item, field and audience; cells without any row left out."""
    caller = Caller(scopes=frozenset(Scope), audiences=frozenset(Audience), case="x")
    before, after = (Anybody(world, caller, rules.read(files)) for files in (None, other.files))
    found: dict[tuple[str, str, str], int] = {}
    for item in ITEMS.values():
        for field in item.fields.values():
            for audience in Audience:
                pairs = [
                    (before.given_as(item, row, field, audience), after.given_as(item, row, field, audience))
                    for row in world.of(item.__name__)
                ]
                number = sum(old != new for old, new in pairs)
                if number:
                    found[item.__name__, field.name, audience] = number
    return found


def more_open(world: worlds.World, other: Drawn) -> bool:
    """Some row gives somebody more than before: what no person alone may bring about."""
    caller = Caller(scopes=frozenset(Scope), audiences=frozenset(Audience), case="x")
    before, after = (Anybody(world, caller, rules.read(files)) for files in (None, other.files))
    opener: Callable[[Field, str], int] = lambda field, text: min(  # noqa: E731 - one line
        rules._openness(field, one) for one in text.replace(" else ", " if ").split(" if ")[::2]
    )
    closed: Callable[[Field, str], int] = lambda field, text: max(  # noqa: E731 - one line
        rules._openness(field, one) for one in text.replace(" else ", " if ").split(" if ")[::2]
    )
    return any(
        opener(field, after.given_as(item, row, field, audience))
        < closed(field, before.given_as(item, row, field, audience))
        and after.given_as(item, row, field, audience) != before.given_as(item, row, field, audience)
        for item in ITEMS.values()
        for field in item.fields.values()
        for audience in Audience
        for row in world.of(item.__name__)
    )


async def test_every_comparison_agrees_with_a_recomputation_row_by_row(
    settings: Settings, tell: Callable[[str], None], soaking: bool
) -> None:
    chance, compared, cells, widening = random.Random(6), 0, 0, 0
    async with Database.open(await worlds.on_the_day(settings)) as db:
        world = worlds.Draw(5).world(subjects=9, records=10)
        async with db.writing() as session:
            await worlds.store(session, world)
        for _ in range(400 if soaking else 6):
            other = drawn(chance)
            async with db.writing() as session:
                found = await touched(session, shipped(), other.policy, domains.TODAY)

            numbers = {
                (
                    one.change.before.item.__name__,
                    one.change.before.field.name,
                    one.change.before.audience,
                ): one.rows
                for one in found
                if one.rows
            }
            assert numbers == recomputed(world, other)
            assert all(
                {*one.samples} and all(old != new for old, new in one.samples) for one in found if one.rows
            )
            assert widens(shipped(), other.policy) or not more_open(world, other)
            compared, cells, widening = (
                compared + 1,
                cells + len(numbers),
                widening + widens(shipped(), other.policy),
            )
    tell(f"rules compared: {compared} changes, {cells} cells with rows, {widening} wider, 0 differences")
    assert 0 < widening < compared
