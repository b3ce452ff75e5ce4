"""Errors on their way out: GraphQL-shaped on /graphql, problem details (RFC 9457) elsewhere; one catalogue for both.

Whatever is no error of ours becomes an internal error with a reference that also stands in the log, where it says what happened and where,
but not the words of the exception: those of a driver repeat values.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response

from exchange.api import logs, media
from exchange.errors import ExchangeError, InternalError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

PROBLEM = "application/problem+json"


def public(error: Exception) -> ExchangeError:
    """The error itself if it is one of ours, else an internal error whose reference is in the log."""
    if isinstance(error, ExchangeError):
        return error
    reference = secrets.token_hex(6)
    logs.failure(reference, error)
    return InternalError(reference=reference)


def graphql(error: ExchangeError, accept: str | None = None) -> Response:
    """As GraphQL over HTTP has it: no `data`, since nothing was executed; clients that take only JSON get it as that."""
    body = {"errors": [{"message": error.message, "extensions": {"code": error.code}}]}
    try:
        kind = media.preferred(accept, (media.GRAPHQL, media.JSON))
    except ExchangeError:
        kind = media.JSON
    return Response(
        orjson.dumps(body), max(error.status, 400), error.headers, media_type=f"{kind}; charset=utf-8"
    )


async def problem(_: Request, error: Exception) -> Response:
    """Starlette's handler for everything outside /graphql."""
    return details(public(error))


def details(found: ExchangeError) -> Response:
    """Problem details."""
    return told(found.code, found.status, found.message, found.headers)


def told(code: str, status: int, message: str, headers: Mapping[str, str]) -> Response:
    """Problem details of an error that was met earlier and kept."""
    body = {
        "type": f"urn:credit-exchange:error:{code}",
        "title": code,
        "status": status,
        "detail": message,
        "code": code,
    }
    return Response(orjson.dumps(body), status, {"Cache-Control": "no-store", **headers}, media_type=PROBLEM)
