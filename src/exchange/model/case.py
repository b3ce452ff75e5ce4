"""What every case has in common (办理事项): whom it concerns, where it stands, who has to act and until when.

A case hangs on a subject, and often on one of its records, and lies beside them when the tables are spread: its key begins with the
subject too. `source_department` is the department that has to answer for it (the provider of the record, the unit that handles it), so
the same relations of a caller to a row hold as for records. As the *subject* of a case counts who filed it (`filer_id`), unless the type
says otherwise.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import ANY_RECORD, Edge, Item, Shape
from exchange.model.kinds import Code, Count, Day, Flag, Identity, Instant, Region, Text
from exchange.model.subject import Subject


class Case(Item, abstract=True):
    """The fields that the exchange itself keeps on each case."""

    primary = ("subject_id", "id")
    subject_column = "filer_id"
    order = (("filed_on", "DESC"), ("id", "DESC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    number = Field(
        Text(32), "案件编号", "number of the case", nullable=False, given=False, filter=True,
        note="Random, so that it tells nothing of how many there are.",
    )  # fmt: skip
    state = Field(Code("case_state"), "状态", "state", nullable=False, given=False, filter=True)
    region = Field(Region(), "行政区划代码", "division code", nullable=False, given=False, filter=True)
    filed_on = Field(Day(), "提出日期", "filed on", nullable=False, given=False, filter=True, order=True)
    waits_for = Field(Code("audience"), "待办方", "who has to act", given=False, filter=True)
    due_on = Field(
        Day(), "本环节期限", "last day in time for this stage", given=False, filter=True, order=True
    )
    due_rule = Field(Text(64), "期限规则", "rule that gave that day", given=False)
    total_due_on = Field(Day(), "办结期限", "last day in time for the whole case", given=False)
    extended = Field(Flag(), "是否延期", "its time was extended", nullable=False, given=False)
    suspended_on = Field(Day(), "中止日期", "its clock stands still since", given=False)
    reminded_on = Field(Day(), "催办日期", "reminded on", given=False)
    escalated_on = Field(Day(), "升级督办日期", "told to the superior on", given=False, filter=True)
    late = Field(Flag(), "曾经逾期", "a limit was missed", nullable=False, given=False, filter=True)
    closed_on = Field(Day(), "办结日期", "ended on", given=False, filter=True, order=True)

    subject = Edge("Subject", (("subject_id", "id"),), "信用主体", "whom it concerns")
    record = Edge(
        ANY_RECORD, (("subject_id", "subject_id"), ("record_id", "id")), "相关记录", "the record it is about"
    )
    responsible = Edge(
        "Department", (("source_department", "code"),), "承办单位", "department that answers for it"
    )
    division = Edge("Division", (("region", "code"),), "行政区划", "division")
    timeline = Edge(
        "CaseStep", (("subject_id", "subject_id"), ("id", "case_id")), "办理经过", "what became of it, move by move", many=True,
        paged=False,
    )  # fmt: skip
    documents = Edge(
        "CaseDocument", (("subject_id", "subject_id"), ("id", "case_id")), "材料", "documents handed in with it", many=True, paged=False
    )  # fmt: skip

    def __init_subclass__(cls, **keywords: Any) -> None:  # noqa: ANN401 - the class keywords of `Item`
        super().__init_subclass__(**keywords)
        if not keywords.get("abstract"):
            Subject.lead_to(cls, by="subject_id")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("natural", sa.Boolean(), nullable=False),
            sa.Column("filer_id", sa.Uuid()),
            sa.Column("record_item", sa.Text()),
            sa.Column("record_id", sa.Uuid()),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.Column("source_department", sa.Text()),
            # Whom the case is against and must not learn of it, by the names of `disclosure.binds`: see the predicate not_kept_from.
            sa.Column("kept_from", ARRAY(sa.Text()), nullable=False, server_default="{}"),
            sa.Column("filed_by", sa.Text(), nullable=False),
            sa.Column("stage_since", sa.Date(), nullable=False),
            sa.Column("counts_from", sa.Date(), nullable=False),
            # By which calendar of working days the limits were worked out.
            sa.Column("reckoned_by", sa.Text(), nullable=False),
            sa.Column("resumes_in", sa.Text()),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
            sa.ForeignKeyConstraint(["source_department"], ["department.code"]),
            sa.Index(None, "id"),
            sa.Index(None, "number"),
            sa.Index(None, "subject_id", "record_id"),
            sa.Index(None, "filer_id", postgresql_where=sa.text("filer_id IS NOT NULL")),
            sa.Index(None, "source_department", "filed_on", "id"),
            sa.Index(None, "city", "filed_on", "id"),
            sa.Index(None, "county", "filed_on", "id"),
            sa.Index(None, "filed_on", "id"),
            # What the clock looks for: cases whose time runs.
            sa.Index(None, "due_on", postgresql_where=sa.text("due_on IS NOT NULL")),
            sa.Index(None, "reckoned_by", postgresql_where=sa.text("closed_on IS NULL")),
        ]


class CaseStep(Item, key="case_step", zh="办理经过（案件）", en="Step of a case", shape=Shape.CHILD):
    """One move of a case, written in the transaction of the move itself. Never changed, never deleted."""

    primary = ("subject_id", "id")
    subject_column = "subject_id"
    order = (("id", "ASC"),)

    at = Field(Instant(), "办理时间", "when", nullable=False)
    move = Field(Text(64), "办理事项", "move, by its name in the table of moves", nullable=False)
    state_before = Field(Code("case_state"), "办理前状态", "state before")
    state_after = Field(Code("case_state"), "办理后状态", "state after", nullable=False)
    reason = Field(Text(2000), "理由", "why", secrecy=Secrecy.CONFIDENTIAL)
    document = Field(Text(200), "依据文书", "document that the move rests on", secrecy=Secrecy.CONFIDENTIAL)
    rule = Field(Text(64), "适用规则", "dated rule that gave the limit of the stage that ended")
    due_on = Field(Day(), "该环节期限", "last day in time for that stage")
    late = Field(Flag(), "是否逾期", "made after that day", nullable=False)
    actor = Field(Text(100), "经办人", "who made it", nullable=False, secrecy=Secrecy.CONFIDENTIAL)

    by = Edge("Department", (("department", "code"),), "办理单位", "department that made the move")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
            sa.Column("case_id", sa.Uuid(), nullable=False),
            sa.Column("item", sa.Text(), nullable=False),
            sa.Column("client", sa.Text()),
            sa.Column("department", sa.Text()),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.Index(None, "subject_id", "case_id", "id"),
        ]


class CaseDocument(Item, key="case_document", zh="案件材料", en="Document of a case", shape=Shape.CHILD):
    """A document handed in with a move: its content lies under its hash, once however often it is handed in."""

    primary = ("subject_id", "id")
    subject_column = "subject_id"
    order = (("added_on", "ASC"), ("id", "ASC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False)
    kind = Field(
        Code("case_material"), "材料类别", "kind of material", nullable=False, need=Need.ALWAYS, filter=True
    )
    title = Field(Text(200), "材料名称", "title", nullable=False, secrecy=Secrecy.CONFIDENTIAL)
    media_type = Field(Text(100), "文件格式", "media type", nullable=False, given=False)
    size = Field(Count(), "大小", "size", unit="bytes (字节)", nullable=False, given=False)
    digest = Field(
        Text(64), "摘要（SHA-256）", "SHA-256 of the content, hexadecimal", nullable=False, secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    added_on = Field(Day(), "提交日期", "handed in on", nullable=False, given=False)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("case_id", sa.Uuid(), nullable=False),
            sa.Column("added_by", sa.Text(), nullable=False),
            # Handed in by whoever filed a case whose filer is nobody's business: intake passes on what may be known of it.
            sa.Column("sealed", sa.Boolean(), nullable=False, server_default=sa.false()),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.ForeignKeyConstraint(["digest"], ["document_content.digest"]),
            sa.Index(None, "subject_id", "case_id"),
            sa.Index(None, "id"),
        ]
