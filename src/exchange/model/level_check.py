"""Checks level by level (逐级审核): who checked a record at county, city and province, when, and with what findings."""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field, Secrecy
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Day, Flag, Text


class LevelCheck(Item, key="level_check", zh="逐级审核", en="Check of a level", shape=Shape.CHILD):
    """One check of one record by one level. Belongs to a record of any item, found by subject and record id."""

    primary = ("subject_id", "record_id", "number")
    subject_column = "subject_id"
    order = (("number", "ASC"),)

    level = Field(Code("level"), "层级", "level", nullable=False)
    checked_on = Field(Day(), "审核日期", "checked on", nullable=False)
    due_on = Field(Day(), "审核期限", "due on")
    late = Field(Flag(), "逾期审核", "checked after it was due", nullable=False, server_default="false")
    findings = Field(Text(2000), "审核意见", "findings", secrecy=Secrecy.CONFIDENTIAL)
    checked_by = Field(Text(100), "审核人", "checked by", secrecy=Secrecy.CONFIDENTIAL)

    department = Edge("Department", (("department_code", "code"),), "审核单位", "checking department")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("record_id", sa.Uuid(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("department_code", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("subject_id", "record_id", "number"),
            sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
            sa.ForeignKeyConstraint(["department_code"], ["department.code"]),
        ]
