"""Who asks: scopes, audiences, roles and the frozen `Caller` that travels below the door.

The vocabulary stands in code, because code must check each word; the assignment (which role holds which scope and audience) is
data in `auth/roles.toml`. A caller is resolved once, where a request comes in; below that nobody reads a header or a token.
An empty requirement never means "allowed": `ANONYMOUS` holds the audience `public` and no scope.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from exchange.errors import PolicyError, ScopeMissing
from exchange.resources import auth

if TYPE_CHECKING:
    from collections.abc import Mapping
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


# Never held together by one client: who opens doors must not walk through them.
APART: tuple[tuple[Scope, Scope], ...] = (
    (Scope.ACCESS_MANAGE, Scope.PERSON_READ),
    (Scope.ACCESS_MANAGE, Scope.RECORD_PUBLISH),
)


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
class Token:
    """The token that a caller came with: its id, the key that signed it, and for which scopes it was given.

    It travels with the caller because token and key can be revoked while a request is under way: whoever reads rights afresh asks for both.
    """

    jti: str
    kid: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as the door resolved it. Nothing below the door knows more than this.

    `departments` are the department codes whose records count as the caller's own: its department and all its predecessors.
    `jurisdiction` is the division code whose subtree the caller works in. `agreement` and `case` are what the call named; whether
    the agreement lives is decided inside the reading statement. `epoch` is the access epoch this profile was read at.
    What a `sandbox` caller submits is judged and reported, and never stored.
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

    def require(self, scope: Scope) -> None:
        """Raise `ScopeMissing` unless the caller holds `scope`."""
        if scope not in self.scopes:
            raise ScopeMissing(scope=scope)

    @property
    def anonymous(self) -> bool:
        """True for a caller without a client."""
        return self.client is None

    @property
    def anybody(self) -> bool:
        """True for a caller of whom nothing is known at all: no client, and no case that it has the secret of."""
        return self.anonymous and self.subject is None


ANONYMOUS = Caller()
CLOCK = Caller(actor="clock", audiences=frozenset())
"""The worker: it makes what a day brings, and sees nothing."""


def complainant(subject: UUID) -> Caller:
    """Whoever has number and secret of a case that was filed without an account: the subject of that case, and of nothing else."""
    return Caller(
        subject=subject, scopes=COMPLAINANT, audiences=frozenset({Audience.PUBLIC, Audience.SUBJECT})
    )


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
        for one, other in APART:
            if {one, other} <= scopes:
                text = f"auth/roles.toml, role {name}: {one} never combines with {other}. Split the role."
                raise PolicyError(text)
        found[name] = Role(name, zh, scopes, audiences | {Audience.PUBLIC})
    return found
