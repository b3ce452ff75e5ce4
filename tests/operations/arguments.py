"""Arguments of the small domains that worlds are drawn from: filters that hit, orders, page sizes, ids that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import get_named_type

from exchange.model import ITEMS
from exchange.model.kinds import Codes, Flag, Identities, Identity, Region, Texts
from tests.twin import domains
from tests.twin.worlds import RECORDS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Mapping

    from graphql import GraphQLField

    from exchange.model import Field, Item
    from tests.twin.worlds import World

FIRST = (0, 1, 2, 3, 5, 20)


class Arguments:
    """Draws values for the arguments of a field."""

    def __init__(self, chance: random.Random, world: World) -> None:
        self.chance = chance
        self.world = world

    def of(self, field: GraphQLField, returns: str) -> dict[str, Any]:
        """Values by argument; what is optional is often left out. `returns` names the type at the end of the field."""
        item = ITEMS.get(returns.removesuffix("Connection").removesuffix("Count"))
        draws: dict[str, Callable[[], Any]] = {
            "id": lambda: self._identity(returns), "login": self._login, "batch": lambda: f"batch {self.chance.randrange(6)}",
            "by": lambda: self._keys(field) if returns.endswith("Count") else self._by(),
            "search": lambda: self.chance.choice(domains.SEARCHES), "first": lambda: self.chance.choice(FIRST),
            "purpose": lambda: self.chance.choice(("AWARD", "PROJECT", "PILOT")), "since": lambda: self.chance.choice((1, 2)),
            "where": lambda: self._where(item) if item else {}, "orderBy": lambda: self._order(item) if item else [],
        }  # fmt: skip
        needed = {
            one
            for one, argument in field.args.items()
            if str(argument.type).endswith("!") and argument.default_value is None
        }
        needed |= {"id", "by", "batch", "login"} & set(field.args)
        return {
            one: draws[one]()
            for one in field.args
            if one in draws and (one in needed or self.chance.random() < 0.5)
        }

    def _login(self) -> str:
        return str(self.chance.choice(self.world.rows["Person"]).main["login"])

    def _identity(self, returns: str) -> str:
        name = "Client" if returns == "Client" else self.chance.choice(("Subject", *RECORDS, "Submission"))
        return str(self.chance.choice(self.world.rows[name]).main["id"])

    def _keys(self, field: GraphQLField) -> list[str]:
        """Keys of a grouping; by year alone is the one in which persons are counted."""
        offered = list(get_named_type(field.args["by"].type).values)  # type: ignore[attr-defined]
        return (
            ["YEAR"]
            if self.chance.random() < 0.3
            else self.chance.sample(offered, self.chance.choice((0, 1, 1, 2, 3)))
        )

    def _by(self) -> dict[str, str]:
        if self.chance.random() < 0.5:
            return {
                "creditCode": self.chance.choice(list(domains.values(ITEMS["Subject"].fields["credit_code"])))
            }
        return {"id": str(self.chance.choice(self.world.rows["Subject"]).main["id"])}

    def _where(self, item: type[Item]) -> dict[str, Any]:
        offered = [one for one in item.fields.values() if one.filter]
        guarded = [one for one in offered if one.personal]
        offered = guarded if guarded and self.chance.random() < 0.3 else offered
        chosen = self.chance.sample(offered, min(len(offered), self.chance.choice((1, 1, 2))))
        return {one.graphql: self._condition(item, one) for one in chosen}

    def _condition(self, item: type[Item], field: Field) -> dict[str, Any]:
        operator = self.chance.choice(field.kind.operators)
        if isinstance(field.kind, Region):
            return {operator: self.chance.choice(domains.REGIONS)}
        value = self._value(item, field)
        return {operator: [value, self._value(item, field)] if operator == "in" else value}

    def _value(self, item: type[Item], field: Field) -> Any:  # noqa: ANN401 - a value of any kind
        if isinstance(field.kind, Identities):
            return str(self.chance.choice(self.world.rows["Subject"]).main["id"])
        if isinstance(field.kind, Identity) and field.name == "agreement":
            return str(self.chance.choice(self.world.rows["Agreement"]).main["id"])
        if isinstance(field.kind, Identity):
            return str(self.chance.choice(self.world.rows[item.__name__]).main["id"])
        value = self.chance.choice(list(domains.values(field)))
        value = value[0] if isinstance(field.kind, Codes | Texts) else value
        return value if isinstance(value, int) or isinstance(field.kind, Flag) else _written(value)

    def _order(self, item: type[Item]) -> list[Mapping[str, str]]:
        offered = [one.graphql for one in item.fields.values() if one.order]
        chosen = self.chance.sample(offered, min(len(offered), self.chance.choice((1, 2))))
        return [{one: self.chance.choice(("ASC", "DESC"))} for one in chosen]


def _written(value: Any) -> str:  # noqa: ANN401 - a value of any kind
    """As a client writes it."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
