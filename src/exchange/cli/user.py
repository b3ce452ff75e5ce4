"""`exchange user`: the people who may sign in, and what to do when they cannot.

An initial password is printed once and has to be changed at the first sign-in. A lost second factor takes two: one who asks and another who
approves. Whoever types here is known by the account of the operating system, so two persons at one account are one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from exchange.cli import app
from exchange.cli.transaction import actor, transact
from exchange.grants import accounts, external, factors

if TYPE_CHECKING:
    from exchange.database import WriteSession

user = typer.Typer(no_args_is_help=True, help="People who may sign in (人员账号).")
app.add_typer(user, name="user")

ADMINISTRATOR = "administrator"
Login = Annotated[str, typer.Argument(help="Login of the account.")]
Roles = Annotated[
    list[str] | None, typer.Option("--role", help="Role of auth/roles.toml; several may be given.")
]
Department = Annotated[str | None, typer.Option(help="Department code.")]
Jurisdiction = Annotated[str | None, typer.Option(help="Division code whose subtree the person works in.")]


@user.command()
def create(
    login: Login,
    name: Annotated[str, typer.Argument(help="Who it is, for people.")],
    role: Roles = None,
    department: Department = None,
    jurisdiction: Jurisdiction = None,
    admin: Annotated[bool, typer.Option("--admin", help="Short for --role administrator.")] = False,
) -> None:
    """Make an account and print its initial password, which is not told again."""
    held = (*(role or ()), *((ADMINISTRATOR,) if admin else ()))
    wanted = accounts.Person(login, name, held, department, jurisdiction)
    _print(transact(lambda session, clock: accounts.create_account(session, clock, actor(), wanted)))


@user.command("list")
def list_users() -> None:
    """Print login, roles, department, jurisdiction, state, second factor and name of every account, tab-separated."""
    for row in transact(lambda session, _clock: _all(session)):
        print("\t".join(row))


@user.command()
def change(
    login: Login, role: Roles = None, department: Department = None, jurisdiction: Jurisdiction = None
) -> None:
    """Give an account other roles (all of them, as listed), another department or region, from its next request on."""
    transact(
        lambda session, clock: accounts.change_account(
            session, clock, actor(), login, roles=role, department=department, jurisdiction=jurisdiction
        )
    )
    print(f"{login} is changed.")


@user.command()
def lock(login: Login) -> None:
    """Shut a person out from their next request on."""
    transact(lambda session, clock: accounts.lock_account(session, clock, actor(), login))
    print(f"{login} is locked.")


@user.command()
def unlock(login: Login) -> None:
    """Let a locked person in again."""
    transact(lambda session, clock: accounts.unlock_account(session, clock, actor(), login))
    print(f"{login} may sign in again.")


@user.command()
def reset(login: Login) -> None:
    """Print a new initial password, and end the person's sessions. The second factor stays."""
    _print(transact(lambda session, clock: accounts.reset_password(session, clock, actor(), login)))


@user.command()
def recover(login: Login) -> None:
    """Ask that a lost second factor be set up anew; another administrator has to approve."""
    transact(lambda session, clock: factors.ask_recovery(session, clock, actor(), login))
    print(f"Another administrator approves with: exchange user approve {login}")


@user.command()
def approve(login: Login) -> None:
    """Approve somebody else's recovery, and print the code that the person types to set up the new factor."""
    code = transact(lambda session, clock: factors.approve_recovery(session, clock, actor(), login))
    print(f"recovery_code={code}")


@user.command()
def link(
    login: Login,
    value: Annotated[
        str | None, typer.Argument(help="Value of the claim; without one the link is ended.")
    ] = None,
) -> None:
    """Say by which value the external issuer (EXCHANGE_OIDC_ISSUER) knows a person."""
    transact(lambda session, clock: external.link_account(session, clock, actor(), login, value))
    print(f"{login} is linked." if value else f"{login} is linked no more.")


def _print(told: accounts.Told) -> None:
    print(f"login={told.login}\ninitial_password={told.password}")


async def _all(session: WriteSession) -> list[tuple[str, ...]]:
    return [
        (
            row["login"],
            ",".join(row["roles"]),
            row["department"] or "-",
            row["jurisdiction"] or "-",
            "locked" if row["locked_at"] else "active",
            "factor" if row["factor"] else "no factor",
            row["name"],
        )
        for row in await accounts.all_accounts(session)
    ]
