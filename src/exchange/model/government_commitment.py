"""Commitments of governments (政府承诺): what a public body promised, until when, to whom, and what became of it.

Plan 2.2-2, 5.4 and 5.6: policy promises, contracts, prior credit commitments, services of streets, townships and village committees,
openness of finances. The subject is the body that promised. The obligation is the body's, whoever governs it: the persons who answered for
it stay on record one after the other, and its department is followed by its successor. As the *subject* of the case counts whom it was
promised to.
"""

from __future__ import annotations

import sqlalchemy as sa

from exchange.model.case import Case
from exchange.model.field import Field, Secrecy
from exchange.model.item import Edge, Item, Shape
from exchange.model.kinds import Code, Day, Text, Wan


class GovernmentCommitment(
    Case, key="government_commitment", zh="政府承诺", en="Commitment of a government", shape=Shape.CASE
):
    """Everybody sees text, day and state of what was published; amount and counterparty are confidential."""

    kind = Field(Code("government_commitment_kind"), "承诺类型", "kind of commitment", filter=True)
    domain = Field(
        Code("service_domain"), "公共服务领域", "domain of a public service", filter=True, note="Plan 5.6."
    )
    title = Field(Text(200), "承诺事项", "what it is about")
    content = Field(Text(4000), "承诺内容", "what was promised", masks=("redacted",))
    promised_until = Field(Day(), "承诺期限", "promised until", filter=True)
    beneficiary_code = Field(
        Text(18),
        "受益人统一社会信用代码",
        "credit code of whom it was promised to",
        secrecy=Secrecy.CONFIDENTIAL,
    )
    counterparty = Field(Text(200), "相对方", "counterparty", secrecy=Secrecy.CONFIDENTIAL)
    amount = Field(
        Wan(), "承诺金额", "amount", unit="万元 (10,000 yuan), 6 decimals", secrecy=Secrecy.CONFIDENTIAL
    )
    responsible_person = Field(Text(50), "责任人", "who answers for it now", secrecy=Secrecy.PERSONAL)
    responsible_post = Field(Text(100), "责任人职务", "post of that person", secrecy=Secrecy.PERSONAL)
    evidence = Field(Text(2000), "履行情况", "how it was fulfilled")
    confirmation = Field(Text(1000), "确认意见", "what whoever confirmed says")
    fulfilled_on = Field(Day(), "履行完毕日期", "fulfilled on", given=False)
    area = Field(
        Code("area"),
        "失信领域",
        "area in which it was broken",
        filter=True,
        note="Named by who finds it broken.",
    )
    change_reason = Field(Code("change_reason"), "变更事由", "ground of the change", filter=True)
    change_authority = Field(Text(200), "变更决定机关", "who decided the change")
    change_procedure = Field(Text(1000), "变更程序", "procedure of the change")
    compensation = Field(Text(1000), "补偿情况", "compensation")

    persons = Edge(
        "ResponsiblePerson", (("subject_id", "subject_id"), ("id", "case_id")), "历任责任人", "who answered for it, one after the other",
        many=True, paged=False,
    )  # fmt: skip


class ResponsiblePerson(
    Item, key="responsible_person", zh="历任责任人", en="Responsible person", shape=Shape.CHILD
):
    """Somebody who answered for a commitment, and from when to when (责任回溯): leaving the post ends nothing of what was done in it."""

    primary = ("subject_id", "id")
    subject_column = "subject_id"
    order = (("since", "ASC"), ("id", "ASC"))

    name = Field(Text(50), "姓名", "name", secrecy=Secrecy.PERSONAL)
    post = Field(Text(100), "职务", "post", secrecy=Secrecy.PERSONAL)
    since = Field(Day(), "任责起始日期", "answers since", nullable=False)
    until = Field(Day(), "任责终止日期", "answered until")

    @classmethod
    def structure(cls) -> list[sa.schema.SchemaItem]:
        return [
            sa.Column("subject_id", sa.Uuid(), nullable=False),
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("case_id", sa.Uuid(), nullable=False),
            sa.PrimaryKeyConstraint("subject_id", "id"),
            sa.Index(None, "subject_id", "case_id"),
        ]
