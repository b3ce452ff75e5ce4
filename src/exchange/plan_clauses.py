"""What the plan's clauses became: clause by clause the kinds of records and cases, how they live, and who ever sees one.

Made from the declarations, the life cycles and the rules themselves, so that the README's table cannot tell another story.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.codes import code_list
from exchange.disclosure import policy
from exchange.lifecycle import CYCLES
from exchange.model import ITEMS, Shape
from exchange.reference import table
from exchange.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchange.model import Item

HEAD = ("clause", "kind", "life cycle", "who ever sees one")


def rows() -> Iterator[tuple[str, ...]]:
    """Clause, kind, life cycle and audiences, in the order of the plan."""
    items = {one.key: one for one in ITEMS.values()}
    for line in table("plan_clause"):
        for key in line.many("items"):
            if key not in items:
                line.refuse(f"there is no item {key}. Name one that is declared in exchange.model.")
            item = items[key]
            yield (
                f"{line.text('clause')} {line.text('zh')}",
                f"{item.zh} `{item.__name__}`",
                _life(item),
                _seen(item),
            )


def markdown() -> str:
    """The table of the README."""
    lines = (f"| {' | '.join(row)} |" for row in (HEAD, ("---",) * len(HEAD), *rows()))
    return "\n".join(lines)


def _life(item: type[Item]) -> str:
    if item.shape is Shape.RECORD:
        return CYCLES[item.cycle].zh
    workflow, labels = WORKFLOWS[item.key], code_list("case_state")
    ends = "、".join(labels.label(state) for state, one in workflow.stages.items() if one.ended)
    return f"{labels.label(workflow.start)} → {ends}"


def _seen(item: type[Item]) -> str:
    labels = code_list("audience")
    return "、".join(labels.label(who) for who, rule in policy().of(item).rows.items() if not rule.never)
