"""Tasks of the plan (实施方案任务) and plans of work (工作计划): given or made, reported on again and again, done (plan 6.1, 6.4).

A task comes from the office of the leading group and its end is confirmed by it; a plan of work comes from who is going to do it and is
approved by that office. Both are late when their day is over, by the clock; a task without a day never is.
"""

from __future__ import annotations

from exchange.access import Audience, Scope
from exchange.workflows.table import Answers, Hand, Stage, move, workflow

_OFFICE = Hand(Scope.DUTY_HANDLE, Audience.KEEPER)
_LEAD = Hand(Scope.TASK_REPORT, Audience.ORIGIN)

PLAN_TASK = workflow(
    "plan_task", "实施方案任务", "Task of the plan",
    (
        Stage("ASSIGNED", Audience.ORIGIN, due="deadline"),
        Stage("REPORTED", Audience.KEEPER, "task_review"),
        Stage("DONE"),
        Stage("CANCELLED"),
    ),
    (
        move("file", "交办任务", "Give a task", (), "ASSIGNED", _OFFICE,
             guards=("public_body", "clause_of_the_plan", "deadline_to_come", "one_task_of_a_title"),
             needed=("clause", "title", "content"), inputs=("deadline", "partners", "responsible", "documents")),
        move("report", "报告进展", "Report how far it came", ["ASSIGNED"], None, _LEAD, guards=("as_lead_of_the_task", "a_percentage"),
             needed=("progress", "report"), inputs=("documents",)),
        move("finish", "报告完成", "Report that it is done", ["ASSIGNED"], "REPORTED", _LEAD, guards=("as_lead_of_the_task",),
             needed=("result",), inputs=("documents",)),
        move("confirm", "确认完成", "Confirm that it is done", ["REPORTED"], "DONE", _OFFICE, inputs=("reason",)),
        move("return", "退回", "Return it: it is not done", ["REPORTED"], "ASSIGNED", _OFFICE, needed=("reason",)),
        move("reschedule", "调整时限", "Give it another day", ["ASSIGNED"], None, _OFFICE, guards=("deadline_to_come",),
             needed=("deadline", "reason")),
        move("cancel", "取消任务", "Cancel it", ["ASSIGNED", "REPORTED"], "CANCELLED", _OFFICE, needed=("reason",)),
    ),
    addressed=True,
    answers=Answers.BODY,
    effects={"file": ("partners_are_known",), "report": ("enter_progress",)},
)  # fmt: skip

WORK_PLAN = workflow(
    "work_plan", "工作计划", "Plan of work",
    (
        Stage("SUBMITTED", Audience.KEEPER, "work_plan_review"),
        Stage("RETURNED", Audience.ORIGIN, "work_plan_mend"),
        Stage("IN_FORCE", Audience.ORIGIN, due="period_until"),
        Stage("DONE"),
        Stage("RETRACTED"),
    ),
    (
        move("file", "上报工作计划", "Send a plan of work", (), "SUBMITTED", _LEAD,
             guards=("public_body", "in_own_place", "a_year", "planned_ahead", "one_plan_of_a_field"),
             needed=("year", "title", "content", "period_until"), inputs=("key_field", "documents")),
        move("return", "退回修改", "Return it for mending", ["SUBMITTED"], "RETURNED", _OFFICE, needed=("reason",)),
        move("amend", "修改后上报", "Mend it and send it again", ["RETURNED"], "SUBMITTED", _LEAD, guards=("planned_ahead",),
             inputs=("title", "content", "period_until", "documents")),
        move("approve", "同意", "Approve it", ["SUBMITTED"], "IN_FORCE", _OFFICE, inputs=("reason", "document")),
        move("report", "报告进展", "Report how far it came", ["IN_FORCE"], None, _LEAD, guards=("a_percentage",),
             needed=("progress", "report"), inputs=("documents",)),
        move("publicise", "公开计划", "Make it public", ["IN_FORCE", "DONE"], None, _OFFICE, guards=("not_public",), inputs=("reason",)),
        move("finish", "报告完成", "Report what was achieved, and end it", ["IN_FORCE"], "DONE", _LEAD, needed=("result",),
             inputs=("documents",)),
        move("retract", "撤回", "Take it back", ["SUBMITTED", "RETURNED"], "RETRACTED", _LEAD, inputs=("reason",)),
    ),
    addressed=True,
    answers=Answers.FILER,
    effects={"report": ("enter_progress",), "publicise": ("show_result",)},
)  # fmt: skip
