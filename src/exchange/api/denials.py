"""Who tried what they may not is entered in the journal of access, beside every change and grant.

What was merely mistyped is not, nor is who nobody is: anybody could fill the journal.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from exchange.grants.journal import entered

if TYPE_CHECKING:
    from exchange.api.engine import Context
    from exchange.errors import ExchangeError


async def denied(context: Context, mutation: str, error: ExchangeError) -> None:
    """Enter that the caller was refused a mutation, and by which rule; nothing for a refusal of another kind."""
    if context.caller.anonymous or error.status != HTTPStatus.FORBIDDEN:
        return
    rule = error.facts.get("rule") or error.facts.get("scope")
    detail = {"code": error.code} | ({} if rule is None else {"rule": str(rule)})
    async with context.engine.runner.db.writing() as session:
        await entered(session, context.clock, context.caller.actor, "access.denied", mutation, detail)
