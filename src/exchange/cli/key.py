"""`exchange key`: the keys by which the exchange signs its tokens.

Every running process notices: a token names its key, and an unknown one is looked up. A rotation disturbs nobody; a revocation is for a key
that somebody else may have, and ends every token it signed.
"""

from __future__ import annotations

import typer

from exchange.cli import app
from exchange.cli.kid import TAKES_KEY_ID, KeyId
from exchange.cli.transaction import actor, transact
from exchange.grants import keys

key = typer.Typer(no_args_is_help=True, help="Keys by which the exchange signs tokens (签名密钥).")
app.add_typer(key, name="key")


@key.command()
def rotate() -> None:
    """Sign with a new key from now on; the old one is published until its last token has expired."""
    print(transact(lambda session, clock: keys.rotate_key(session, clock, actor())))


@key.command(context_settings=TAKES_KEY_ID)
def revoke(kid: KeyId) -> None:
    """End a key and every token it signed, at once; if it is the one that signs, a new one takes its place."""
    transact(lambda session, clock: keys.revoke_key(session, clock, actor(), kid))
    print(f"{kid} is revoked. Clients get new tokens by themselves.")


@key.command("list")
def list_keys() -> None:
    """Print kid, first moment and last moment of publication of every key, newest first, tab-separated."""
    for row in transact(lambda session, _clock: keys.all_keys(session)):
        ends = row["published_until"].isoformat() if row["published_until"] else "-"
        state = "active" if row["active"] else ends
        print("\t".join((row["kid"], row["created_at"].isoformat(), state)))
