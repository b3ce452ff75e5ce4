"""What the mutations of access are given: their input types, and the terms that are read out of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import strawberry

from exchange.api import types
from exchange.api.making import values_of
from exchange.api.words import DivisionCode, enum_of
from exchange.grants.request_steps import STEPS
from exchange.grants.terms import Terms
from exchange.model import camel

if TYPE_CHECKING:
    from exchange.grants.request_steps import Step

ID = ("id", strawberry.ID, "What it is about (标识).")
REASON = ("reason", str, "Why (理由).")
TERMS: tuple[tuple[str, Any, str], ...] = (
    ("title", str, "Title (名称)."),
    ("department", str, "Department that may use it, by its code (接收部门)."),
    ("purpose", str, "What it is used for (使用目的)."),
    ("legal_basis", str, "Law that it rests on (法律依据)."),
    ("items", list[str], "Information items, such as penalty (信息类别)."),
    ("region", DivisionCode, "Division whose subtree it covers (区域范围)."),
    ("valid_from", dt.date, "First day (生效日期)."),
    ("valid_until", dt.date, "Last day (失效日期)."),
)
NARROWER: tuple[tuple[str, Any, str], ...] = (
    ("fields", list[str] | None, "Fields, such as Penalty.fine; all if left out (字段范围)."),
    (
        "kinds",
        "list[SubjectKind] | None",
        "Kinds of subject that it is about; all if left out (信用主体性质).",
    ),
    ("provider", str | None, "Department whose records it covers, by its code (提供部门)."),
    ("max_uses", int | None, "Number of uses; not limited if left out (使用次数上限)."),
)


def _input(name: str, description: str, *fields: tuple[str, Any, str]) -> None:
    declared = [types.plain(one, kind, told) for one, kind, told in fields]
    types.make(f"{name}Input", declared, description, is_input=True)


def build() -> None:
    """Make the input types."""
    types.NAMES["SubjectKind"] = enum_of("subject_kind")
    request = [one if one[0] != "department" else _provider for one in TERMS]
    _input(
        "FileShareRequest",
        "A request for items of another department (共享申请).",
        *request,
        *_less("provider"),
    )
    for one in STEPS.values():
        _input(titled(one), f"{one.en} ({one.zh}).", ID, *_details(one))
    _input("SignAgreement", "An agreement (共享协议).", *TERMS, *NARROWER, REASON)
    for word, zh in (("Suspend", "中止"), ("Resume", "恢复"), ("Terminate", "终止")):
        _input(f"{word}Agreement", f"{word} an agreement ({zh}协议).", ID, REASON)
    for word, zh in (("Approve", "通过"), ("Refuse", "不通过"), ("Withdraw", "撤回")):
        _input(f"{word}Proposal", f"{word} a proposal ({zh}复核事项).", ID, REASON)
    _input("ActivatePolicy", "Follow proposed rules (启用规则).", ID, REASON)
    files = (
        "files",
        "list[PolicyFileInput] | None",
        "Rule files that differ from those that are followed (规则文件).",
    )
    version = ("version", str | None, "A version that is here, to go back to (版本).")
    _input("ProposePolicy", "Other rules: files, or a version (提出规则).", files, version, REASON)
    _consent_inputs()
    _client_inputs()


_provider = ("provider", str, "Department that is asked, by its code (提供部门).")


def _less(*names: str) -> list[tuple[str, Any, str]]:
    return [one for one in NARROWER if one[0] not in names]


def _details(one: Step) -> list[tuple[str, Any, str]]:
    known = {"reason": "Why (理由).", "law": "Law that it rests on, with its article (依据)."}
    given = [(name, str if name in one.needed else str | None, told) for name, told in known.items()]
    return [*given, *smaller()] if one.name == "grant_part" else given


def smaller() -> list[tuple[str, Any, str]]:
    """The parts of a request that a partial grant makes smaller; what is left out stays as asked for."""
    parts = {"items", "region", "valid_from", "valid_until", "fields", "max_uses"}
    return [(name, kind | None, told) for name, kind, told in (*TERMS, *NARROWER) if name in parts]


def _consent_inputs() -> None:
    purpose, basis, items = TERMS[2], TERMS[3], TERMS[4]
    once = ("once", bool, "For a single use; else for any number until the last day (单次).")
    _input("RequestConsent", "A consent that is asked for (请求授权).", purpose, basis, items, TERMS[7], once)
    document = ("document", str, "The written consent, by its number (授权文书).")
    _input("GiveConsent", "Consent to just this (同意授权).", ID, purpose, items, document)
    _input("RefuseConsent", "Say no (不同意授权).", ID)
    _input("WithdrawConsent", "Take a consent back (撤回授权).", ID)


def _client_inputs() -> None:
    named = ("client", str, "Client id (客户端标识).")
    wanted = ("scopes", list[str], "Scopes, such as record:read (权限).")
    _input("GrantScopes", "Give a client scopes (授予权限).", named, wanted, REASON)
    _input("RevokeScopes", "Take scopes away from a client (收回权限).", named, wanted, REASON)
    why = (
        "reason",
        "str | None",
        "Why; needed where a second person has to agree (理由).",
    )
    _input("UnusedGrant", "A scope of a client (客户端权限).", named, ("scope", str, "Scope (权限)."))
    grants = (
        "grants",
        "list[UnusedGrantInput]",
        "What was not used for long; none is taken if one was used since (未使用的权限).",
    )
    _input("RevokeUnusedScopes", "Unused scopes that are to end (收回未使用的权限).", grants, REASON)
    jwk = ("jwk", str, "Public key as a JWK, RFC 7517 (公钥).")
    _input("AddClientKey", "A key by which a client proves itself (登记公钥).", named, jwk, why)
    kid = ("kid", str, "Id of the key (密钥标识).")
    _input("RetireClientKey", "A key that is to end (停用公钥).", named, kid)
    _input("RenewClientSecret", "A client that is to have a new secret (更换密钥).", named)
    _input("RemoveClientSecret", "A client that needs no secret any more (取消密钥).", named)
    _input("RevokeClient", "Shut a client out (停用客户端).", named, REASON)
    _input(
        "CreateClient", "A client to be made (建立客户端).",
        ("name", str, "Who it is (名称)."),
        ("role", str, "Its role (角色)."),
        ("department", str | None, "Its department, by the code (部门)."),
        ("jurisdiction", DivisionCode | None, "Division whose subtree it works in (管辖区域)."),
        ("sandbox", bool | None, "For trying out: nothing that it submits is stored (沙箱)."),
        REASON,
    )  # fmt: skip


def titled(one: Step) -> str:
    """`grant_part` → `GrantPartShareRequest`."""
    title = camel(f"{one.name}_share_request")
    return f"{title[:1].upper()}{title[1:]}"


def terms_of(given: Any, **known: Any) -> Terms:  # noqa: ANN401 - an input made at run time
    """The terms that an input gives."""
    values = values_of(given)
    parts = {name: values[name] for name, _, _ in (*TERMS, *NARROWER) if name in values} | known
    return Terms(**worded(parts))


def worded(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts under the names and in the types of the terms."""
    if "fields" in parts:
        parts["field_names"] = tuple(parts.pop("fields"))
    for name in {"items", "kinds"} & parts.keys():
        parts[name] = tuple(getattr(one, "value", one) for one in parts[name])
    return parts
