"""The mutation root: one field to submit, one per move of the life cycle.

The fields are made from the table of moves: a move that is added there is in the API, with exactly the details it takes. What a mutation
returns is read by the compiler like anything else, after the commit and with the caller's own view; what can be foreseen to go wrong is a
member of the union, not an error.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import made, types
from exchange.api.access import access_mutations
from exchange.api.cases import case_mutations
from exchange.api.duplicates import settle_duplicate
from exchange.api.making import after_move, input_name, make, mutation, union
from exchange.api.many import move_records
from exchange.api.people import people_mutations
from exchange.api.reports import Refused, SubmissionReport, refused, report
from exchange.api.sameness import subject_mutations
from exchange.api.sharing import confirm_removal, update_shares
from exchange.api.words import enum_of
from exchange.errors import ExchangeError
from exchange.lifecycle import MOVES
from exchange.model import ITEMS, Shape, camel
from exchange.model.item import ANY_RECORD
from exchange.model.kinds import Codes, Flag
from exchange.records import moves
from exchange.submissions import submit
from exchange.submissions.names import OVERRIDE

if TYPE_CHECKING:
    from graphql import GraphQLObjectType

    from exchange.grants.standing import Standing
    from exchange.lifecycle import Move
    from exchange.model import Item


def mutation_type() -> Any:  # noqa: ANN401 - a type made at run time
    """The `Mutation` type."""
    types.build()
    types.NAMES.update({"Refused": Refused, "SubmissionReport": SubmissionReport})
    types.make(
        "Moved",
        [
            types.plain("record_id", strawberry.ID, "Its id (记录标识)."),
            after_move(
                "record",
                ANY_RECORD,
                "record_id",
                "The record after the move, as you may see it; null if you no longer do (记录).",
            ),
        ],
        "The move was made (已办理).",
    )
    for item in _records():
        _row_input(item)
    rows = [
        types.plain(item.key, f"{item.__name__}Row | None", f"Values of the {item.en} ({item.zh}).")
        for item in _records()
    ]
    types.make(
        "Corrections",
        rows,
        "Corrected values of one record, by its item (更正内容).",
        is_input=True,
        one_of=True,
    )
    fields = [
        _submit(),
        *(_move(name, move) for name, move in MOVES.items()),
        move_records(),
        *subject_mutations(),
        settle_duplicate(),
        update_shares(),
        confirm_removal(),
        *case_mutations(),
        *people_mutations(),
        *access_mutations(),
    ]
    return types.make("Mutation", fields, "Everything that can be changed (办理入口).")


def _records() -> list[type[Item]]:
    return [item for item in ITEMS.values() if item.shape is Shape.RECORD]


# --- submitting ---------------------------------------------------------------------------------------------------------------


def _row_input(item: type[Item]) -> None:
    """`PenaltyRow`: every field that a submitter gives, as text, so that a wrong value is a verdict on its row and not on the request."""
    fields = []
    for field in item.fields.values():
        if field.given:
            kind: Any = (
                bool if isinstance(field.kind, Flag) else list[str] if isinstance(field.kind, Codes) else str
            )
            fields.append(types.plain(field.name, kind | None, field.description))
    fields.append(
        types.plain(
            "credit_code_override",
            bool | None,
            "The credit code is right although its check digit fails (代码校验例外).",
        )
    )
    types.make(
        f"{item.__name__}Row",
        fields,
        f"{item.en} as submitted, each value as text ({item.zh}).",
        is_input=True,
    )


def _submit() -> types.Declared:
    rows = [
        types.plain(item.plural, f"list[{item.__name__}Row] | None", f"Rows of {item.en} ({item.zh}).")
        for item in _records()
    ]
    batch = types.plain(
        "batch", str, "Your own number of this batch; the same number and rows again change nothing (批次号)."
    )
    dry_run = types.plain(
        "dry_run", bool | None, "Judge and report only, store nothing (试报). A sandbox client always does."
    )
    types.make(
        "SubmitRecordsInput",
        [batch, dry_run, *rows],
        "A batch of rows of one item (报送批次).",
        is_input=True,
    )
    return mutation(
        "submit_records",
        union("SubmitRecordsResult", SubmissionReport),
        "SubmitRecordsInput",
        "Submit rows (报送).",
        _never,
    )


async def _never(given: Any) -> SubmissionReport | Refused:  # noqa: ANN401 - an input made at run time
    raise NotImplementedError  # pragma: no cover - `submit_as_given` stands in its place


def submit_as_given(root: GraphQLObjectType) -> None:
    """Let `submitRecords` take its rows as graphql-core checked them; Strawberry would make an object of each, a fifth of a second."""
    plural = {camel(item.plural): item for item in _records()}
    names = {item.key: {camel(name): name for name in (*item.fields, OVERRIDE)} for item in _records()}

    async def submitted(_: object, info: Any, **given: Any) -> SubmissionReport | Refused:  # noqa: ANN401 - graphql-core's
        wanted = given["input"]
        chosen = [(item.key, wanted[name]) for name, item in plural.items() if wanted.get(name)]
        if len(chosen) != 1:
            return Refused(
                code="BAD_REQUEST",
                message=f"Give rows of exactly one item, at least one row: {', '.join(plural)}.",
            )
        key, rows = chosen[0]
        named = names[key]
        listed = [{named[name]: value for name, value in row.items() if value is not None} for row in rows]
        clock, batch, dry = info.context.clock, wanted["batch"], bool(wanted.get("dryRun"))
        try:
            return report(
                await info.context.write(
                    lambda standing: submit(standing, standing.caller, clock, key, batch, listed, dry_run=dry)
                )
            )
        except ExchangeError as error:
            return refused(error)

    root.fields["submitRecords"].resolve = submitted


# --- moves --------------------------------------------------------------------------------------------------------------------


def _move(name: str, move: Move) -> types.Declared:
    kind = input_name(name)
    identity = types.plain("id", strawberry.ID, "The record (记录标识).")
    details = [_detail(detail, needed=detail in move.needed) for detail in move.inputs]
    types.make(kind, [identity, *details], f"Details of the move: {move.en} ({move.zh}).", is_input=True)

    async def made_move(info: strawberry.Info, given: Any) -> Any:  # noqa: ANN401 - types made at run time
        return await _moved(info, name, given)

    return mutation(
        f"{name}_record",
        union("MoveResult", types.NAMES["Moved"]),
        kind,
        f"{move.en} ({move.zh}).",
        made_move,
    )


_TEXTS = {
    "reason": "Why (理由).",
    "document": "Document that the move rests on, by its number (依据文书).",
    "findings": "What the check found (审核意见).",
    "secrecy_reviewer": "Who reviewed the secrecy (保密审查人).",
    "outcome": "Outcome of the objection (处理结果).",
}
_FLAGS = {
    "necessary": "The competent department finds the publication of a minor case necessary (确有必要公示).",
    "duty_done": "The legal duty is shown to be done (义务履行完毕).",
}


_DAYS = {
    "secrecy_reviewed_on": "Date of the secrecy review (保密审查日期).",
    "annulled_on": "Day on which the decision was annulled or changed; today if left out (撤销日期).",
}


def _detail(name: str, *, needed: bool) -> types.Declared:
    kind, description = _kind(name)
    return types.plain(name, kind if needed else kind | None, description)


def _kind(name: str) -> tuple[Any, str]:
    if name in _TEXTS:
        return str, _TEXTS[name]
    if name in _FLAGS:
        return bool, _FLAGS[name]
    if name == "level":
        return enum_of("level"), "The level that checked (审核层级)."
    if name == "publication_basis":
        return enum_of("publication_basis"), "Basis for publishing about a natural person (公开依据)."
    if name in _DAYS:
        return dt.date, _DAYS[name]
    return types.NAMES["Corrections"], "The values that change; the others stay (更正内容)."


async def _moved(info: strawberry.Info, name: str, given: Any) -> Any:  # noqa: ANN401 - types made at run time
    async def work(standing: Standing) -> moves.Moved:
        async with standing.writing() as session:
            return await make(session, standing.caller, info.context.clock, name, given)

    try:
        done = await info.context.write(work)
    except ExchangeError as error:
        return refused(error)
    return vars(made)["Moved"](record_id=str(done.record_id))
