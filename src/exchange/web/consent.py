"""`/oauth/authorize`: the page on which a person allows an application to act for them, or does not.

The question travels in the form and is checked again when the answer comes, so nothing has to be remembered between the two. What is
offered is what person and application both hold; the application never learns what else the person could do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from starlette.responses import RedirectResponse
from starlette.routing import Route

from exchange.grants.sessions import Stage
from exchange.oauth import forms
from exchange.oauth.authorize import NAMES, LedBack, parameters
from exchange.oauth.metadata import AUTHORIZE
from exchange.oauth.refused import NO_STORE
from exchange.web import cookies
from exchange.web.people import SIGN_IN, Visit, reading
from exchange.web.rendering import Page, led, rendered, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.access import Scope
    from exchange.oauth.authorize import Asked, Authorization
    from exchange.oauth.sign_in import SignIn

YES = "yes"


class Consent:
    """The authorization endpoint of one exchange."""

    def __init__(self, authorization: Authorization, sign_in: SignIn, cookie: cookies.Cookie) -> None:
        self._authorization = authorization
        self._sign_in = sign_in
        self._cookie = cookie

    def routes(self) -> list[Route]:
        """What the application mounts."""
        answered = reading(self._sign_in, self._cookie, self._answer, _given)
        return [Route(AUTHORIZE, answered, methods=["GET", "POST"])]

    async def _answer(self, visit: Visit) -> Response:
        try:
            asked = await self._authorization.asked(visit.given)
        except LedBack as back:
            return _away(back.address)
        if visit.session is None or visit.session.stage is not Stage.IN:
            return led(SIGN_IN, next=_question(visit.given), lang="" if visit.lang == "zh" else visit.lang)
        person = await self._authorization.possible(asked, visit.session.login)
        scopes = tuple(one for one in asked.scopes if person is not None and one in person.scopes)
        if not scopes:
            return _away(self._authorization.refused(asked, "The person holds none of the scopes asked for."))
        if visit.request.method == "POST" and cookies.proven(visit.request, visit.given, visit.value):
            return await self._decided(visit, asked, scopes)
        return await self._page(visit, asked, scopes)

    async def _decided(self, visit: Visit, asked: Asked, scopes: tuple[Scope, ...]) -> Response:
        if visit.given.get("answer") != YES or visit.session is None:
            return _away(self._authorization.refused(asked, "The person did not allow it."))
        return _away(await self._authorization.allowed(asked, visit.session.login, scopes))

    async def _page(self, visit: Visit, asked: Asked, scopes: tuple[Scope, ...]) -> Response:
        caller = await self._sign_in.caller(visit.value)
        who = await self._sign_in.described(caller)
        stale = words()[visit.lang]["people"]["wrong"]["stale"]
        posted = visit.request.method == "POST"
        back = urlsplit(asked.redirect_uri)
        page = Page(
            "consent.html",
            visit.lang,
            _question({name: value for name, value in visit.given.items() if name != "lang"}),
            cookies.proof_of(visit.value),
            403 if posted else 200,
            (f"{back.scheme}://{back.netloc}",),
        )
        kept = {name: visit.given[name] for name in NAMES if name in visit.given}
        told = {"": stale} if posted else {}
        return rendered(
            page,
            wrong=told,
            asked=asked,
            scopes=scopes,
            who=who,
            person=who.name,
            kept=kept,
            back=back.netloc,
        )


async def _given(request: Request) -> Mapping[str, str]:
    """The question, by GET from the application, by POST from our form."""
    return await forms.read(request) if request.method == "POST" else parameters(request.url.query)


def _question(given: Mapping[str, str]) -> str:
    named = {name: given[name] for name in NAMES if name in given}
    return f"{AUTHORIZE}?{urlencode(named)}"


def _away(address: str) -> Response:
    return RedirectResponse(address, 303, NO_STORE)
