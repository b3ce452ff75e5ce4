"""A signed JWT, taken apart strictly and verified with one key and one algorithm that the caller names.

What stands in the header is only ever compared, never believed: no key, address or algorithm is taken from it. JOSE parsers accept more
than anybody sends, and a stranger's bytes reach this before anything is known about them, so size, alphabet and shape come first.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from joserfc.jwk import Key

PARTS = 3
_UNTRUSTED = frozenset({"jwk", "jku", "x5c", "x5u", "crit", "b64", "zip"})
_VERIFIERS = {
    "ES256": JWSRegistry.algorithms["ES256"],
    "PS256": JWSRegistry.algorithms["PS256"],
    "EdDSA": JWSRegistry.algorithms[
        "Ed25519"
    ],  # the name of RFC 9864 for the one curve that is registered here
}


@dataclass(frozen=True, slots=True)
class Jws:
    """A JWT whose signature nobody has looked at yet."""

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signed: bytes
    signature: bytes

    @property
    def untrusted(self) -> list[str]:
        """Header parameters that would have us take a key or a rule from the token itself."""
        return sorted(_UNTRUSTED & set(self.header))

    def is_signed_by(self, key: Key, algorithm: str) -> bool:
        """Whether the key made the signature by this algorithm, whatever the header says."""
        try:
            return _VERIFIERS[algorithm].verify(self.signed, self.signature, key)
        except (JoseError, ValueError, TypeError):
            return False


def read(text: str) -> Jws:
    """The parts of a JWT in compact form; ValueError for anything else."""
    parts = text.split(".")
    if len(parts) != PARTS:
        raise ValueError(len(parts))
    header, claims, signature = (_decoded(part) for part in parts)
    return Jws(_object(header), _object(claims), text.rpartition(".")[0].encode("ascii"), signature)


def _decoded(part: str) -> bytes:
    if "=" in part:
        raise ValueError(part.count("="))
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except RecursionError:
        found = None
    if not isinstance(found, dict):
        raise ValueError(type(found).__name__)  # noqa: TRY004 - one error for everything that is no JWT
    return found
