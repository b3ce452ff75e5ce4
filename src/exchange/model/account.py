"""People who sign in: who they are, what proves it, and which of their sessions are open.

What the reading login needs to know of an account (whose it is, in which roles, whether it may come in) stands apart from what only signing
in needs (hashes, the second factor's key, counts of failures), so that a reading statement cannot reach a secret. Of a session only a hash
is stored: whoever reads the table cannot take one over.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.field import Field
from exchange.model.item import Edge, Item, Shape, metadata
from exchange.model.kinds import Flag, Instant, Region, Text, Texts


class Person(
    Item, key="account", plural="persons", zh="人员账号", en="Person who signs in", shape=Shape.JOURNAL
):
    """An account. `external` is by what the external issuer, if there is one, knows the person."""

    primary = ("login",)
    order = (("login", "ASC"),)

    login = Field(Text(64), "账号", "login", nullable=False, given=False, filter=True, order=True)
    name = Field(Text(100), "姓名", "who it is", nullable=False, given=False)
    roles = Field(
        Texts(64), "角色", "roles, as `auth/roles.toml` has them", nullable=False, given=False, filter=True
    )
    department = Field(
        Text(64), "部门编码", "code of the department that the account was made for", given=False, filter=True
    )
    jurisdiction = Field(
        Region(), "管辖区域", "division whose subtree the person works in", given=False, filter=True
    )
    created_at = Field(Instant(), "建立时间", "made at", nullable=False, given=False, order=True)
    locked_at = Field(Instant(), "锁定时间", "locked at", given=False, filter=True)
    factor = Field(
        Flag(), "已启用双因素", "the second factor is set up", nullable=False, given=False, filter=True,
        server_default="false",
    )  # fmt: skip
    last_signed_in_at = Field(
        Instant(), "最近登录", "last signed in at", given=False, filter=True, order=True
    )
    external = Field(
        Text(200), "统一身份认证标识", "by what the external issuer knows the person", given=False
    )

    works_for = Edge(
        "Department", (("department", "code"),), "所属部门", "department that the account was made for"
    )
    held = Edge(
        "HeldScope", (("login", "holder"),), "持有权限", "scopes that the roles give, with their last use", many=True,
        paged=False,
    )  # fmt: skip

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.PrimaryKeyConstraint("login"),
            sa.Column("subject_id", sa.Uuid(), sa.ForeignKey("subject.id")),
            sa.ForeignKeyConstraint(["department"], ["department.code"]),
            sa.ForeignKeyConstraint(["jurisdiction"], ["division.code"]),
            sa.UniqueConstraint("external"),
        ]


account = Person.table

account_secret = sa.Table(
    "account_secret",
    metadata,
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), primary_key=True),
    sa.Column("password_hash", sa.Text(), nullable=False),
    sa.Column("initial_until", sa.DateTime(timezone=True)),
    sa.Column("factor_key", sa.LargeBinary()),
    sa.Column("factor_offered", sa.LargeBinary()),
    sa.Column("factor_step", sa.BigInteger(), nullable=False, server_default="0"),
    sa.Column("factor_failures", sa.Integer(), nullable=False, server_default="0"),
    sa.Column("recovery_hash", sa.Text()),
    comment="账号凭证",
)
"""`initial_until` is set while the password is one that somebody else knows. `factor_key` is the second factor in use, `factor_offered` one
that is being set up, `factor_step` the last time step whose code was used, `recovery_hash` that of the code a new set-up asks for."""

account_session = sa.Table(
    "account_session",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), nullable=False, index=True),
    sa.Column("proven", sa.Boolean(), nullable=False),
    sa.Column("external", sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="登录会话",
)
"""`mark` is the hash of what the browser holds; `proven` tells whether the second factor was given in this session, `external` whether
an external issuer vouches for the person: then neither password nor factor of ours is asked for."""

external_sign_in = sa.Table(
    "external_sign_in",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("browser", sa.LargeBinary(), nullable=False),
    sa.Column("nonce", sa.Text(), nullable=False),
    sa.Column("verifier", sa.Text(), nullable=False),
    sa.Column("onward", sa.Text(), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="外部登录",
)
"""A person who is away at the external issuer: by the hash of the state, for the one browser that was sent."""

account_recovery = sa.Table(
    "account_recovery",
    metadata,
    sa.Column("login", sa.Text(), sa.ForeignKey("account.login"), primary_key=True),
    sa.Column("asked_by", sa.Text(), nullable=False),
    sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
    comment="双人恢复申请",
)

sign_in_failure = sa.Table(
    "sign_in_failure",
    metadata,
    sa.Column("mark", sa.LargeBinary(), primary_key=True),
    sa.Column("failures", sa.Integer(), nullable=False),
    sa.Column("last_at", sa.DateTime(timezone=True), nullable=False, index=True),
    comment="登录失败计数",
)
"""By a keyed hash of name and address, since a name that nobody has is often a password typed into the wrong field."""
