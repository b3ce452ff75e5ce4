"""`exchange counts renew`: count natural persons anew, once in a period."""

from __future__ import annotations

import typer

from exchange.cli import app
from exchange.cli.transaction import transact
from exchange.records import headcount

commands = typer.Typer(no_args_is_help=True, help="Counts of natural persons (自然人统计).")
app.add_typer(commands, name="counts")


@commands.callback()
def group() -> None:
    """Keep `renew` a word of its own."""


@commands.command("renew")
def renew() -> None:
    """Take over what changed in groups that are large enough, once in a period; give it as often as you like."""
    done = transact(lambda session, clock: headcount.renew(session, clock.today()))
    print("Persons are counted as of today." if done else "Persons were counted in this period already.")
