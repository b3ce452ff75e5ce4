"""Submissions: what a department sent in one batch, and what became of each row.

Read like everything else, through the compiler with a policy of its own: a submission is visible to the department that sent it (and
its successors) and to the keepers of its region. A row holds its number, verdict and findings, never the content that was refused.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Count, Identity, Instant, Text


class Submission(Item, key="submission", zh="报送批次", en="Submission", shape=Shape.JOURNAL):
    """One batch. Submitter and batch number together are the idempotency key."""

    primary = ("submitter", "batch")
    order = (("received_at", "DESC"), ("id", "DESC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    batch = Field(Text(64), "批次号", "batch number", nullable=False, filter=True)
    item = Field(Text(64), "信息类别", "information item", nullable=False, filter=True)
    received_at = Field(Instant(), "接收时间", "received at", nullable=False, filter=True, order=True)
    accepted = Field(Count(), "接受条数", "rows accepted without remark", nullable=False)
    warned = Field(Count(), "提示条数", "rows accepted with warnings", nullable=False)
    refused = Field(Count(), "拒绝条数", "rows refused", nullable=False)
    duplicates = Field(Count(), "重复条数", "rows that repeat an earlier one", nullable=False)

    rows = Edge(
        "SubmissionRow",
        (("submitter", "submitter"), ("batch", "batch")),
        "逐条结果",
        "what became of each row",
        many=True,
    )
    department = Edge("Department", (("submitter", "code"),), "报送单位", "submitting department")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("submitter", sa.Text(), nullable=False),
            sa.Column("body_hash", sa.LargeBinary(), nullable=False),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.PrimaryKeyConstraint("submitter", "batch"),
            sa.ForeignKeyConstraint(["submitter"], ["department.code"]),
            sa.Index(None, "submitter", "received_at", "id"),
        ]


class SubmissionRow(
    Item, key="submission_row", zh="报送逐条结果", en="Row of a submission", shape=Shape.CHILD
):
    """The verdict on one row. `findings` is a list of {code, field, message}."""

    primary = ("submitter", "batch", "number")
    order = (("number", "ASC"),)

    number = Field(Count(), "行号", "row number, from 1", nullable=False, filter=True, order=True)
    verdict = Field(Code("verdict"), "结论", "verdict", nullable=False, filter=True)
    record_id = Field(Identity(), "记录标识", "id of the record the row became or repeats")

    findings = Edge(
        "Finding", (("submitter", "submitter"), ("batch", "batch"), ("number", "row_number")), "问题", "findings", many=True, paged=False
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("submitter", sa.Text(), nullable=False),
            sa.Column("batch", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("submitter", "batch", "number"),
            sa.ForeignKeyConstraint(["submitter", "batch"], ["submission.submitter", "submission.batch"]),
            sa.Index(None, "submitter", "batch", "verdict", "number"),
        ]


class Finding(Item, key="finding", zh="报送问题", en="Finding", shape=Shape.CHILD):
    """One finding about one row: what is wrong, where, and how to mend it. Never a value."""

    primary = ("submitter", "batch", "row_number", "number")
    order = (("number", "ASC"),)

    code = Field(Text(64), "问题代码", "finding code", nullable=False)
    field = Field(Text(64), "字段", "field, by its API name")
    message = Field(Text(1000), "说明", "what is wrong and how to mend it", nullable=False)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("submitter", sa.Text(), nullable=False),
            sa.Column("batch", sa.Text(), nullable=False),
            sa.Column("row_number", sa.Integer(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("submitter", "batch", "row_number", "number"),
            sa.ForeignKeyConstraint(
                ["submitter", "batch", "row_number"],
                ["submission_row.submitter", "submission_row.batch", "submission_row.number"],
            ),
        ]
