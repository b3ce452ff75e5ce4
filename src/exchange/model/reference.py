"""Small registries that are the same for everybody: divisions, departments, the catalogue of information items.

They are reference tables (copied to every node when the big tables are spread), loaded from `schema/codes/*.csv` by `exchange
migrate`; departments below the province are added as they are onboarded.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Codes, Count, Day, Flag, Region, Text


class Division(Item, key="division", zh="行政区划", en="Administrative division", shape=Shape.REFERENCE):
    """GB/T 2260 divisions of the province with their history; Pingtan's experimental area is a node of its own."""

    primary = ("code",)
    order = (("code", "ASC"),)

    code = Field(
        Region(), "行政区划代码", "division code", nullable=False, filter=True, order=True, note="GB/T 2260."
    )
    name = Field(Text(100), "名称", "name", nullable=False)
    level = Field(Code("level"), "层级", "level", nullable=False, filter=True)
    valid_from = Field(Day(), "启用日期", "in force from")
    valid_until = Field(Day(), "停用日期", "in force until")
    administered = Field(
        Flag(), "是否实际管辖", "administered", nullable=False, note="False for Jinmen (金门)."
    )
    parent_code = Field(Region(), "上级区划代码", "code of the superior division")
    successor_code = Field(Region(), "继任区划代码", "code of the successor")

    parent = Edge("Division", (("parent_code", "code"),), "上级区划", "superior division")
    successor = Edge("Division", (("successor_code", "code"),), "继任区划", "successor")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [sa.PrimaryKeyConstraint("code")]


class Department(Item, key="department", zh="部门", en="Department", shape=Shape.REFERENCE):
    """Temporal registry of departments: a record keeps the name it was issued under, rights pass to the successor."""

    primary = ("code",)
    order = (("code", "ASC"),)

    code = Field(Text(64), "部门编码", "department code", nullable=False, filter=True, order=True)
    name = Field(Text(200), "部门名称", "name", nullable=False, filter=True)
    credit_code = Field(Text(18), "统一社会信用代码", "credit code", filter=True, check="credit_code")
    valid_from = Field(Day(), "启用日期", "in force from")
    valid_until = Field(Day(), "停用日期", "in force until")
    region_code = Field(Region(), "行政区划代码", "division code", nullable=False)
    successor_code = Field(Text(64), "继任部门编码", "code of the successor")
    superior_code = Field(Text(64), "上级部门编码", "code of the superior body")

    region = Edge("Division", (("region_code", "code"),), "行政区划", "division")
    successor = Edge("Department", (("successor_code", "code"),), "继任部门", "successor")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("code"),
            sa.ForeignKeyConstraint(["region_code"], ["division.code"]),
            sa.ForeignKeyConstraint(["successor_code"], ["department.code"]),
            sa.Index(None, "credit_code"),
        ]


class CatalogueItem(
    Item, key="catalogue_item", zh="公共信用信息目录条目", en="Catalogue item", shape=Shape.REFERENCE
):
    """An entry of the public credit information catalogue, one edition a year; nothing outside it is collected."""

    primary = ("edition", "code")
    order = (("edition", "DESC"), ("code", "ASC"))

    edition = Field(Count(), "目录版本", "edition (year)", nullable=False, filter=True, order=True)
    item = Field(Text(64), "信息类别", "information item", nullable=False, filter=True)
    code = Field(Text(64), "条目编码", "item code", nullable=False, filter=True, order=True)
    name = Field(Text(200), "条目名称", "name", nullable=False)
    name_en = Field(Text(200), "条目英文名称", "name in English")
    definition = Field(Text(2000), "定义", "definition")
    subject_kinds = Field(Codes("subject_kind"), "信用主体性质", "kinds of subject")
    sources = Field(Text(500), "归集来源", "source departments")
    legal_basis = Field(Text(2000), "依据", "legal basis")
    sharing_class = Field(Code("sharing_class"), "共享属性", "sharing class", nullable=False)
    publication_mode = Field(Code("publication_mode"), "公开属性", "publication mode", nullable=False)
    retention_months = Field(Count(), "保存期限", "retention", unit="months (月)")
    update_cycle = Field(Code("update_cycle"), "更新频率", "update cycle")
    format = Field(Text(200), "数据标准", "data standard")
    valid_from = Field(Day(), "启用日期", "in force from", nullable=False)
    valid_until = Field(Day(), "停用日期", "in force until")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            # An edition that was loaded by command; those without are as they are shipped.
            sa.Column("loaded_at", sa.DateTime(timezone=True)),
            sa.Column("loaded_by", sa.Text()),
            sa.PrimaryKeyConstraint("edition", "code"),
            # By item: each statement of a partner department asks for the sharing class in force.
            sa.Index(None, "item", "edition"),
        ]


class CatalogueChange(
    Item, key="catalogue_change", zh="目录变更", en="Change of the catalogue", shape=Shape.REFERENCE
):
    """What a later edition has otherwise than an earlier one. Worked out when an edition is loaded, for each pair of editions."""

    primary = ("from_edition", "to_edition", "code")
    order = (("to_edition", "DESC"), ("from_edition", "DESC"), ("code", "ASC"))

    from_edition = Field(Count(), "原目录版本", "earlier edition", nullable=False, filter=True, order=True)
    to_edition = Field(Count(), "新目录版本", "later edition", nullable=False, filter=True, order=True)
    code = Field(Text(64), "条目编码", "item code", nullable=False, filter=True, order=True)
    item = Field(Text(64), "信息类别", "information item", nullable=False, filter=True)
    subject_kinds = Field(Codes("subject_kind"), "信用主体性质", "kinds of subject, of either entry")
    change = Field(Code("entry_change"), "变更类型", "what became of the entry", nullable=False, filter=True)
    fields_changed = Field(
        Codes("entry_field"), "变更内容", "what of the entry is different", nullable=False, filter=True
    )

    earlier = Edge(
        "CatalogueItem", (("from_edition", "edition"), ("code", "code")), "原条目", "entry as it was"
    )
    later = Edge("CatalogueItem", (("to_edition", "edition"), ("code", "code")), "新条目", "entry as it is")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [sa.PrimaryKeyConstraint("from_edition", "to_edition", "code")]
