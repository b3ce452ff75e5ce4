"""`exchange policy`: run the cases, explain a cell, apply the rights to the database."""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit, urlunsplit

import typer

from exchange import policy_check, postgres, resources
from exchange.cli import app
from exchange.clock import Clock
from exchange.database import Database, owner_engine
from exchange.database.probe import probe
from exchange.disclosure import policy, second_line
from exchange.errors import ArgumentInvalid, StartupError
from exchange.model import ITEMS
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.disclosure.policy import FieldRule
    from exchange.model import Field, Item

commands = typer.Typer(
    no_args_is_help=True, help="Disclosure rules (披露规则): cases, explanations, rights of the logins."
)
app.add_typer(commands, name="policy")


@commands.command("check")
def check() -> None:
    """Run the cases of auth/cases in scratch databases; exit code 1 when one does not hold."""
    cases = policy_check.read(resources.auth() / "cases")
    with postgres.reachable(Settings.load(os.environ)) as settings:
        outcomes = asyncio.run(_all(settings, cases))
    for outcome in outcomes:
        state = "ok" if not outcome.failures else "FAILED"
        print(f"{state:7} {outcome.case}: {outcome.met} expectations hold")
        for failure in outcome.failures:
            print(f"        {failure}")
    if any(outcome.failures for outcome in outcomes):
        raise typer.Exit(1)


async def _all(settings: Settings, cases: list[policy_check.Case]) -> list[policy_check.Outcome]:
    outcomes = []
    for case in cases:
        async with _scratch(settings) as own, Database.open(own) as db:
            outcomes.append(await policy_check.check(db, Clock(own), case))
    return outcomes


@asynccontextmanager
async def _scratch(settings: Settings) -> AsyncIterator[Settings]:
    """Settings of a prepared database of our own, dropped at the end."""
    if settings.database_url is None:  # pragma: no cover - reachable gives settings with one
        raise StartupError("There is no database to make a scratch copy in.")
    name = f"policy_check_{secrets.token_hex(6)}"
    engine = owner_engine(settings)
    own = settings.at(urlunsplit(urlsplit(settings.database_url)._replace(path=f"/{name}")))
    async with engine.connect() as outer:
        connection = await outer.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
        try:
            await prepare(own)
            yield own
        finally:
            await connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@commands.command("explain")
def explain(
    item: Annotated[
        str, typer.Argument(help="Item, as in auth/disclosure: penalty, dishonesty_record, subject, …")
    ],
    field: Annotated[str, typer.Argument(help="Field, by its API name or its name in the rule file.")],
) -> None:
    """Who gets a field, how, and by which law."""
    chosen = _item(item)
    wanted = _field(chosen, field)
    print(f"{chosen.zh} · {wanted.zh} ({chosen.__name__}.{wanted.graphql})")
    print(wanted.description)
    for audience, rule in policy().of(chosen).fields[wanted.name].items():
        rows = policy().of(chosen).rows[audience]
        print(f"  {audience:14} {_said(rule):44} {rule.basis}")
        print(f"  {'':14} rows: {' and '.join(rows.when)}  ({rows.basis})")


def _said(rule: FieldRule) -> str:
    treatment = rule.treatment
    return (
        treatment.name
        if treatment.condition is None
        else f"{treatment.name} if {treatment.condition} else {treatment.otherwise}"
    )


def _item(key: str) -> type[Item]:
    found = next((one for one in ITEMS.values() if key in {one.key, one.__name__}), None)
    if found is None:
        known = ", ".join(one.key for one in ITEMS.values())
        raise ArgumentInvalid(argument="ITEM", field="policy explain", problem=f"write one of {known}.")
    return found


def _field(item: type[Item], name: str) -> Field:
    found = next((one for one in item.fields.values() if name in {one.name, one.graphql}), None)
    if found is None:
        raise ArgumentInvalid(
            argument="FIELD", field="policy explain", problem=f"write one of {', '.join(item.fields)}."
        )
    return found


@commands.command("apply")
def apply() -> None:
    """Make the rights and the row level security of the logins what the rules say, and tell what was changed."""
    with postgres.reachable(Settings.load(os.environ)) as settings:
        changed = asyncio.run(_apply(settings))
    for line in changed:
        print(f"changed: {line}")
    print(f"Rights of policy {policy().version}: {len(changed) or 'nothing'} changed.")


async def _apply(settings: Settings) -> list[str]:
    await probe(settings)
    engine = owner_engine(settings)
    async with engine.begin() as connection:
        changed = await second_line.apply(connection, policy(), settings)
    await engine.dispose()
    await second_line.check(policy(), settings)
    return changed
