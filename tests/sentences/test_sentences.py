"""A clerk who reads Chinese is told in Chinese what is wrong: every sentence has one, with its facts, and none is left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from exchange import resources, sentences
from exchange.access import Scope
from exchange.codes import code_list
from exchange.errors import GuardRefused, MoveNotAllowed, ScopeMissing

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = (
    "errors.py",
    "records",
    "cases",
    "grants",
    "submissions",
    "identifiers",
    "editions",
    "query/names.py",
    "query/binding.py",
    "sharing",
)
"""Where sentences for clerks are made."""
SPOKEN = {"problem", "message", "sentence"}
NAMES = re.compile(r"\{\w*\}")
FILES = "schema/submissions/names/"
"""What only a developer meets, at a start."""


def test_every_sentence_has_its_chinese_and_none_is_left_over() -> None:
    said = (one for one in (*written(), *_of_rule_files()) if not one.startswith(FILES))
    spoken = {sentences.numbered(one) for one in said}

    known = set(sentences.pairs())

    assert sorted(spoken - known) == []
    assert sorted(known - spoken - ELSEWHERE) == []


def test_the_chinese_has_the_same_facts() -> None:
    for english, chinese in sentences.pairs().items():
        assert sorted(NAMES.findall(english)) == sorted(NAMES.findall(chinese)), english
        assert re.search(r"[\u4e00-\u9fff]", chinese), english


def test_facts_are_said_in_chinese_too() -> None:
    state = MoveNotAllowed(state="SHARED", move="verify", possible="publish, repair")
    guard = GuardRefused(
        move="publish", guard="in_effect", problem="its validity ended on 2026-01-31. Use expire."
    )

    assert (
        sentences.chinese(state.message) == "处于“已共享”状态，不能办理“核实”。当前可办理：公示、信用修复。"
    )
    assert (
        sentences.chinese(guard.message)
        == "不能办理“公示”：有效期已于2026-01-31届满，请办理到期。（规则 in_effect）"
    )
    assert "核查记录" in sentences.chinese(ScopeMissing(scope="record:verify").message)
    assert sentences.said(state.message, "en") == state.message


def test_what_is_not_known_is_said_as_it_is() -> None:
    assert sentences.chinese("Something new. Braces {1} too.") == "Something new. Braces {1} too."


def test_every_scope_has_a_name() -> None:
    assert set(code_list("scope").codes) == set(Scope)


ELSEWHERE = {sentences.numbered(one) for one in (
    "batch must be 1 to 64 letters, digits and . : / _ -.",
    "your client belongs to no department, so it cannot submit.",
    "moves: give 1 to {most} of them; send the others under another batch number.",
    "key: without an account, write at least {most} letters and digits, drawn at random for this request.",
    "{name} must be one of {values}.",
)}  # fmt: skip
"""Sentences of the interface itself that clerks meet."""


def written() -> Iterator[str]:
    """The sentences that the source makes, with a place where it puts a fact in."""
    for room in ROOMS:
        place = (resources.checkout() or Path()) / "src" / "exchange" / room
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield from (one for part in _spoken(node) for one in _texts(part) if _sentence(one))


def _of_rule_files() -> Iterator[str]:
    """What is wrong with a rule file, as a page of the console says it: the last argument of each refusal."""
    source = (resources.checkout() or Path()) / "src/exchange/disclosure/policy.py"
    yield "auth/disclosure/{}, {}: {}."
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_fail":
            yield from (one for one in _texts(node.args[1]) if " " in one)
            yield from _texts(node.args[2])
        if isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["problem"]:
            yield from _texts(node.value)


def _spoken(node: ast.AST) -> Iterator[ast.expr]:
    """The parts of a statement that somebody may hear: what is returned, raised with, or kept under such a name; never a docstring."""
    match node:
        case ast.Return(value=ast.expr() as value) | ast.Yield(value=ast.expr() as value):
            yield value
        case ast.keyword(arg=name, value=value) if name in SPOKEN:
            yield value
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in SPOKEN:
            yield value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name in SPOKEN:
            yield value
        case ast.Call(args=parts) | ast.Tuple(elts=parts):
            yield from parts


def _texts(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            return ["".join(one.value if isinstance(one, ast.Constant) else "{}" for one in values)]  # type: ignore[misc] # text
        case ast.BinOp(left=left, right=right, op=ast.Add()):
            return [first + second for first in _texts(left) for second in _texts(right)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_texts(body), *_texts(orelse)]
        case _:
            return []


def _sentence(text: str) -> bool:
    return bool(re.search(r"[a-z] [a-z]", text)) and text.endswith((".", "?", ": {problem}", ": {reason}"))
