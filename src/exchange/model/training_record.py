"""Training of civil servants in good faith (公务员诚信教育培训记录): who took which course, and how it ended (plan 4.1).

A record and no case: it is about a person, stands for a time, is sent by the department that trained, and is kept, corrected and disputed
like everything else that is on record about somebody. Never public, whatever basis there is.
"""

from __future__ import annotations

from exchange.model.field import Field, Need, Secrecy
from exchange.model.item import Shape
from exchange.model.kinds import Code, Count, Day, Text
from exchange.model.party import PartyRecord


class TrainingRecord(
    PartyRecord, key="training_record", zh="诚信教育培训记录", en="Training record", shape=Shape.RECORD, cycle="standing", prefix="PX",
    codes={"authority_name": "PX_DW", "authority_code": "PX_DWDM", "source_name": "PX_LYDW", "source_code": "PX_LYDWDM"},
):  # fmt: skip
    """What became of one course for one civil servant."""

    party_type = Field(
        Code("subject_kind"), "培训对象类型", "kind of who was trained", source="PX_LX", need=Need.ALWAYS, filter=True
    )  # fmt: skip
    person_employer = Field(
        Text(200), "所在单位", "employer", source="PX_SZDW", need=Need.NATURAL_PERSON, secrecy=Secrecy.PERSONAL, openable=True
    )  # fmt: skip
    person_post = Field(Text(100), "职务", "post", source="PX_ZW", secrecy=Secrecy.PERSONAL, openable=True)
    course = Field(Text(200), "课程名称", "course", source="PX_KC", need=Need.ALWAYS)
    course_number = Field(Text(50), "课程期次", "number of the course", source="PX_QC", filter=True)
    hours = Field(Count(), "学时", "hours", source="PX_XS", need=Need.ALWAYS, filter=True)
    outcome = Field(
        Code("training_outcome"), "培训结果", "how it ended", source="PX_JG", need=Need.ALWAYS, filter=True
    )
    valid_until = Field(Day(), "有效期至", "valid until", source="PX_YXQZ", filter=True, order=True)
