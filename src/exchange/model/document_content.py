"""The content of documents, each once, under the SHA-256 of its bytes; who may have it follows from the `CaseDocument` that names it.

What was uploaded and belongs to no case yet is its uploader's: only that client or person can hand it in.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.item import metadata

document_content = sa.Table(
    "document_content",
    metadata,
    sa.Column("digest", sa.Text(), primary_key=True),
    sa.Column("media_type", sa.Text(), nullable=False),
    sa.Column("size", sa.Integer(), nullable=False),
    sa.Column("content", sa.LargeBinary(), nullable=False),
    comment="材料内容",
)

document_upload = sa.Table(
    "document_upload",
    metadata,
    sa.Column("digest", sa.Text(), sa.ForeignKey("document_content.digest"), nullable=False),
    sa.Column("uploader", sa.Text(), nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint("digest", "uploader"),
    sa.Index(None, "at"),
    comment="已上传材料",
)
"""Who uploaded what, and when: an upload that is not handed in is removed after some days."""
