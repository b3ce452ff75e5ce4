"""The console of one exchange: the door to its pages, and what is told where one cannot go in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, QueryParams
from starlette.routing import Route

from exchange.errors import ExchangeError
from exchange.grants.sessions import Stage
from exchange.web import cookies
from exchange.web.console import posted, purposes
from exchange.web.console.desk import Desk, Unanswered
from exchange.web.console.sections import ROOT
from exchange.web.console.wording import explained
from exchange.web.people import SIGN_IN, failed
from exchange.web.rendering import language, led, words

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from exchange.api.engine import Engine
    from exchange.oauth.sign_in import SignIn
    from exchange.web.console.sections import Section, Way


class Console:
    """Mounts sections for the people of one exchange."""

    def __init__(
        self, engine: Engine, sign_in: SignIn, cookie: cookies.Cookie, sections: Sequence[Section]
    ) -> None:
        self._engine = engine
        self._sign_in = sign_in
        self._cookie = cookie
        self._sections = sections

    def routes(self) -> list[Route]:
        """What the application mounts."""
        return [
            Route(
                f"{ROOT}{one.path}{way.path}",
                self._answered(one, way),
                methods=["POST" if way.post else "GET"],
            )
            for one in self._sections
            for way in one.ways
        ]

    def _answered(self, section: Section, way: Way) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                desk = await self._desk(request)
            except ExchangeError as error:
                return failed(language(request.query_params), error.status, error.message, error.headers)
            if not isinstance(desk, Desk):
                return desk
            try:
                return await _answer(desk, section, way)
            finally:
                if isinstance(desk.given, FormData):
                    await desk.given.close()

        return answer

    async def _desk(self, request: Request) -> Desk | Response:
        """The desk of whoever is signed in; others are led to where they sign in."""
        held = self._cookie.held(request)
        session = await self._sign_in.held(held)
        if session is None or session.stage is not Stage.IN:
            onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return led(SIGN_IN, next=onward if request.method == "GET" else ROOT, lang=_other(request))
        caller = await self._sign_in.caller(held)
        if caller.person is None:
            said = words()[language(request.query_params)]["people"]["nothing_held"]
            return self._cookie.take(failed(language(request.query_params), HTTPStatus.FORBIDDEN, said, {}))
        who = await self._sign_in.described(caller)
        given, large = (
            await posted.read(request)
            if request.method == "POST"
            else (QueryParams(request.url.query), False)
        )
        lang = "en" if given.get("lang") == "en" else "zh"
        return Desk(request, self._engine, caller, who.name, held, self._sections, given, lang, large)


async def _answer(desk: Desk, section: Section, way: Way) -> Response:
    said = words()[desk.lang]["console"]
    if not section.open_to(desk.caller):
        return _told(desk, HTTPStatus.FORBIDDEN, said["not_allowed"])
    plain = {name: value for name, value in desk.given.items() if isinstance(value, str)}
    if way.post and not cookies.proven(desk.request, plain, desk.held):
        return _told(desk, HTTPStatus.FORBIDDEN, words()[desk.lang]["people"]["wrong"]["stale"])
    try:
        await purposes.entered(desk)
        return await way.answer(desk)
    except Unanswered as error:
        return _told(desk, HTTPStatus.BAD_REQUEST, explained(desk.lang, error.code, error.message))
    except ExchangeError as error:
        return _told(desk, error.status, explained(desk.lang, error.code, error.message))


def _told(desk: Desk, status: int, problem: str) -> Response:
    return desk.page("console_told.html", status, problem=problem)


def _other(request: Request) -> str:
    return "" if language(request.query_params) == "zh" else "en"
