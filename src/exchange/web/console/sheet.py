"""A form that makes one change: shown, filled in, sent, and shown again with all that was typed where it is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.datastructures import FormData

from exchange.web.console import papers, vocabulary
from exchange.web.console.forms import Maker, Typed, blamed
from exchange.web.console.wording import explained
from exchange.web.rendering import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.responses import Response

    from exchange.web.console.desk import Desk, Done
    from exchange.web.console.forms import Input, Option


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of one mutation.

    `fixed` are values of its input that the page knows already (the id of what it is about); `kept` travels hidden in the form and
    becomes part of the input as well (a key by which the same request is known again). `only` is the one member that is asked for where the
    input offers a choice of several. `choices` offers values for fields that are text
    alone; `shown` is what stands in the fields at first. `back` is where one came from, and where one goes when it is done, unless
    `onward` names another address for what the mutation returned.
    """

    mutation: str
    title: str
    back: str
    fixed: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    only: str = ""
    lead: str = ""
    button: str = ""
    onward: Callable[[Done], str] | None = None
    told: Callable[[Desk, Done], Response | None] | None = None
    """A page in place of going on, where something was returned that is told once."""

    @property
    def taken(self) -> str:
        """The input type of the mutation."""
        return vocabulary.taken(self.mutation).name

    def inputs(self, desk: Desk) -> tuple[Input, ...]:
        """What has to be filled in."""
        return Maker(desk.lang, self.choices, self.only).inputs(
            self.taken, {*self.fixed, *self.kept, *self.without}
        )

    async def show(self, desk: Desk) -> Response:
        """The form as one comes to it."""
        return self._page(desk, self.inputs(desk), self._first())

    def _first(self) -> FormData:
        pairs = ((name, value if isinstance(value, list) else [value]) for name, value in self.shown.items())
        return FormData([(name, str(each)) for name, values in pairs for each in values])

    async def send(self, desk: Desk) -> Response:
        """The form as it was sent: done and on, or shown again. What stands as it was shown is no change, and is not sent."""
        inputs = self.inputs(desk)
        given, untaken = await papers.uploaded(desk, inputs)
        said = words()[desk.lang]["console"]["form"]
        typed = Typed(inputs, given, said, self.shown)
        if typed.wrong or untaken:
            return self._page(desk, inputs, given, typed.wrong | untaken)
        kept = {name: desk.value(name) or value for name, value in self.kept.items()}
        done = await desk.act(self.mutation, {**typed.variables, **kept, **self.fixed})
        if done.refused:
            return self._page(desk, inputs, given, _told(desk, done, inputs))
        told = self.told(desk, done) if self.told else None
        if told is not None:
            return told
        onward = self.onward(done) if self.onward else self.back
        return desk.on(onward, done=self.mutation)

    def _page(
        self,
        desk: Desk,
        inputs: Sequence[Input],
        typed: FormData,
        wrong: Mapping[str, str] | None = None,
    ) -> Response:
        status = HTTPStatus.BAD_REQUEST if wrong else HTTPStatus.OK
        kept = [(name, str(typed.get(name, "") or value)) for name, value in self.kept.items()]
        return desk.page(
            "console_form.html", status, inputs=inputs, typed=typed, wrong=wrong or {}, title=self.title, lead=self.lead,
            back=self.back, kept=kept, action=desk.request.url.path, button=self.button or self.title,
        )  # fmt: skip


def _told(desk: Desk, done: Done, inputs: Sequence[Input]) -> dict[str, str]:
    """The refusal on top, and beside the field that is to blame."""
    told = explained(desk.lang, done.code, done.message)
    field_of = blamed(done.argument, inputs) if done.argument else ""
    return {"": told, **({field_of: words()[desk.lang]["console"]["form"]["unfit"]} if field_of else {})}
