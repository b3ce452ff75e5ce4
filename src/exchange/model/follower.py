"""Tables that the database itself keeps in step with others, whoever writes those and however.

What is asked over many kinds of rows at once (which records lead to a person, who has to act next) would make the longest part of every
statement if it were asked kind by kind. So the columns that the question goes by are kept in one table beside the keys: by triggers, which
`policy apply` sets and a start looks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OPERATIONS = ("insert", "update", "delete")


@dataclass(frozen=True, slots=True)
class Follower:
    """How one table follows others: `values` gives each of its columns as SQL over a row that `when` lets in.

    In both, `{row}` stands for the row followed and `{item}` for the name of its table. `watched` are the columns whose change matters.
    """

    name: str
    kept: str
    watched: tuple[str, ...]
    when: str
    values: Mapping[str, str]

    @property
    def function(self) -> str:
        """The function behind the triggers."""
        return f"""
CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM {self.kept} WHERE subject_id = OLD.subject_id AND id = OLD.id;
  END IF;
  IF TG_OP <> 'DELETE' AND ({self._when("NEW")}) THEN
    INSERT INTO {self.kept} ({self._columns}) VALUES ({self._listed("NEW", "TG_TABLE_NAME")});
  END IF;
  RETURN NULL;
END $$
"""  # noqa: S608 - made of our own names

    def follow(self, table: str) -> tuple[str, ...]:
        """Statements after which it follows a table, of the rows that are there already and of all to come."""
        watched = ", ".join(f'"{name}"' for name in self.watched)
        changes = {
            "insert": ("INSERT", self._when("NEW")),
            "update": (f"UPDATE OF {watched}", f"({self._when('OLD')}) OR ({self._when('NEW')})"),
            "delete": ("DELETE", self._when("OLD")),
        }
        return (
            self.function,
            *(
                f'CREATE TRIGGER {self.name}_{name} AFTER {change} ON "{table}" FOR EACH ROW WHEN ({whose}) '
                f"EXECUTE FUNCTION {self.name}()"
                for name, (change, whose) in changes.items()
            ),
            *self.refill(table),
        )

    def refill(self, table: str) -> tuple[str, ...]:
        """Statements after which it holds what the table has now."""
        row = f'"{table}"'
        chosen = f"SELECT {self._listed(row, repr(table))} FROM {row} WHERE {self._when(row)}"  # noqa: S608 - our own names
        return (
            f"DELETE FROM {self.kept} WHERE item = '{table}'",  # noqa: S608 - the same
            f"INSERT INTO {self.kept} ({self._columns}) {chosen}",
        )

    def unfollow(self, table: str) -> tuple[str, ...]:
        """Statements after which it does not follow the table."""
        return tuple(f'DROP TRIGGER IF EXISTS {self.name}_{name} ON "{table}"' for name in OPERATIONS)

    @property
    def _columns(self) -> str:
        return ", ".join(f'"{name}"' for name in self.values)

    def _when(self, row: str) -> str:
        return self.when.format(row=row)

    def _listed(self, row: str, item: str) -> str:
        return ", ".join(one.format(row=row, item=item) for one in self.values.values())
