"""Number and secret: how whoever filed a case without an account comes back to it.

The secret is told once, with the filing, and stored nowhere. Whoever presents both is the subject of the case whose `filer_id` is made of
them, and is led through the same rules as every other subject; a wrong secret makes an id that nothing hangs on, so it is answered like
a number that does not exist, by the same statement.

It is made of the request by a key of this exchange. So a request that is sent again, because its answer was lost, gets the same answer.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from typing import TYPE_CHECKING

import sqlalchemy as sa

from exchange.access import complainant
from exchange.disclosure.predicates import cases
from exchange.errors import BadRequest
from exchange.model import keyring
from exchange.workflows import FILE, WORKFLOWS

if TYPE_CHECKING:
    from exchange.access import Caller
    from exchange.database import WriteSession
    from exchange.workflows import Workflow

TRACKING_KEY = "tracking"
"""Name of the key that secrets are made by."""
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of numbers and secrets: none that is mistaken for another when read out."""
NUMBER, SECRET = 12, 20
"""Letters of each: 60 bits to name a case, 100 to prove that one filed it."""
_BITS = 5


def wanted(workflow: Workflow, caller: Caller) -> bool:
    """Anybody can file such a case, and nobody is known by whom this one could be found again."""
    return workflow.moves[FILE].anybody and caller.subject is None


async def secret(session: WriteSession, caller: Caller, asked: bytes) -> str:
    """The secret of the case that a request opens; the same for the same request."""
    key = await session.scalar(sa.select(keyring.c.key).where(keyring.c.name == TRACKING_KEY))
    text = f"{caller.client or ''}\0".encode() + asked
    made = int.from_bytes(hmac.new(key, text, hashlib.sha256).digest(), "big")
    return "".join(LETTERS[made >> _BITS * place & (1 << _BITS) - 1] for place in range(SECRET))


def holder(number: str, secret: str) -> uuid.UUID:
    """Who has both, as a subject."""
    return uuid.UUID(bytes=hashlib.sha256(f"{number}\0{secret}".encode()).digest()[:16])


async def known(session: WriteSession, caller: Caller) -> bool:
    """Whoever came with number and secret did file a case by them, and it is still open."""
    for item in cases():
        if WORKFLOWS[item.key].moves[FILE].anybody:
            columns = item.table.c
            mine = sa.select(columns.id).where(
                columns.filer_id == caller.subject, columns.closed_on.is_(None)
            )
            if await session.scalar(mine.limit(1)) is not None:
                return True
    return False


def presented(header: str) -> Caller:
    """The caller that a header `NUMBER SECRET` makes; BadRequest where it cannot be one."""
    parts = header.upper().split()
    if [len(one) for one in parts] != [NUMBER, SECRET] or not set("".join(parts)) <= set(LETTERS):
        raise BadRequest(
            problem=f"the header Exchange-Tracking is the number of the case ({NUMBER} letters and digits), a blank, and its secret "
            f"({SECRET}). Copy both from the answer to the filing."
        )
    return complainant(holder(*parts))
