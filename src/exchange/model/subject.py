"""Subjects: whoever a record can be about, from a people's government to a civil servant.

An organisation's registry data is open by law (企业信息公示暂行条例 art. 6-7; 政府信息公开条例 art. 20). A natural person has a
row here too, with nothing in it that tells who it is: name, document, post and employer live in `subject_person`.

An organisation known by name only (old penalties often carry no code) is *unresolved*: it has a row without a code until a clerk
links it by `same_as`, which moves no records.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Edge, Item, Shape, metadata
from exchange.model.kinds import Code, Day, Flag, Identity, Region, Text

NATURAL_KINDS = ("CIVIL_SERVANT", "NATURAL_PERSON")
"""Subject kinds that are natural persons."""
PUBLIC_BODIES = ("GOVERNMENT", "DEPARTMENT", "TOWNSHIP", "VILLAGE_COMMITTEE", "PUBLIC_INSTITUTION")
"""Subject kinds that act for the public, and answer for it."""
CODES = ("credit_code", "organisation_code", "registration_number")
"""Fields by which a body is searched beside its names."""


class Subject(Item, key="subject", zh="信用主体", en="Credit subject", shape=Shape.SUBJECT):
    """A government, department, township, village committee, organisation, enterprise, civil servant or other person."""

    subject_column = "id"
    order = (("id", "ASC"),)

    id = Field(Identity(), "标识", "id", nullable=False, given=False, filter=True, order=True)
    kind = Field(
        Code("subject_kind"), "主体类型", "kind of subject", nullable=False, need=Need.ALWAYS, filter=True
    )
    name = Field(
        Text(200), "名称（姓名）", "name", need=Need.ALWAYS, secrecy=Secrecy.PERSONAL, openable=True, masks=("surname",), filter=True
    )  # fmt: skip
    credit_code = Field(
        Text(18), "统一社会信用代码", "unified social credit code", check="credit_code", filter=True
    )
    credit_code_override = Field(
        Flag(), "代码校验例外", "check digit overridden", note="True where the check digit fails and the supplier confirmed the code."
    )  # fmt: skip
    organisation_code = Field(Text(9), "组织机构代码", "organisation code", check="organisation_code")
    registration_number = Field(Text(50), "工商注册号", "registration number")
    region = Field(Region(), "行政区划代码", "division code", nullable=False, need=Need.ALWAYS, filter=True)
    status = Field(Code("subject_status"), "状态", "status", nullable=False, filter=True)
    founded_on = Field(Day(), "成立日期", "founded on", filter=True)
    legal_representative = Field(Text(50), "法定代表人", "legal representative", masks=("surname",))
    address = Field(
        Text(500), "住所", "address", secrecy=Secrecy.PERSONAL, openable=True, note="Open for organisations; never public for persons."
    )  # fmt: skip
    unresolved = Field(
        Flag(), "待核实主体", "unresolved", nullable=False, given=False, note="Known by name only."
    )
    legal_representative_id_type = Field(
        Code("identity_document"), "法定代表人证件类型", "document type of the legal representative", secrecy=Secrecy.PERSONAL
    )  # fmt: skip
    legal_representative_id_number = Field(
        Text(64), "法定代表人证件号码", "document number of the legal representative", secrecy=Secrecy.PERSONAL, masks=("id_number",)
    )  # fmt: skip
    document_type = Field(Code("identity_document"), "证件类型", "document type", secrecy=Secrecy.PERSONAL)
    document_number = Field(
        Text(64), "证件号码", "document number", check="citizen_number", secrecy=Secrecy.PERSONAL, masks=("id_number",)
    )  # fmt: skip
    employer = Field(Text(200), "所在单位", "employer", secrecy=Secrecy.PERSONAL, openable=True)
    post = Field(Text(100), "职务", "post", secrecy=Secrecy.PERSONAL, openable=True)
    rank = Field(Text(50), "职级", "rank", secrecy=Secrecy.PERSONAL)
    managed_by = Field(
        Text(64), "任免机关（干部管理权限）", "department that manages the appointment", secrecy=Secrecy.PERSONAL
    )  # fmt: skip
    phone = Field(Text(30), "联系电话", "telephone", secrecy=Secrecy.PERSONAL, masks=("phone",))

    division = Edge("Division", (("region", "code"),), "行政区划", "division")
    superior = Edge("Subject", (("superior_id", "id"),), "上级主体", "superior body")
    predecessor = Edge("Subject", (("predecessor_id", "id"),), "前身", "predecessor")
    successor = Edge("Subject", (("successor_id", "id"),), "继任主体", "successor")
    same_as = Edge(
        "Subject", (("same_as_id", "id"),), "同一主体", "the subject this one was found to be the same as"
    )
    former_names = Edge(
        "FormerName", (("id", "subject_id"),), "曾用名", "former names", many=True, paged=False
    )

    @classmethod
    def lead_to(cls, item: type[Item], by: str = "found_under") -> None:
        """Records or cases of this item can be asked for under the subject that they are about."""
        edge = Edge(item.__name__, (("id", by),), item.zh, item.en, many=True, name=item.plural)
        cls.edges = {**cls.edges, edge.name: edge}

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("natural", sa.Boolean(), nullable=False),
            *(sa.Column(level, sa.Text()) for level in ("province", "city", "county")),
            *(
                sa.Column(f"{link}_id", sa.Uuid())
                for link in ("superior", "predecessor", "successor", "same_as")
            ),
            sa.PrimaryKeyConstraint("id"),
            sa.Index(None, "credit_code"),
            sa.Index(None, "organisation_code"),
            sa.Index(None, "name_opened"),
            sa.Index(None, "city", "kind", "id"),
            sa.Index(None, "county", "kind", "id"),
        ]


class FormerName(Item, key="former_name", zh="曾用名", en="Former name", shape=Shape.CHILD):
    """A name that an organisation bore earlier, with its dates. Natural persons have none here."""

    primary = ("subject_id", "number")
    subject_column = "subject_id"
    order = (("valid_from", "ASC"), ("number", "ASC"))

    name = Field(Text(200), "曾用名", "former name", nullable=False)
    valid_from = Field(Day(), "启用日期", "borne from")
    valid_until = Field(Day(), "停用日期", "borne until")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.PrimaryKeyConstraint("subject_id", "number"),
            sa.ForeignKeyConstraint(["subject_id"], ["subject.id"]),
        ]


def _searched(table: str, comment: str) -> sa.Table:
    return sa.Table(
        table,
        metadata,
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("key", "subject_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], ondelete="CASCADE"),
        sa.Index(None, "subject_id"),
        comment=comment,
    )


open_search = _searched("subject_search", "名称、曾用名、拼音首字母和代码检索（公开）")
"""What a subject is searched by and everybody may know (`search_key`): the only search table of the public."""

person_search = _searched("subject_person_search", "姓名检索（个人信息）")
"""The same of the names of natural persons; the public login has no right to it."""


def _retired(table: str) -> sa.Table:
    """What a search went by before; empty. A later revision drops it, when no program of before is left that names it."""
    return sa.Table(
        table,
        metadata,
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("gram", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "gram"),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], ondelete="CASCADE"),
        sa.Index(None, "gram", "subject_id"),
        comment={"subject_gram": "名称检索（公开名称）"}.get(table, "姓名检索（个人信息）"),
    )


RETIRED = (_retired("subject_gram"), _retired("subject_person_gram"))

person_key = sa.Table(
    "subject_person_key",
    metadata,
    sa.Column("document_hash", sa.LargeBinary(), nullable=False),
    sa.Column("subject_id", sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint("document_hash", "subject_id"),
    sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], ondelete="CASCADE"),
    comment="证件号码检索（个人信息）",
)
"""Keyed hash of type and number of a person's document → subject, so that intake finds the person without a clear index."""
