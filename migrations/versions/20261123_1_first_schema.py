"""First schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261123_1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("access_change_pkey")),
        comment="审计记录（授权）",
    )
    op.create_table(
        "access_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("agreement", sa.Uuid(), nullable=True),
        sa.Column("discipline_case", sa.Text(), nullable=True),
        sa.Column("subjects", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("access_entry_pkey")),
        comment="访问记录（读）",
    )
    op.create_index(op.f("access_entry_at_idx"), "access_entry", ["at"], unique=False)
    op.create_index(
        op.f("access_entry_subjects_idx"), "access_entry", ["subjects"], unique=False, postgresql_using="gin"
    )
    op.create_table(
        "access_epoch",
        sa.Column("one", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("one", name=op.f("access_epoch_one_check")),
        sa.PrimaryKeyConstraint("one", name=op.f("access_epoch_pkey")),
        comment="授权版本",
    )
    op.create_table(
        "audit_entry",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("client", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("state_before", sa.Text(), nullable=True),
        sa.Column("state_after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("audit_entry_pkey")),
        comment="审计记录（写）",
    )
    op.create_index(
        op.f("audit_entry_subject_id_record_id_id_idx"),
        "audit_entry",
        ["subject_id", "record_id", "id"],
        unique=False,
    )
    op.create_table(
        "catalogue_item",
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("subject_kinds", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("sharing_class", sa.Text(), nullable=False),
        sa.Column("publication_mode", sa.Text(), nullable=False),
        sa.Column("retention_months", sa.Integer(), nullable=True),
        sa.Column("update_cycle", sa.Text(), nullable=True),
        sa.Column("format", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("edition", "code", name=op.f("catalogue_item_pkey")),
        comment="公共信用信息目录条目",
    )
    op.create_table(
        "change",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "xid",
            sa.BigInteger(),
            server_default=sa.text("pg_current_xact_id()::text::bigint"),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("move", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("change_pkey")),
        comment="变更日志",
    )
    op.create_index(op.f("change_xid_id_idx"), "change", ["xid", "id"], unique=False)
    op.create_table(
        "division",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("administered", sa.Boolean(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("successor_code", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("division_pkey")),
        comment="行政区划",
    )
    op.create_table(
        "keyring",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("keyring_pkey")),
        comment="摘要密钥",
    )
    op.create_table(
        "signing_key",
        sa.Column("kid", sa.Text(), nullable=False),
        sa.Column("private_jwk", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("signing_key_pkey")),
        comment="签名密钥",
    )
    op.create_index(
        "signing_key_one_active", "signing_key", ["active"], unique=True, postgresql_where=sa.text("active")
    )
    op.create_table(
        "subject",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_opened", sa.Text(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("credit_code_override", sa.Boolean(), nullable=True),
        sa.Column("organisation_code", sa.Text(), nullable=True),
        sa.Column("registration_number", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("legal_representative_surname", sa.Text(), nullable=True),
        sa.Column("address_opened", sa.Text(), nullable=True),
        sa.Column("unresolved", sa.Boolean(), nullable=False),
        sa.Column("employer_opened", sa.Text(), nullable=True),
        sa.Column("post_opened", sa.Text(), nullable=True),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("superior_id", sa.Uuid(), nullable=True),
        sa.Column("predecessor_id", sa.Uuid(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("same_as_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("subject_pkey")),
        comment="信用主体",
    )
    op.create_index(op.f("subject_city_kind_id_idx"), "subject", ["city", "kind", "id"], unique=False)
    op.create_index(op.f("subject_county_kind_id_idx"), "subject", ["county", "kind", "id"], unique=False)
    op.create_index(op.f("subject_credit_code_idx"), "subject", ["credit_code"], unique=False)
    op.create_index(op.f("subject_name_opened_idx"), "subject", ["name_opened"], unique=False)
    op.create_index(op.f("subject_organisation_code_idx"), "subject", ["organisation_code"], unique=False)
    op.create_table(
        "world",
        sa.Column("one", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("loaded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("one", name=op.f("world_one_check")),
        sa.PrimaryKeyConstraint("one", name=op.f("world_pkey")),
        comment="样例数据标记",
    )
    op.create_table(
        "department",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("successor_code", sa.Text(), nullable=True),
        sa.Column("superior_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["region_code"], ["division.code"], name=op.f("department_region_code_fkey")),
        sa.ForeignKeyConstraint(
            ["successor_code"], ["department.code"], name=op.f("department_successor_code_fkey")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("department_pkey")),
        comment="部门",
    )
    op.create_index(op.f("department_credit_code_idx"), "department", ["credit_code"], unique=False)
    op.create_table(
        "former_name",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("former_name_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "number", name=op.f("former_name_pkey")),
        comment="曾用名",
    )
    op.create_table(
        "subject_gram",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("gram", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("subject_gram_subject_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subject_id", "gram", name=op.f("subject_gram_pkey")),
        comment="名称检索（公开名称）",
    )
    op.create_index(
        op.f("subject_gram_gram_subject_id_idx"), "subject_gram", ["gram", "subject_id"], unique=False
    )
    op.create_table(
        "subject_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("name_surname", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_type", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_number", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_number_id_number", sa.Text(), nullable=True),
        sa.Column("document_type", sa.Text(), nullable=True),
        sa.Column("document_number", sa.Text(), nullable=True),
        sa.Column("document_number_id_number", sa.Text(), nullable=True),
        sa.Column("employer", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("rank", sa.Text(), nullable=True),
        sa.Column("managed_by", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_phone", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["subject.id"], name=op.f("subject_person_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("subject_person_pkey")),
        comment="信用主体（个人信息）",
    )
    op.create_table(
        "subject_person_gram",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("gram", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("subject_person_gram_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "gram", name=op.f("subject_person_gram_pkey")),
        comment="姓名检索（个人信息）",
    )
    op.create_index(
        op.f("subject_person_gram_gram_subject_id_idx"),
        "subject_person_gram",
        ["gram", "subject_id"],
        unique=False,
    )
    op.create_table(
        "subject_person_key",
        sa.Column("document_hash", sa.LargeBinary(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["subject.id"],
            name=op.f("subject_person_key_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_hash", "subject_id", name=op.f("subject_person_key_pkey")),
        comment="证件号码检索（个人信息）",
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("items", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("suspended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terminated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department"], ["department.code"], name=op.f("agreement_department_fkey")),
        sa.ForeignKeyConstraint(["region"], ["division.code"], name=op.f("agreement_region_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("agreement_pkey")),
        comment="共享协议",
    )
    op.create_table(
        "client",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("jurisdiction", sa.Text(), nullable=True),
        sa.Column("scopes", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["department"], ["department.code"], name=op.f("client_department_fkey")),
        sa.ForeignKeyConstraint(["jurisdiction"], ["division.code"], name=op.f("client_jurisdiction_fkey")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("client_subject_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("client_pkey")),
        comment="客户端",
    )
    op.create_table(
        "dishonesty_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("canonical_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("authority_name", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_code", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("severity_rule", sa.Text(), nullable=True),
        sa.Column("publish_from", sa.Date(), nullable=True),
        sa.Column("publish_until", sa.Date(), nullable=True),
        sa.Column("repairable_from", sa.Date(), nullable=True),
        sa.Column("publish_rule", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("publication_basis", sa.Text(), nullable=True),
        sa.Column("publication_document", sa.Text(), nullable=True),
        sa.Column("publication_approver", sa.Text(), nullable=True),
        sa.Column("secrecy_reviewed_on", sa.Date(), nullable=True),
        sa.Column("secrecy_reviewer", sa.Text(), nullable=True),
        sa.Column("duty_done", sa.Boolean(), nullable=False),
        sa.Column("catalogue_edition", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("misconduct", sa.Text(), nullable=True),
        sa.Column("on_duty", sa.Boolean(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("facts_redacted", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decision_redacted", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("finality", sa.Text(), nullable=True),
        sa.Column("loss", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("loss_description", sa.Text(), nullable=True),
        sa.Column("social_impact", sa.Text(), nullable=True),
        sa.Column("party_name_opened", sa.Text(), nullable=True),
        sa.Column("party_type", sa.Text(), nullable=True),
        sa.Column("party_credit_code", sa.Text(), nullable=True),
        sa.Column("person_employer_opened", sa.Text(), nullable=True),
        sa.Column("person_post_opened", sa.Text(), nullable=True),
        sa.Column("sanction_kind_opened", sa.Text(), nullable=True),
        sa.Column("responsible_person_opened", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=False),
        sa.Column("authority_department", sa.Text(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_department"],
            ["department.code"],
            name=op.f("dishonesty_record_authority_department_fkey"),
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("dishonesty_record_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"], ["subject.id"], name=op.f("dishonesty_record_subject_id_fkey")
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("dishonesty_record_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("dishonesty_record_subject_id_source_department_fingerprint_key"),
        ),
        comment="政务失信记录",
    )
    op.create_index(
        op.f("dishonesty_record_canonical_number_idx"),
        "dishonesty_record",
        ["canonical_number"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_city_state_decided_on_id_idx"),
        "dishonesty_record",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_county_state_decided_on_id_idx"),
        "dishonesty_record",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("dishonesty_record_id_idx"), "dishonesty_record", ["id"], unique=False)
    op.create_index(
        op.f("dishonesty_record_source_department_decided_on_id_idx"),
        "dishonesty_record",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_state_decided_on_id_idx"),
        "dishonesty_record",
        ["state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("dishonesty_record_subject_id_state_decided_on_id_idx"),
        "dishonesty_record",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "level_check",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("department_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_code"], ["department.code"], name=op.f("level_check_department_code_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("level_check_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "record_id", "number", name=op.f("level_check_pkey")),
        comment="逐级审核",
    )
    op.create_table(
        "penalty",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column("canonical_number", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("authority_name", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_code", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("severity_rule", sa.Text(), nullable=True),
        sa.Column("publish_from", sa.Date(), nullable=True),
        sa.Column("publish_until", sa.Date(), nullable=True),
        sa.Column("repairable_from", sa.Date(), nullable=True),
        sa.Column("publish_rule", sa.Text(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("publication_basis", sa.Text(), nullable=True),
        sa.Column("publication_document", sa.Text(), nullable=True),
        sa.Column("publication_approver", sa.Text(), nullable=True),
        sa.Column("secrecy_reviewed_on", sa.Date(), nullable=True),
        sa.Column("secrecy_reviewer", sa.Text(), nullable=True),
        sa.Column("duty_done", sa.Boolean(), nullable=False),
        sa.Column("catalogue_edition", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=True),
        sa.Column("party_name_opened", sa.Text(), nullable=True),
        sa.Column("party_type", sa.Text(), nullable=True),
        sa.Column("party_credit_code", sa.Text(), nullable=True),
        sa.Column("party_registration_number", sa.Text(), nullable=True),
        sa.Column("party_organisation_code", sa.Text(), nullable=True),
        sa.Column("party_tax_number", sa.Text(), nullable=True),
        sa.Column("party_institution_number", sa.Text(), nullable=True),
        sa.Column("party_social_organisation_number", sa.Text(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("legal_representative_surname", sa.Text(), nullable=True),
        sa.Column("violation", sa.Text(), nullable=True),
        sa.Column("violation_fact", sa.Text(), nullable=True),
        sa.Column("violation_fact_redacted", sa.Text(), nullable=True),
        sa.Column("legal_basis", sa.Text(), nullable=True),
        sa.Column("kind", postgresql.ARRAY(sa.Text()), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("fine", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("confiscated", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("licence_touched", sa.Text(), nullable=True),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("natural", sa.Boolean(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.Column("source_department", sa.Text(), nullable=False),
        sa.Column("authority_department", sa.Text(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_department"], ["department.code"], name=op.f("penalty_authority_department_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["source_department"], ["department.code"], name=op.f("penalty_source_department_fkey")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("penalty_subject_id_fkey")),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("penalty_pkey")),
        sa.UniqueConstraint(
            "subject_id",
            "source_department",
            "fingerprint",
            name=op.f("penalty_subject_id_source_department_fingerprint_key"),
        ),
        comment="行政处罚",
    )
    op.create_index(op.f("penalty_canonical_number_idx"), "penalty", ["canonical_number"], unique=False)
    op.create_index(
        op.f("penalty_city_state_decided_on_id_idx"),
        "penalty",
        ["city", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("penalty_county_state_decided_on_id_idx"),
        "penalty",
        ["county", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_index(op.f("penalty_id_idx"), "penalty", ["id"], unique=False)
    op.create_index(
        op.f("penalty_source_department_decided_on_id_idx"),
        "penalty",
        ["source_department", "decided_on", "id"],
        unique=False,
    )
    op.create_index(
        op.f("penalty_state_decided_on_id_idx"), "penalty", ["state", "decided_on", "id"], unique=False
    )
    op.create_index(
        op.f("penalty_subject_id_state_decided_on_id_idx"),
        "penalty",
        ["subject_id", "state", "decided_on", "id"],
        unique=False,
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("warned", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("duplicates", sa.Integer(), nullable=False),
        sa.Column("submitter", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.LargeBinary(), nullable=False),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("county", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["submitter"], ["department.code"], name=op.f("submission_submitter_fkey")),
        sa.PrimaryKeyConstraint("submitter", "batch", name=op.f("submission_pkey")),
        comment="报送批次",
    )
    op.create_index(
        op.f("submission_submitter_received_at_id_idx"),
        "submission",
        ["submitter", "received_at", "id"],
        unique=False,
    )
    op.create_table(
        "dishonesty_record_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_name", sa.Text(), nullable=True),
        sa.Column("party_name_surname", sa.Text(), nullable=True),
        sa.Column("person_id_type", sa.Text(), nullable=True),
        sa.Column("person_id_number", sa.Text(), nullable=True),
        sa.Column("person_id_number_id_number", sa.Text(), nullable=True),
        sa.Column("person_employer", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("sanction_kind", sa.Text(), nullable=True),
        sa.Column("sanction_until", sa.Date(), nullable=True),
        sa.Column("responsible_person", sa.Text(), nullable=True),
        sa.Column("responsible_person_surname", sa.Text(), nullable=True),
        sa.Column("responsible_post", sa.Text(), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=True),
        sa.Column("investigator", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["dishonesty_record.subject_id", "dishonesty_record.id"],
            name=op.f("dishonesty_record_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("dishonesty_record_person_pkey")),
        comment="政务失信记录（个人信息）",
    )
    op.create_table(
        "penalty_person",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_name", sa.Text(), nullable=True),
        sa.Column("party_name_surname", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_type", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_number", sa.Text(), nullable=True),
        sa.Column("legal_representative_id_number_id_number", sa.Text(), nullable=True),
        sa.Column("person_id_type", sa.Text(), nullable=True),
        sa.Column("person_id_number", sa.Text(), nullable=True),
        sa.Column("person_id_number_id_number", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subject_id", "id"],
            ["penalty.subject_id", "penalty.id"],
            name=op.f("penalty_person_subject_id_fkey"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subject_id", "id", name=op.f("penalty_person_pkey")),
        comment="行政处罚（个人信息）",
    )
    op.create_table(
        "submission_row",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("submitter", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submitter", "batch"],
            ["submission.submitter", "submission.batch"],
            name=op.f("submission_row_submitter_fkey"),
        ),
        sa.PrimaryKeyConstraint("submitter", "batch", "number", name=op.f("submission_row_pkey")),
        comment="报送逐条结果",
    )
    op.create_table(
        "finding",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("submitter", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["submitter", "batch", "row_number"],
            ["submission_row.submitter", "submission_row.batch", "submission_row.number"],
            name=op.f("finding_submitter_fkey"),
        ),
        sa.PrimaryKeyConstraint("submitter", "batch", "row_number", "number", name=op.f("finding_pkey")),
        comment="报送问题",
    )
