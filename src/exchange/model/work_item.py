"""What waits for somebody (待办事项): one row for each record or case in which somebody has to act, kept by the database itself.

The rows follow the records and cases (`follower`), so a worklist is one look into one table however many kinds there are, and nothing
that is done leaves an entry behind. Who has to act is said by capacity (keeper, origin, superior, subject) and by place: the rows are
seen by whoever stands in that capacity to them, which is the same relation that lets it act.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.lifecycle import State
from exchange.model.field import Field
from exchange.model.follower import Follower
from exchange.model.item import ANY_CASE, ANY_RECORD, Edge, Item, Shape
from exchange.model.kinds import Code, Day, Flag, Identity, Region, Text


class WorkItem(
    Item, key="work_item", plural="my_work", zh="待办事项", en="What waits for somebody", shape=Shape.JOURNAL
):
    """A record or case in which somebody has to act."""

    primary = ("subject_id", "id")
    subject_column = "filer_id"
    order = (("due_on", "ASC"), ("id", "ASC"))

    id = Field(
        Identity(), "标识", "id of the record or case", nullable=False, given=False, order=True, filter=True
    )
    item = Field(Text(64), "信息类别", "information item", nullable=False, given=False, filter=True)
    state = Field(Text(64), "状态", "its state", nullable=False, given=False, filter=True)
    waits_for = Field(Code("audience"), "待办方", "who has to act", nullable=False, given=False, filter=True)
    level = Field(Code("level"), "待审层级", "level that has to check it", given=False, filter=True)
    due_on = Field(Day(), "期限", "last day in time", given=False, filter=True, order=True)
    escalated = Field(Flag(), "已升级督办", "the superior was told", nullable=False, given=False, filter=True)
    region = Field(Region(), "行政区划代码", "division code", nullable=False, given=False, filter=True)

    record = Edge(
        ANY_RECORD, (("subject_id", "subject_id"), ("id", "id")), "记录", "the record, if it is one"
    )
    case = Edge(ANY_CASE, (("subject_id", "subject_id"), ("id", "id")), "案件", "the case, if it is one")
    responsible = Edge(
        "Department", (("source_department", "code"),), "承办单位", "department that answers for it"
    )

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("filer_id", sa.Uuid()),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.Column("source_department", sa.Text()),
            sa.Column("kept_from", ARRAY(sa.Text()), nullable=False, server_default="{}"),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.Index(None, "due_on", "id"),
            sa.Index(None, "city", "due_on", "id"),
            sa.Index(None, "county", "due_on", "id"),
            sa.Index(None, "source_department", "due_on", "id"),
        ]


_PLACE = ("subject_id", "id", "region", "province", "city", "county", "source_department")
_WAITING = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.VERIFIED,
    State.CLASSIFIED,
    State.SHARED,
)

CASES = Follower(
    name="cases_wait",
    kept="work_item",
    watched=(*_PLACE, "filer_id", "kept_from", "state", "waits_for", "due_on", "escalated_on"),
    when='{row}."waits_for" IS NOT NULL',
    values={
        "item": "{item}",
        **{
            name: f'{{row}}."{name}"'
            for name in (*_PLACE, "filer_id", "kept_from", "state", "waits_for", "due_on")
        },
        "escalated": '{row}."escalated_on" IS NOT NULL',
    },
)
"""A case waits as its stage says."""

RECORDS = Follower(
    name="records_wait",
    kept="work_item",
    watched=(*_PLACE, "state", "natural", "severity", "next_level", "check_due_on", "publish_due_on"),
    when='{row}."state" IN ('
    + ", ".join(f"'{state}'" for state in _WAITING)
    + ') AND NOT ({row}."state" = \'SHARED\' AND ({row}."natural" OR coalesce({row}."severity" = \'MINOR\', false)))',
    values={
        "item": "{item}",
        **{name: f'{{row}}."{name}"' for name in _PLACE},
        "state": '{row}."state"',
        "waits_for": "CASE WHEN {row}.\"state\" IN ('DRAFT', 'RETURNED') THEN 'origin' ELSE 'keeper' END",
        "level": '{row}."next_level"',
        "due_on": 'CASE WHEN {row}."state" = \'SUBMITTED\' THEN {row}."check_due_on" '
        "WHEN {row}.\"state\" IN ('DRAFT', 'RETURNED') THEN NULL ELSE {row}.\"publish_due_on\" END",
        "escalated": "false",
    },
)
"""A record waits until it is published; one about a person, or of a minor case, until it is shared: more wants a basis or a need."""
