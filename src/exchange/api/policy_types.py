"""The types in which rules are looked at: cells, what a role or a client sees, one row explained, a comparison."""

from __future__ import annotations

import strawberry


@strawberry.type(description="One field for one audience (规则单元).")
class PolicyCell:
    """What the rules say of it."""

    item: str = strawberry.field(description="Information item (信息类别).")
    item_label: str = strawberry.field(description="Its Chinese label (信息类别名称).")
    field: str = strawberry.field(description="Field (字段).")
    label: str = strawberry.field(description="Its Chinese label (字段名称).")
    audience: str = strawberry.field(description="Audience (受众).")
    treatment: str = strawberry.field(description="Treatment, as the rule file words it (处理方式).")
    told: str = strawberry.field(description="The same in Chinese (处理方式说明).")
    rows: list[str] = strawberry.field(description="Row predicates, all of which must hold (可见条件).")
    rows_told: str = strawberry.field(description="The same in Chinese (可见条件说明).")
    basis: str = strawberry.field(description="Legal basis of the treatment (处理依据).")
    rows_basis: str = strawberry.field(description="Legal basis of the row rule (可见依据).")


@strawberry.type(description="A field as somebody may get it, over all rows (可见字段).")
class SeenField:
    """Every treatment that can occur, the most open first."""

    item: str = strawberry.field(description="Information item (信息类别).")
    field: str = strawberry.field(description="Field (字段).")
    label: str = strawberry.field(description="Its Chinese label (字段名称).")
    treatments: list[str] = strawberry.field(description="Treatments that can occur (处理方式).")
    reasons: list[str] = strawberry.field(description="Why not more (原因).")


@strawberry.type(description="Who can see a field at all (可见者).")
class FieldViewer:
    """A role, or a client by its role and scopes."""

    role: str = strawberry.field(description="Role; `anonymous` is everybody (角色).")
    client: str | None = strawberry.field(default=None, description="Client id (客户端).")
    treatments: list[str] = strawberry.field(description="Treatments that can occur (处理方式).")


@strawberry.type(description="What a caller gets of one row, and why; never a value (逐条说明).")
class RowExplained:
    """`visible` is false for a row that is not there as well."""

    visible: bool = strawberry.field(description="The caller sees the row (可见).")
    fields: list[RowCell] = strawberry.field(description="Its fields (字段).")


@strawberry.type(description="What a caller gets of one field of one row (单元说明).")
class RowCell:
    """Clear cells have no reason."""

    field: str = strawberry.field(description="Field (字段).")
    treatment: str = strawberry.field(
        description="CLEAR, HIDDEN, OPENED, or the name of the mask (处理方式)."
    )
    reason: str | None = strawberry.field(default=None, description="Reason code (原因).")
    basis: str | None = strawberry.field(default=None, description="Legal basis (依据).")


@strawberry.type(description="A cell that other rules fill differently (规则差异).")
class CellChange:
    """What it was, what it would be, and how many stored rows that touches."""

    item: str = strawberry.field(description="Information item (信息类别).")
    field: str = strawberry.field(description="Field (字段).")
    audience: str = strawberry.field(description="Audience (受众).")
    before: str = strawberry.field(description="Treatment now (现规则).")
    after: str = strawberry.field(description="Treatment then (新规则).")
    rows_before: list[str] = strawberry.field(description="Row predicates now (现可见条件).")
    rows_after: list[str] = strawberry.field(description="Row predicates then (新可见条件).")
    gained: bool = strawberry.field(description="The audience may get more (放宽).")
    lost: bool = strawberry.field(description="The audience may get less (收紧).")
    touched: int = strawberry.field(description="Stored rows that are given otherwise (涉及条数).")
    samples: list[TreatmentChange] = strawberry.field(
        description="What some of them have and would have (样例)."
    )


@strawberry.type(description="What a row has and would have of a field; never a value (处理变化).")
class TreatmentChange:
    """Treatments only."""

    before: str = strawberry.field(description="Treatment now (现处理方式).")
    after: str = strawberry.field(description="Treatment then (新处理方式).")


@strawberry.type(description="An operation that was asked lately and would be answered otherwise (操作重放).")
class OperationChange:
    """By the hash of its document, for one role."""

    document: str = strawberry.field(description="Hash of the document (文档哈希).")
    role: str = strawberry.field(description="Role that asks (角色).")
    field: str = strawberry.field(description="Type and field, such as Penalty.fine (字段).")
    before: list[str] = strawberry.field(description="Treatments that can occur now (现处理方式).")
    after: list[str] = strawberry.field(description="Treatments that can occur then (新处理方式).")


@strawberry.type(
    description="How often a client was given a changed field in clear within 30 days (近期读取)."
)
class RecentReading:
    """By its access entries."""

    client: str = strawberry.field(description="Client id (客户端).")
    entries: int = strawberry.field(description="Access entries (访问记录数).")
    fields: list[str] = strawberry.field(description="Changed fields among them (涉及字段).")


@strawberry.type(description="What other rules would change (规则对比).")
class PolicyDiff:
    """`widens` says that a second person has to activate them."""

    version: str = strawberry.field(description="Version of the other rules (版本).")
    widens: bool = strawberry.field(description="Somebody may get more (是否放宽).")
    cells: list[CellChange] = strawberry.field(description="Cells that differ (规则差异).")
    operations: list[OperationChange] = strawberry.field(
        description="Operations that would be answered otherwise (操作重放)."
    )
    readings: list[RecentReading] = strawberry.field(
        description="Who was given the fields lately (近期读取)."
    )


@strawberry.input(
    description="A rule file: the name that it has in auth/disclosure, and its text (规则文件)."
)
class PolicyFileInput:
    """`penalty.toml`, `like/record.toml`."""

    name: str = strawberry.field(description="Name (文件名).")
    text: str = strawberry.field(description="Text, in TOML (内容).")


@strawberry.type(description="What this token may see, and why not more (我的权限).")
class MyAccess:
    """Of the caller itself, nobody else."""

    client: str | None = strawberry.field(description="Client id; null for everybody (客户端).")
    department: str | None = strawberry.field(description="Department (部门).")
    jurisdiction: str | None = strawberry.field(description="Division whose subtree it works in (管辖区域).")
    scopes: list[str] = strawberry.field(description="Scopes of this token (权限).")
    audiences: list[str] = strawberry.field(description="Capacities in which it looks (受众).")
    agreement: strawberry.ID | None = strawberry.field(
        description="Agreement that this call names (共享协议)."
    )
    agreement_lives: bool = strawberry.field(
        description="That agreement is in force for this caller (协议有效)."
    )
    case: str | None = strawberry.field(description="Case that this call names (案号).")
    purpose: str | None = strawberry.field(description="Purpose that this call states (使用目的).")
    policy: str = strawberry.field(description="Version of the disclosure rules (规则版本).")
    limits: list[AccessLimit] = strawberry.field(description="Limits of one request (限额).")
    withheld: list[SeenField] = strawberry.field(
        description="Fields that it never gets in clear, and why (不可见字段)."
    )
    sdl: str = strawberry.field(
        description="The schema, with only the fields that it can ever see (可见接口定义)."
    )


@strawberry.type(description="A limit (限额).")
class AccessLimit:
    """A number."""

    name: str = strawberry.field(description="Of what (名称).")
    most: int = strawberry.field(description="At most (上限).")
