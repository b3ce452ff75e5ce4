"""Who asks: scopes, audiences, roles and the frozen `Caller` that travels below the door.

The vocabulary stands in code, because code must check each word; the assignment (which role holds which scope and audience) is
data in `auth/roles.toml`. A caller is resolved once, where a request comes in; below that nobody reads a header or a token.
An empty requirement never means "allowed": `ANONYMOUS` holds the audience `public` and no scope.
"""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from exchange.errors import BadRequest, PolicyError, RolesApart, ScopeMissing
from exchange.resources import auth

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from uuid import UUID


class Scope(StrEnum):
    """What a client may do, as `resource:action`. A closed set."""

    RECORD_READ = "record:read"
    RECORD_SUBMIT = "record:submit"
    RECORD_VERIFY = "record:verify"
    RECORD_PUBLISH = "record:publish"
    PERSON_READ = "person:read"
    CONFIDENTIAL_READ = "confidential:read"
    DUTY_HANDLE = "duty:handle"
    OBJECTION_FILE = "objection:file"
    OBJECTION_HANDLE = "objection:handle"
    REPAIR_FILE = "repair:file"
    REPAIR_DECIDE = "repair:decide"
    COMPLAINT_FILE = "complaint:file"
    COMPLAINT_HANDLE = "complaint:handle"
    COMPLAINT_IDENTITY = "complaint:identity"
    COMMITMENT_WRITE = "commitment:write"
    COMMITMENT_CONFIRM = "commitment:confirm"
    EVALUATION_READ = "evaluation:read"
    EVALUATION_WRITE = "evaluation:write"
    WARNING_HANDLE = "warning:handle"
    TASK_REPORT = "task:report"
    SHARE_REQUEST = "share:request"
    SHARE_APPROVE = "share:approve"
    FEED_READ = "feed:read"
    EXPORT_READ = "export:read"
    ACCESS_MANAGE = "access:manage"
    AUDIT_READ = "audit:read"
    RELAY_PUSH = "relay:push"


class Audience(StrEnum):
    """In what capacity a caller looks at one row (disclosure matrix)."""

    PUBLIC = "public"
    SUBJECT = "subject"
    PARTNER = "partner"
    AGREED = "agreed"
    SUPERIOR = "superior"
    DISCIPLINE = "discipline"
    KEEPER = "keeper"
    ORIGIN = "origin"
    ADMINISTRATOR = "administrator"


COMPLAINANT = frozenset({
    Scope.RECORD_READ, Scope.PERSON_READ, Scope.CONFIDENTIAL_READ, Scope.COMPLAINT_FILE, Scope.COMPLAINT_IDENTITY,
})  # fmt: skip
"""What whoever filed a complaint without an account may do with it."""


@dataclass(frozen=True, slots=True)
class Role:
    """A named bundle of scopes and audiences, from `auth/roles.toml`."""

    name: str
    zh: str
    scopes: frozenset[Scope]
    audiences: frozenset[Audience]


@dataclass(frozen=True, slots=True)
class Call:
    """What a call is for: the agreement it comes under, the case it belongs to, the purpose it states (RFC 9396, or two headers)."""

    agreement: UUID | None = None
    case: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What an agreement leaves of its items; fixed when it is signed. None leaves all.

    `fields` as `Penalty.fine`; `sources` are the department that provides and its predecessors; `subject` the one who consented; `counted`
    says that its uses are numbered.
    """

    fields: frozenset[str] | None = None
    sources: tuple[str, ...] | None = None
    subject: UUID | None = None
    counted: bool = False


WHOLE = Narrowed()


@dataclass(frozen=True, slots=True)
class Token:
    """The token that a caller came with: its id, the key that signed it, and for which scopes it was given. A session has no key.

    It travels with the caller because token and key can be revoked while a request is under way: whoever reads rights afresh asks for both.
    """

    jti: str
    kid: str | None
    scopes: frozenset[str]
    call: Call | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the door resolved it. Nothing below the door knows more than this.

    `departments` are the department codes whose records count as the caller's own: its department and all its predecessors.
    `jurisdiction` is the division code whose subtree the caller works in. `agreement` and `case` are what the call named; whether
    the agreement lives is decided inside the reading statement, and `narrowed` what it leaves of its items. `purpose` is what the call
    says of itself where no agreement does. `epoch` is the access epoch this profile was read at.
    What a `sandbox` caller submits is judged and reported, and never stored. `person` is the login of the person who acts, in a session of
    the console (then there is no client) or through a client; `actor` is whoever answers for what is done: the person, else the client.
    """

    client: str | None = None
    actor: str = "anonymous"
    department: str | None = None
    departments: tuple[str, ...] = ()
    jurisdiction: str | None = None
    subject: UUID | None = None
    scopes: frozenset[Scope] = frozenset()
    audiences: frozenset[Audience] = field(default=frozenset({Audience.PUBLIC}))
    agreement: UUID | None = None
    case: str | None = None
    epoch: int = 0
    token: Token | None = None
    sandbox: bool = False
    person: str | None = None
    narrowed: Narrowed = WHOLE
    purpose: str | None = None

    def require(self, scope: Scope) -> None:
        """Raise `ScopeMissing` unless the caller holds `scope`."""
        if scope not in self.scopes:
            raise ScopeMissing(scope=scope)
        used(self, scope)

    def require_uncounted(self) -> None:
        """Raise BadRequest where the uses of the call's agreement are numbered: an extract is not one use of it, nor a known number."""
        if self.narrowed.counted and Audience.AGREED in self.audiences:
            raise BadRequest(
                problem="an agreement with a number of uses gives no extract. Ask for the records themselves."
            )

    @property
    def anonymous(self) -> bool:
        """True for a caller without a client who is no person that signed in."""
        return self.client is None and self.person is None

    @property
    def uploader(self) -> str:
        """In whose name it uploads: whoever has the secret of a case shares the name `anonymous` with all others, not what they sent."""
        return f"tracked:{self.subject}" if self.anonymous else self.actor

    @property
    def anybody(self) -> bool:
        """True for a caller of whom nothing is known at all: no client, and no case that it has the secret of."""
        return self.anonymous and self.subject is None


EXERCISED: ContextVar[list[tuple[Caller, Scope]] | None] = ContextVar("exercised", default=None)
"""Which scopes the request at hand made use of, where somebody wants to know (`grants.uses`)."""


def used(caller: Caller, *scopes: Scope) -> None:
    """Say that a caller makes use of scopes that it holds."""
    noted = EXERCISED.get()
    if noted is not None:
        noted += [(caller, one) for one in scopes]


@contextmanager
def unnoted() -> Iterator[None]:
    """What is looked at through somebody's eyes meanwhile is no use that somebody makes of a scope."""
    before = EXERCISED.set(None)
    try:
        yield
    finally:
        EXERCISED.reset(before)


ANONYMOUS = Caller()
CLOCK = Caller(actor="clock", audiences=frozenset())
"""The worker: it makes what a day brings, and sees nothing."""


def complainant(subject: UUID) -> Caller:
    """Whoever has number and secret of a case that was filed without an account: the subject of that case, and of nothing else."""
    return Caller(
        subject=subject, scopes=COMPLAINANT, audiences=frozenset({Audience.PUBLIC, Audience.SUBJECT})
    )


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """What needs a second person, and what is never held together: who opens doors must not walk through them."""

    scopes: frozenset[Scope]
    apart: tuple[tuple[Scope, Scope], ...]


@cache
def second_person() -> SecondPerson:
    """The rules of `auth/second_person.toml`; an unknown word stops the program."""
    found = tomllib.loads((auth() / "second_person.toml").read_text("utf-8"))
    try:
        scopes = frozenset(Scope(one["scope"]) for one in found["scope"])
        apart = tuple(
            (Scope(one), Scope(other)) for one, other in (each["scopes"] for each in found["apart"])
        )
    except (KeyError, ValueError) as problem:
        text = f"auth/second_person.toml: {problem}. Use the scopes of exchange.access."
        raise PolicyError(text) from problem
    return SecondPerson(scopes, apart)


def apart(scopes: Collection[Scope]) -> tuple[tuple[Scope, Scope], ...]:
    """The pairs that nobody holds together, client or person, and that are both among these: who opens doors does not walk through them."""
    return tuple(pair for pair in second_person().apart if {*pair} <= {*scopes})


@cache
def roles() -> Mapping[str, Role]:
    """All roles by name; an unknown word in the file stops the program."""
    path = auth() / "roles.toml"
    found = {}
    for name, entry in tomllib.loads(path.read_text("utf-8")).items():
        try:
            scopes = frozenset(Scope(word) for word in entry["scopes"])
            audiences = frozenset(Audience(word) for word in entry["audiences"])
            zh = str(entry["zh"])
        except (KeyError, ValueError) as problem:
            text = (
                f"auth/roles.toml, role {name}: {problem}. Use the scopes and audiences of exchange.access."
            )
            raise PolicyError(text) from problem
        for one, other in apart(scopes):
            text = f"auth/roles.toml, role {name}: {one} never combines with {other}. Split the role."
            raise PolicyError(text)
        found[name] = Role(name, zh, scopes, audiences | {Audience.PUBLIC})
    return found


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody holds by all roles together."""

    scopes: frozenset[Scope]
    audiences: frozenset[Audience]


SUBJECT = "subject"
"""The one role that somebody has for their own sake, not for an office."""


def combined(names: Iterable[str]) -> Rights:
    """The rights of several roles held by one person.

    BadRequest for a role that is not there or does not go with others; RolesApart, which names the rule, where the union would hold a pair
    that is kept apart.
    """
    held = sorted(set(names))
    known = [roles()[name] for name in held if name in roles()]
    if not held or len(known) < len(held):
        raise BadRequest(problem=f"give one or more of these roles: {', '.join(sorted(roles()))}.")
    if SUBJECT in held and len(held) > 1:
        raise BadRequest(
            problem=f"the role {SUBJECT} is for a person's own records and goes with no other. Make a second account for the office."
        )
    scopes = frozenset[Scope]().union(*(role.scopes for role in known))
    for one, other in apart(scopes):
        raise RolesApart(one=one, other=other, roles=", ".join(held))
    return Rights(scopes, frozenset[Audience]().union(*(role.audiences for role in known)))
