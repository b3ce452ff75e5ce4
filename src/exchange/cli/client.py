"""`exchange client`: make, revoke and list the programs that may come in, and the keys they prove it with.

A secret is printed once, when it is made; the database keeps only its hash, and of a client's key only the public part. To change a key
without a gap: add the new one, let the client change over, retire the old one.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import sqlalchemy as sa
import typer

from exchange import values
from exchange.cli import app
from exchange.cli.kid import TAKES_KEY_ID, KeyId
from exchange.cli.transaction import actor, transact
from exchange.errors import BadRequest, FileUnreadable
from exchange.grants import applications, client_keys, clients
from exchange.model import client as client_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchange.database import WriteSession

client = typer.Typer(no_args_is_help=True, help="Programs that may come in (客户端).")
key = typer.Typer(no_args_is_help=True, help="Public keys by which a client signs in (private_key_jwt).")
secret = typer.Typer(no_args_is_help=True, help="A client's secret.")
client.add_typer(key, name="key")
client.add_typer(secret, name="secret")
redirect = typer.Typer(no_args_is_help=True, help="Addresses that a client may be led back to with a code.")
audience = typer.Typer(no_args_is_help=True, help="Resources that a client may have tokens for (RFC 8707).")
client.add_typer(redirect, name="redirect")
client.add_typer(audience, name="audience")
app.add_typer(client, name="client")

ClientId = Annotated[str, typer.Argument(help="Client id.")]
Moment = Annotated[str | None, typer.Option(help="Moment in ISO 8601; now if not given.")]
LARGEST_JWK = 16_384


@client.command()
def create(
    name: Annotated[str, typer.Argument(help="Who it is, for people.")],
    role: Annotated[str, typer.Option(help="Role of auth/roles.toml, such as partner or origin.")],
    department: Annotated[str | None, typer.Option(help="Department code.")] = None,
    jurisdiction: Annotated[str | None, typer.Option(help="Division code whose subtree it works in.")] = None,
    client_id: Annotated[str | None, typer.Option("--id", help="Client id; drawn if not given.")] = None,
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="For trying out: what it submits is judged and never stored.")
    ] = False,
    public: Annotated[
        bool, typer.Option("--public", help="An application on people's own devices, which keeps no secret.")
    ] = False,
) -> None:
    """Make a client and print its secret, which is not told again."""
    wanted = clients.Wanted(
        name, role, department, jurisdiction, client_id=client_id, sandbox=sandbox, public=public
    )
    made = transact(lambda session, clock: clients.create_client(session, clock, actor(), wanted))
    print(f"client_id={made.id}" + ("" if public else f"\nclient_secret={made.secret}"))


@client.command()
def revoke(client_id: ClientId) -> None:
    """Shut a client out from its next request on."""
    transact(lambda session, clock: clients.revoke_client(session, clock, actor(), client_id))
    print(f"{client_id} is revoked.")


@client.command("list")
def list_clients() -> None:
    """Print id, role, department, jurisdiction, state and name of every client, tab-separated."""
    for row in transact(lambda session, _clock: _all(session)):
        print("\t".join(row))


async def _all(session: WriteSession) -> list[tuple[str, ...]]:
    rows = await session.mappings(sa.select(client_table).order_by(client_table.c.id))
    return [
        (
            row["id"],
            row["role"],
            row["department"] or "-",
            row["jurisdiction"] or "-",
            "revoked" if row["revoked_at"] else "sandbox" if row["sandbox"] else "active",
            row["name"],
        )
        for row in rows
    ]


@key.command()
def add(
    client_id: ClientId,
    jwk: Annotated[str, typer.Option(help="File with the public key as a JWK; - reads standard input.")],
    valid_from: Annotated[
        str | None, typer.Option("--from", help="Moment in ISO 8601; now if not given.")
    ] = None,
) -> None:
    """Let a client sign with one more key, and print its kid and algorithm."""
    given, begins = client_keys.read_jwk(_read(jwk)), _moment(valid_from)
    transact(lambda session, clock: client_keys.add_key(session, clock, actor(), client_id, given, begins))
    print(f"kid={given.kid}\nalgorithm={given.algorithm}")


@key.command(context_settings=TAKES_KEY_ID)
def retire(
    client_id: ClientId,
    kid: KeyId,
    at: Moment = None,
) -> None:
    """End a client's key, at once or at a later moment. Tokens it brought end within five minutes."""
    ends = _moment(at)
    transact(lambda session, clock: client_keys.retire_key(session, clock, actor(), client_id, kid, ends))
    print(f"{kid} of {client_id} is retired{f' from {ends.isoformat()} on' if ends else ''}.")


@key.command("list")
def list_keys(client_id: ClientId) -> None:
    """Print kid, algorithm, first and last moment of every key of a client, tab-separated."""
    for row in transact(lambda session, _clock: client_keys.keys_of(session, client_id)):
        ends = row["retired_at"].isoformat() if row["retired_at"] else "-"
        print("\t".join((row["kid"], row["algorithm"], row["valid_from"].isoformat(), ends)))


@secret.command("remove")
def remove_secret(client_id: ClientId) -> None:
    """Take a client's secret away, so that it comes in by its keys alone."""
    transact(lambda session, clock: clients.remove_secret(session, clock, actor(), client_id))
    print(f"{client_id} comes in by its keys alone.")


Uri = Annotated[str, typer.Argument(help="The whole address; it is compared as text.")]


@redirect.command("add")
def add_redirect(client_id: ClientId, uri: Uri) -> None:
    """Let a client be led back to an address, with a code that a person allowed."""
    transact(lambda session, clock: applications.add_redirect(session, clock, actor(), client_id, uri))
    print(f"{client_id} may be led back to {uri}")


@redirect.command("remove")
def remove_redirect(client_id: ClientId, uri: Uri) -> None:
    """Take such an address away."""
    transact(lambda session, clock: applications.remove_redirect(session, clock, actor(), client_id, uri))
    print(f"{client_id} is not led back to {uri} any more.")


@redirect.command("list")
def list_redirects(client_id: ClientId) -> None:
    """Print the addresses that a client may be led back to."""
    _lines(transact(lambda session, _clock: applications.addresses(session, client_id))[0])


@audience.command("add")
def add_audience(client_id: ClientId, uri: Uri) -> None:
    """Let a client have tokens for a resource beside this exchange, another node for instance."""
    transact(lambda session, clock: applications.add_audience(session, clock, actor(), client_id, uri))
    print(f"{client_id} may have tokens for {uri}")


@audience.command("remove")
def remove_audience(client_id: ClientId, uri: Uri) -> None:
    """Take such a resource away; tokens that were given live for five minutes at most."""
    transact(lambda session, clock: applications.remove_audience(session, clock, actor(), client_id, uri))
    print(f"{client_id} has no more tokens for {uri}")


@audience.command("list")
def list_audiences(client_id: ClientId) -> None:
    """Print the resources beside this exchange that a client may have tokens for."""
    _lines(transact(lambda session, _clock: applications.addresses(session, client_id))[1])


def _lines(found: Sequence[str]) -> None:
    print("".join(f"{one}\n" for one in found), end="")


def _read(name: str) -> str:
    try:
        return sys.stdin.read(LARGEST_JWK) if name == "-" else Path(name).read_text("utf-8")[:LARGEST_JWK]
    except (OSError, UnicodeDecodeError):
        raise FileUnreadable(file=name, problem="it is not there, or no text in UTF-8.") from None


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else values.moment(text).astimezone(UTC)
    except ValueError as error:
        raise BadRequest(problem=f"the moment cannot be used: {error}") from None
