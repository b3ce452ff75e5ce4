"""What every credit record has in common: who it is about, where it came from, where it stands in its life cycle.

A record's primary key starts with its subject (see `item`). `region` is the division of the subject, or of the source department
while the subject is unresolved; its province, city and county stand beside it so that "within Quanzhou" is one equality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from exchange.model.field import OPENED, Field, Need, Secrecy
from exchange.model.item import OWN, Edge, Item
from exchange.model.kinds import Code, Codes, Count, Day, Flag, Identity, Region, Text
from exchange.model.subject import Subject

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_PARTY = (("party_credit_code", "clear"), ("party_name", OPENED))
"""What a party is looked up by, where a record has it."""


_NEVER: sa.ColumnElement[dt.date] = sa.literal_column("'infinity'::date")


def ends(columns: Mapping[str, sa.ColumnElement[Any]]) -> sa.ColumnElement[dt.date]:
    """The last day of a record's publication, or of its own validity; one without either never ends.

    Never the bare column: it stands in the row rule of the public, and an index by it would look far better to the planner than it is,
    in questions of quite another kind.
    """
    days = [columns[name] for name in ("publish_until", "valid_until") if name in columns]
    return sa.func.coalesce(*days, _NEVER)


_SEEN = (
    "subject_id", "province", "city", "county", "region", "source_department", "publish_from", "publish_until", "publication_basis",
)  # fmt: skip
"""What row rules go by, beside the state and whether it is about a person."""
_DATED = ("decided_on", "check_due_on")

_GIVEN = sa.text("state IN ('SHARED', 'PUBLISHED')")


class Record(Item, abstract=True):
    """The fields that the exchange itself keeps on each record."""

    primary = ("subject_id", "id")
    subject_column = "subject_id"
    order = (("decided_on", "DESC"), ("id", "DESC"))

    id = Field(Identity(), "标识", "id", nullable=False, given=False, order=True)
    document_number = Field(
        Text(128), "决定书文号", "document number", source="CF_WSH", aliases=("WSH",), need=Need.ALWAYS, check="document_number",
        nullable=False, filter=True, order=True, sought="canonical_number",
        note="As the authority printed it; a filter finds every spelling of it.",
    )  # fmt: skip
    canonical_number = Field(Text(128), "规范文号", "canonical document number", given=False, nullable=False)
    decided_on = Field(
        Day(), "决定日期", "date of the decision", source="CF_JDRQ", need=Need.ALWAYS, nullable=False, filter=True, order=True
    )  # fmt: skip
    authority_name = Field(
        Text(200), "作出决定机关", "deciding authority, by the name it then bore", source="CF_CFJG", need=Need.ALWAYS, nullable=False
    )  # fmt: skip
    authority_code = Field(
        Text(18), "作出决定机关统一社会信用代码", "credit code of the deciding authority", source="CF_CFJGDM", check="credit_code",
    )  # fmt: skip
    source_name = Field(Text(200), "数据来源单位", "source department, by name", source="CF_SJLY")
    source_code = Field(
        Text(18), "数据来源单位统一社会信用代码", "credit code of the source department", source="CF_SJLYDM", check="credit_code"
    )  # fmt: skip
    remark = Field(Text(512), "备注", "remark", source="BZ", secrecy=Secrecy.CONFIDENTIAL, note="Internal.")

    state = Field(Code("record_state"), "状态", "state", given=False, nullable=False, filter=True)
    disputed = Field(Flag(), "异议标注", "disputed", given=False, nullable=False, filter=True)
    region = Field(Region(), "行政区划代码", "division code", given=False, nullable=False, filter=True)
    level = Field(Code("level"), "当前层级", "level that has checked the record last", given=False)
    severity = Field(Code("severity"), "失信严重程度", "severity", given=False, filter=True)
    severity_rule = Field(Text(64), "认定规则", "rule that gave the severity", given=False)
    publish_from = Field(Day(), "公示起始日期", "published from", given=False, filter=True, order=True)
    publish_until = Field(Day(), "公示截止期", "published until", source="CF_GSJZQ", filter=True, order=True)
    repairable_from = Field(Day(), "可申请修复日期", "repair may be applied for from", given=False)
    publish_rule = Field(Text(64), "公示期限规则", "rule that gave the period of publication", given=False)
    late = Field(Flag(), "逾期公示", "published late", given=False, nullable=False, filter=True)
    last_updated = Field(
        Day(), "公开信息更新日期", "what everybody sees of the record last changed on", given=False, filter=True, order=True,
        note="Stands still when something hidden changes; null before the first publication.",
    )  # fmt: skip
    publication_basis = Field(
        Code("publication_basis"), "公开依据", "basis for publishing about a person", given=False
    )
    publication_document = Field(
        Text(200), "公开依据文件", "document of that basis", given=False, secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    publication_approver = Field(
        Text(100), "公开批准人", "who approved the publication", given=False, secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    secrecy_reviewed_on = Field(
        Day(), "保密审查日期", "date of the secrecy review", given=False, note="政府信息公开条例 art. 17."
    )  # fmt: skip
    secrecy_reviewer = Field(
        Text(100), "保密审查人", "who reviewed the secrecy", given=False, secrecy=Secrecy.CONFIDENTIAL
    )  # fmt: skip
    duty_done = Field(Flag(), "义务履行完毕", "legal duty done", nullable=False, note="False until shown.")
    catalogue_edition = Field(
        Count(), "目录版本", "catalogue edition it was accepted under", given=False, nullable=False
    )
    batch = Field(Text(64), "批次号", "batch it was submitted in", given=False)
    version = Field(
        Count(), "版本号", "version of the record, from 1", given=False, nullable=False, server_default="1"
    )
    next_level = Field(Code("level"), "待审层级", "level that has to check it next", given=False, filter=True)
    check_due_on = Field(Day(), "本级审核期限", "last day in time for that check", given=False, filter=True)
    levels_to_come = Field(
        Codes("level"), "待经层级", "levels that have still to check it, the next one first", given=False
    )
    publish_due_on = Field(
        Day(), "公示期限", "last day in time for its publication", given=False, filter=True
    )
    publish_due_rule = Field(
        Text(64), "公示时限规则", "rule that gave the last day in time for its publication", given=False
    )
    annulled_on = Field(Day(), "撤销日期", "the decision was annulled or changed on", given=False)
    withdraw_due_on = Field(
        Day(), "撤下期限", "last day in time for withdrawing it", given=False, filter=True
    )
    user_remove_due_on = Field(
        Day(), "使用单位删除期限", "last day in time for whoever used it to remove it", given=False
    )

    subject = Edge("Subject", (("found_under", "id"),), "信用主体", "whom the record is about")
    authority = Edge(
        "Department", (("authority_department", "code"),), "作出决定机关", "deciding authority, if registered"
    )
    source = Edge(
        "Department", (("source_department", "code"),), "数据来源单位", "department the record came from"
    )
    division = Edge("Division", (("region", "code"),), "行政区划", "division")
    versions = Edge(
        OWN, (("subject_id", "subject_id"), ("lineage", "lineage")), "历次版本", "versions, this one included; empty while there is one",
        many=True, paged=False, order=(("version", "ASC"),),
    )  # fmt: skip
    timeline = Edge(
        "TimelineEntry", (("subject_id", "subject_id"), ("id", "record_id")), "办理经过", "what became of it, move by move", many=True,
        paged=False,
    )  # fmt: skip
    levels = Edge(
        "LevelCheck", (("subject_id", "subject_id"), ("id", "record_id")), "逐级审核", "checks level by level", many=True, paged=False
    )  # fmt: skip

    def __init_subclass__(cls, **keywords: Any) -> None:  # noqa: ANN401 - the class keywords of `Item`
        super().__init_subclass__(**keywords)
        if not keywords.get("abstract"):
            Subject.lead_to(cls)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("natural", sa.Boolean(), nullable=False),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            sa.Column("source_department", sa.Text(), nullable=False),
            sa.Column("authority_department", sa.Text()),
            sa.Column("submitted_by", sa.Text(), nullable=False),
            sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
            # The subject that its own was merged into. It moves no record: keys stay, and separating the two undoes it exactly.
            sa.Column("same_subject_id", sa.Uuid()),
            sa.Column(
                "found_under", sa.Uuid(), sa.Computed("COALESCE(same_subject_id, subject_id)", persisted=True)
            ),
            sa.Column(
                "lineage", sa.Uuid()
            ),  # shared by the versions of a record, from its first replacement on
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
            sa.ForeignKeyConstraint(["source_department"], ["department.code"]),
            sa.ForeignKeyConstraint(["authority_department"], ["department.code"]),
            # One decision, one row of one submitter: a conflict never tells of another department's record.
            sa.UniqueConstraint("subject_id", "source_department", "fingerprint"),
            sa.Index(None, "id"),
            sa.Index(None, "canonical_number"),
            sa.Index(None, "subject_id", "lineage", postgresql_where=sa.text("lineage IS NOT NULL")),
            sa.Index(
                None, "next_level", "check_due_on", "id", postgresql_where=sa.text("next_level IS NOT NULL")
            ),
            *(
                sa.Index(None, cls.column(cls.fields[name], treatment)[1])
                for name, treatment in _PARTY
                if name in cls.fields
            ),
            sa.Index(None, "state", "decided_on", "id"),
            sa.Index(None, "city", "state", "decided_on", "id"),
            sa.Index(None, "county", "state", "decided_on", "id"),
            # Without the state: who sees several states gets them in one order.
            sa.Index(None, "decided_on", "id"),
            sa.Index(None, "city", "decided_on", "id"),
            sa.Index(None, "county", "decided_on", "id"),
            sa.Index(None, "subject_id", "state", "decided_on", "id"),
            sa.Index(None, "found_under", "state", "decided_on", "id"),
            sa.Index(None, "source_department", "decided_on", "id"),
            # Whoever shares sees two states, and of the oldest records hardly one: in the whole order it would look at all the others.
            sa.Index(f"{cls.key}_given_idx", "decided_on", "id", postgresql_where=_GIVEN),
            # What the clock looks for: publications whose day is over.
            sa.Index(
                f"{cls.key}_ends_idx",
                ends({name: sa.column(name) for name in cls.fields}),
                postgresql_where=_GIVEN,
            ),
            # Counts over the whole province are read from this alone: a record is some 2 KiB, its entry here a tenth.
            sa.Index(
                f"{cls.key}_counted_idx",
                "natural",
                "state",
                postgresql_include=[*_SEEN, *_DATED, *cls._words()],
            ),
            # News first. By the day of publication it would serve worse, for the reason that `ends` gives.
            sa.Index(
                f"{cls.key}_newest_idx", "state", sa.text("last_updated DESC NULLS LAST"), sa.text("id DESC")
            ),
        ]

    @classmethod
    def _words(cls) -> list[str]:
        return sorted(name for name, field in cls.fields.items() if field.countable and name != "state")
