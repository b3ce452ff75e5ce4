"""What can be done with a thing: the form of one mutation, offered where the person may and the thing's state allows it.

Whatever comes back as a proposal is shown next, so that whoever proposed sees what waits for whom. What is told once (a secret, an initial
password) is shown on a page of its own, and nowhere again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exchange.access import Scope
from exchange.web.console import vocabulary
from exchange.web.console.admin import wording
from exchange.web.console.admin.register import one_of
from exchange.web.console.choices import departments
from exchange.web.console.rows import Fact
from exchange.web.console.sections import ROOT, Way
from exchange.web.console.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.responses import Response

    from exchange.web.console.admin.register import Register
    from exchange.web.console.desk import Desk, Done
    from exchange.web.console.forms import Option

MANAGES = frozenset({Scope.ACCESS_MANAGE})
ONCE = ("secret", "initialPassword", "recoveryCode")
"""What is told once."""
NAMED = {"id": "id", "client": "id", "login": "login"}
"""By which argument a mutation takes what it is about, and by which field of the thing that is known."""


@dataclass(frozen=True, slots=True)
class Act:
    """A mutation; `about` is the argument that names the thing. `closes` says that it takes access away."""

    mutation: str
    about: str = ""
    scopes: frozenset[Scope] = MANAGES
    when: Callable[[Mapping[str, Any]], bool] | None = None
    closes: bool = False
    shown: Callable[[Mapping[str, Any]], Mapping[str, str]] = field(default=lambda _: {})
    without: frozenset[str] = frozenset()

    def label(self, lang: str) -> str:
        """What it does, as the API says it."""
        root = vocabulary.graph().mutation_type
        assert root is not None  # noqa: S101 - there is always a mutation type
        return vocabulary.term(root.fields[self.mutation].description).said(lang)

    def open_to(self, desk: Desk, node: Mapping[str, Any]) -> bool:
        """Whether the person is offered it now."""
        return bool(self.scopes & desk.caller.scopes) and (self.when is None or self.when(node))

    def path_under(self, place: str) -> str:
        """The address of its form."""
        return f"{place}/{self.mutation}" if self.about else f"{place}/new/{self.mutation}"


def ways(kind: Register) -> tuple[Way, ...]:
    """The addresses of a register's forms; those of new things first, since `new` is no key."""
    found: list[Way] = []
    for act in kind.makes:
        found += _pair(f"/new/{act.mutation}", act, kind)
    for act in kind.acts:
        found += _pair(f"/{{key}}/{act.mutation}", act, kind)
    return tuple(found)


def _pair(path: str, act: Act, kind: Register) -> tuple[Way, Way]:
    async def show(desk: Desk) -> Response:
        return await (await _sheet(desk, act, kind)).show(desk)

    async def send(desk: Desk) -> Response:
        return await (await _sheet(desk, act, kind)).send(desk)

    return Way(path, show), Way(path, send, post=True)


async def _sheet(desk: Desk, act: Act, kind: Register) -> Sheet:
    node = await one_of(desk, kind) if act.about else {}
    back = f"{kind.place}/{desk.part('key')}" if act.about else kind.place
    return Sheet(
        mutation=act.mutation,
        title=act.label(desk.lang),
        back=back,
        fixed={act.about: node[NAMED[act.about]]} if act.about else {},
        choices=await offered(desk),
        shown=act.shown(node),
        without=act.without,
        lead=wording.admin(desk.lang)["lead"].get(act.mutation, ""),
        onward=lambda done: _onward(done, back),
        told=told_once,
    )


async def offered(desk: Desk) -> Mapping[str, Sequence[Option]]:
    """Values for what the schema knows as text alone."""
    lang = desk.lang
    known = await departments(desk)
    return {
        "role": wording.role_options(lang), "roles": wording.role_options(lang), "scopes": wording.scope_options(lang),
        "items": wording.item_options(lang), "department": known, "provider": known,
    }  # fmt: skip


def _onward(done: Done, back: str) -> str:
    proposal = done.data.get("proposal")
    return f"{ROOT}/proposals/{proposal}" if proposal else back


def told_once(desk: Desk, done: Done) -> Response | None:
    """The page that shows what is not told again; None where there is nothing of the kind."""
    if not any(done.data.get(name) for name in ONCE):
        return None
    words = wording.admin(desk.lang)["once"]
    facts = [
        Fact(words[name], str(done.data[name])) for name in ("id", "login", *ONCE) if done.data.get(name)
    ]
    proposal = done.data.get("proposal")
    return desk.page(
        "admin_once.html", facts=facts, proposal=f"{ROOT}/proposals/{proposal}" if proposal else "", back=ROOT
    )
