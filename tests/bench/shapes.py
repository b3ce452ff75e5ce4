"""What is measured: five questions, each asked by the public and by a partner department under an agreement.

A question is a GraphQL document with the SQL beside it that somebody who knows the tables would write for it by hand
(`questions/`). The hand-written side leaves out what only a general answer needs (other callers, other selections), and keeps what the law
asks for: who sees the row in any capacity, which column in which, the life of client, token and agreement, the access entry. It must return
the same bytes, under an agreement on the whole province and under one on a single city.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of question: its name, the response key, the variables in the order of the statement's parameters."""

    name: str
    key: str
    variables: tuple[str, ...]

    def document(self, *, granted: bool) -> str:
        """The GraphQL document."""
        return self._text("granted.graphql" if granted else "graphql")

    def sql(self, *, granted: bool) -> str:
        """By hand: parameters are the variables, then today; under an agreement also client, agreement, the moment and the token."""
        return self._text("granted.sql" if granted else "sql")

    @property
    def samples(self) -> str:
        """Draws the variables of `$1` requests as of the day `$2`."""
        return self._text("samples.sql")

    def _text(self, ending: str) -> str:
        return (FOLDER / f"{self.name}.{ending}").read_text("utf-8")


SHAPES = (
    Shape("record", "penalty", ("id",)),
    Shape("subject", "subject", ("code",)),
    Shape("page", "penalties", ("first", "city")),
    Shape("search", "subjects", ("text",)),
    Shape("count", "penalties", ("city", "since")),
)
