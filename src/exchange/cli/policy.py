"""`exchange policy`: run the cases, explain a cell, compare and activate rules, apply the rights to the database."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit, urlunsplit

import sqlalchemy as sa
import typer

from exchange import policy_check, postgres, resources
from exchange.api.engine import Engine, Request
from exchange.api.schema import schema
from exchange.cli import app
from exchange.cli.access import id_of, operator
from exchange.cli.transaction import transact
from exchange.clock import Clock
from exchange.database import Database, owner_engine
from exchange.database.probe import probe
from exchange.disclosure import policy, second_line
from exchange.disclosure.matrix import widens
from exchange.disclosure.policy import texts
from exchange.errors import ArgumentInvalid, BadRequest, FileUnreadable, StartupError
from exchange.grants import difference, versions
from exchange.model import ITEMS, PolicyVersion
from exchange.oauth.door import Door
from exchange.prepare import prepare
from exchange.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from exchange.database import WriteSession
    from exchange.disclosure import Policy
    from exchange.disclosure.policy import FieldRule
    from exchange.model import Field, Item

commands = typer.Typer(
    no_args_is_help=True, help="Disclosure rules (披露规则): cases, explanations, rights of the logins."
)
app.add_typer(commands, name="policy")


Files = Annotated[
    Path, typer.Argument(help="A rule file, or a folder of them; what is not in it stays as it is followed.")
]


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
    record: Annotated[
        str | None,
        typer.Option(help="Id of a record: what a client gets of the field there, never the value."),
    ] = None,
    client: Annotated[str | None, typer.Option("--as", help="Client id; with --record.")] = None,
) -> None:
    """Who gets a field, how, and by which law; or what one client gets of it in one record, and why."""
    chosen = _item(item)
    wanted = _field(chosen, field)
    if record is not None:
        with postgres.reachable(Settings.load(os.environ)) as settings:
            print(asyncio.run(_cell(settings, record, client, wanted)))
        return
    print(f"{chosen.zh} · {wanted.zh} ({chosen.__name__}.{wanted.graphql})")
    print(wanted.description)
    for audience, rule in policy().of(chosen).fields[wanted.name].items():
        rows = policy().of(chosen).rows[audience]
        print(f"  {audience:14} {_said(rule):44} {rule.basis}")
        print(f"  {'':14} rows: {' and '.join(rows.when)}  ({rows.basis})")


_ROW = "query ($id: ID!, $client: String) { explainRow(id: $id, client: $client) { visible fields { field treatment reason basis } } }"


async def _cell(settings: Settings, record: str, client: str | None, field: Field) -> str:
    """By the very path that reads the record, asked for its explanation alone."""
    if client is None:
        raise BadRequest(problem="say with --as which client looks at the record.")
    await prepare(settings)
    async with Database.open(settings) as db:
        clock = Clock(settings)
        engine = Engine(schema(), db, clock, Door(db, clock, settings.issuer).refresh)
        answer = await engine.answer(Request(_ROW, {"id": record, "client": client}), operator())
    body = json.loads(answer.body)
    if "errors" in body:
        return str(body["errors"][0]["message"])
    cells = {one["field"]: one for one in body["data"]["explainRow"]["fields"]}
    if field.graphql not in cells:
        return f"{client} does not see the record, or it is of another kind."
    cell = cells[field.graphql]
    return f"{client}: {cell['treatment']}" + (
        f"  {cell['reason']}  {cell['basis']}" if cell["reason"] else ""
    )


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
        await versions.settle(connection, Clock(settings).now())
        changed = await second_line.apply(connection, policy(), settings)
    await engine.dispose()
    await second_line.check(policy(), settings)
    return changed


@commands.command("versions")
def versions_here() -> None:
    """Print number, version, state, who brought it in and why of every version, tab-separated, the newest first."""
    for row in transact(lambda session, _clock: _versions(session)):
        print("\t".join(row))


@commands.command("diff")
def diff(files: Files) -> None:
    """Compare rules with those that are followed: cells gained and lost per audience, stored rows touched, treatments before and after."""
    given = _texts(files)
    after, found = transact(lambda session, clock: _compared(session, clock, given))
    for one in found:
        change = one.change
        side = "both" if change.gained and change.lost else "gained" if change.gained else "lost"
        cell = f"{change.before.item.__name__}.{change.before.field.graphql}\t{change.before.audience}"
        print(f"{side}\t{cell}\t{change.before.given} -> {change.after.given}\t{one.rows} rows")
        for before, then in one.samples:
            print(f"\t\t\tsome rows: {before} -> {then}")
    told = "a second person has to activate it" if widens(policy(), after) else "nobody gets more"
    print(f"{policy().version} -> {after.version}: {len(found)} cells; {told}.")


@commands.command("propose")
def propose(
    files: Files, reason: Annotated[str, typer.Option(help="Why; it goes into the journal.")]
) -> None:
    """Bring in other rules and propose to follow them."""
    given = _texts(files)
    done = transact(lambda session, clock: versions.propose(session, clock, operator(), given, reason))
    print(f"version={done.version}\nproposal={done.proposal}")
    print("A second person has to activate it." if done.widens else "Nobody gets more by it.")


@commands.command("activate")
def activate(
    proposal: Annotated[str, typer.Argument(help="Id of the proposal.")],
    reason: Annotated[str, typer.Option(help="Why; it goes into the journal.")],
) -> None:
    """Follow proposed rules, in every process from its next request on; the rights of the logins go along."""
    chosen = id_of(proposal)
    rules = transact(
        lambda session, clock: versions.activate(session, clock, operator(), chosen, reason), as_owner=True
    )
    print(f"{rules.version} is followed.")


def _texts(files: Path) -> dict[str, str]:
    """A folder's rule files, or the one file under its name."""
    if files.is_dir():
        return texts(files)
    try:
        return {files.name: files.read_text("utf-8")}
    except (OSError, UnicodeDecodeError):
        raise FileUnreadable(file=str(files), problem="it is not there, or no text in UTF-8.") from None


async def _compared(
    session: WriteSession, clock: Clock, files: dict[str, str]
) -> tuple[Policy, list[difference.Touched]]:
    after = versions.read(files)
    return after, await difference.touched(session, policy(), after, clock.today())


async def _versions(session: WriteSession) -> list[tuple[str, ...]]:
    table = PolicyVersion.table.c
    rows = await session.mappings(sa.select(PolicyVersion.table).order_by(table.number.desc()))
    return [
        (
            str(row["number"]),
            row["version"],
            "followed" if row["active_since"] and not row["active_until"] else "here",
            row["made_by"],
            row["reason"],
        )
        for row in rows
    ]
