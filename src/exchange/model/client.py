"""Clients (客户端): the programs that come in, in which role, for which department and region, and the keys by which they prove it.

Their secrets stand in the same row and are for the writing login alone (`disclosure.grants`); who manages access reads the rest.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Flag, Instant, Region, Text, Texts


class Client(Item, key="client", zh="客户端", en="Client", shape=Shape.JOURNAL):
    """One client. A `public` one (an application on people's own devices) can keep no secret, and comes only with a person's consent."""

    order = (("created_at", "DESC"), ("id", "ASC"))
    sides = ("department",)

    id = Field(Text(100), "标识", "client id", nullable=False, given=False, filter=True, order=True)
    name = Field(Text(200), "名称", "who it is", nullable=False, given=False, order=True)
    role = Field(
        Text(64), "角色", "role, as `auth/roles.toml` has it", nullable=False, given=False, filter=True
    )
    department = Field(Text(64), "部门编码", "code of its department", given=False, filter=True)
    jurisdiction = Field(Region(), "管辖区域", "division whose subtree it works in", given=False, filter=True)
    scopes = Field(Texts(64), "权限", "scopes that it holds", nullable=False, given=False)
    created_at = Field(Instant(), "建立时间", "made at", nullable=False, given=False, filter=True, order=True)
    revoked_at = Field(Instant(), "停用时间", "shut out at", given=False, filter=True)
    living = Field(
        Flag(), "在用", "it may come in", nullable=False, given=False, filter=True, server_default="true"
    )
    sandbox = Field(
        Flag(), "沙箱", "nothing that it submits is stored", nullable=False, given=False, filter=True,
        server_default="false",
    )  # fmt: skip
    public = Field(
        Flag(), "公开客户端", "it can keep no secret", nullable=False, given=False, server_default="false"
    )
    redirect_uris = Field(
        Texts(500), "回调地址", "addresses to which people are led back", nullable=False, given=False, server_default="{}"
    )  # fmt: skip
    audiences = Field(
        Texts(500), "资源", "resources beside this exchange that it may have tokens for", nullable=False, given=False,
        server_default="{}",
    )  # fmt: skip

    works_for = Edge("Department", (("department", "code"),), "所属部门", "department that it belongs to")
    keys = Edge(
        "ClientKey", (("id", "client_id"),), "公钥", "keys by which it proves itself", many=True, paged=False
    )
    held = Edge(
        "HeldScope", (("id", "holder"),), "持有权限", "scopes that it holds, with their last use", many=True, paged=False
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("id"),
            sa.Column("secret_hash", sa.Text()),
            sa.Column("subject_id", sa.Uuid(), sa.ForeignKey("subject.id")),
            sa.ForeignKeyConstraint(["department"], ["department.code"]),
            sa.ForeignKeyConstraint(["jurisdiction"], ["division.code"]),
        ]


class ClientKey(Item, key="client_key", zh="客户端公钥", en="Key of a client", shape=Shape.CHILD):
    """A public key, for the one algorithm that it signs with. A client may hold several at once, to change over without a gap."""

    primary = ("client_id", "kid")
    order = (("valid_from", "DESC"), ("kid", "ASC"))

    kid = Field(Text(200), "密钥标识", "its id", nullable=False, given=False)
    algorithm = Field(Text(20), "算法", "algorithm that it signs with", nullable=False, given=False)
    created_at = Field(Instant(), "登记时间", "registered at", nullable=False, given=False)
    valid_from = Field(Instant(), "生效时间", "valid from", nullable=False, given=False)
    retired_at = Field(Instant(), "停用时间", "valid until", given=False)

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("client_id", sa.Text(), sa.ForeignKey("client.id"), nullable=False),
            sa.Column("jwk", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint("client_id", "kid"),
        ]


client = Client.table
client_key = ClientKey.table
