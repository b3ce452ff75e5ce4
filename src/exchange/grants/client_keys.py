"""A client's public keys: several live at once, so that a new one works before the old one is retired.

The algorithm follows from the key and is stored with it; an assertion's own header never chooses. What is stored is what was read out of
the JWK, so nothing else that a file may hold comes in.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from sqlalchemy.dialects.postgresql import insert

from exchange.errors import BadRequest, NotFound
from exchange.grants.journal import changed
from exchange.model import client, client_key

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from exchange.clock import Clock
    from exchange.database import WriteSession

Key = ECKey | OKPKey | RSAKey
ES256, PS256, EDDSA = "ES256", "PS256", "EdDSA"
ALGORITHMS = (ES256, PS256, EDDSA)
LONGEST_KID = 100
SHORTEST_RSA, LONGEST_RSA = 2048, 4096
_KINDS: dict[tuple[str, str | None], tuple[type[Key], str]] = {
    ("EC", "P-256"): (ECKey, ES256),
    ("OKP", "Ed25519"): (OKPKey, EDDSA),
    ("RSA", None): (RSAKey, PS256),
}
_OFFERED = (
    f"Give an EC key on P-256 ({ES256}), an Ed25519 key ({EDDSA}) or an RSA key of {SHORTEST_RSA} to "
    f"{LONGEST_RSA} bits ({PS256}), as a JWK (RFC 7517)."
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A client's key, ready to be stored: kid, algorithm and the public JWK."""

    kid: str
    algorithm: str
    jwk: str


def read_jwk(text: str) -> PublicKey:
    """The key that a JWK describes; BadRequest says why it cannot be one. Without a kid it gets its thumbprint (RFC 7638)."""
    given = _object(text)
    if {"d", "p", "q", "k"} & set(given):
        raise BadRequest(
            problem="this is a private or shared key. Keep it where it is, and give the public part only."
        )
    kind = _KINDS.get((str(given.get("kty")), given.get("crv") if given.get("kty") != "RSA" else None))
    if kind is None:
        raise BadRequest(problem=f"the key is of a kind that is not accepted. {_OFFERED}")
    if given.get("alg", kind[1]) != kind[1] or given.get("use", "sig") != "sig":
        raise BadRequest(problem=f"the key says that it is meant for something else. {_OFFERED}")
    key = _imported(kind[0], given)
    kid = str(given.get("kid") or key.thumbprint())
    if len(kid) > LONGEST_KID or not kid.isprintable():
        raise BadRequest(problem=f"the kid must have 1 to {LONGEST_KID} printable characters.")
    return PublicKey(kid, kind[1], json.dumps({**key.as_dict(private=False), "kid": kid}))


async def add_key(
    session: WriteSession,
    clock: Clock,
    actor: str,
    client_id: str,
    key: PublicKey,
    valid_from: dt.datetime | None = None,
) -> None:
    """Let a client sign with this key too, from now or a later moment on. A kid stands for one key for ever."""
    known = sa.select(client.c.id).where(client.c.id == client_id, client.c.revoked_at.is_(None))
    if await session.scalar(known) is None:
        raise NotFound(what="client id")
    begins = valid_from or clock.now()
    values = {"client_id": client_id, "kid": key.kid, "jwk": key.jwk, "algorithm": key.algorithm}
    times = {"created_at": clock.now(), "valid_from": begins}
    made = insert(client_key).values(**values, **times).on_conflict_do_nothing()
    if await session.scalar(made.returning(client_key.c.kid)) is None:
        raise BadRequest(
            problem="the client has or had a key of that kid. Make a new key pair, with a kid of its own."
        )
    detail = {"kid": key.kid, "algorithm": key.algorithm, "valid_from": begins.isoformat()}
    await changed(session, clock, actor, "client.key.add", client_id, detail)


async def retire_key(
    session: WriteSession, clock: Clock, actor: str, client_id: str, kid: str, at: dt.datetime | None = None
) -> None:
    """End a key, at once or at a later moment; NotFound for one that is unknown or has ended."""
    moment = at or clock.now()
    here = sa.update(client_key).where(
        client_key.c.client_id == client_id,
        client_key.c.kid == kid,
        client_key.c.retired_at.is_(None) | (client_key.c.retired_at > clock.now()),
    )
    if await session.scalar(here.values(retired_at=moment).returning(client_key.c.kid)) is None:
        raise NotFound(what="client and key id")
    detail = {"kid": kid, "retired_at": moment.isoformat()}
    await changed(session, clock, actor, "client.key.retire", client_id, detail)


async def keys_of(session: WriteSession, client_id: str) -> Sequence[Mapping[Any, Any]]:
    """All keys of a client, oldest first."""
    chosen = sa.select(client_key).where(client_key.c.client_id == client_id)
    return await session.mappings(chosen.order_by(client_key.c.created_at, client_key.c.kid))


def live(now: dt.datetime | sa.BindParameter[dt.datetime]) -> sa.ColumnElement[bool]:
    """Whether a key may sign at this moment."""
    ended = client_key.c.retired_at.is_(None) | (client_key.c.retired_at > now)
    return (client_key.c.valid_from <= now) & ended


def _object(text: str) -> dict[str, Any]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise BadRequest(problem=f"this is no JSON object. {_OFFERED}")
    return given


def _imported(kind: type[Key], given: dict[str, Any]) -> Key:
    names = ("kty", "crv", "x", "y", "n", "e")
    try:
        if kind is RSAKey:
            _long_enough(str(given["n"]))
        return kind.import_key({name: str(given[name]) for name in names if name in given})
    except (JoseError, ValueError, TypeError, KeyError):
        raise BadRequest(problem=f"the numbers of the key are no such key. {_OFFERED}") from None


def _long_enough(modulus: str) -> None:
    bits = int.from_bytes(base64.urlsafe_b64decode(modulus + "=" * (-len(modulus) % 4)), "big").bit_length()
    if not SHORTEST_RSA <= bits <= LONGEST_RSA:
        raise BadRequest(problem=f"the RSA key has {bits} bits. {_OFFERED}")
