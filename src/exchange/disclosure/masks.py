"""Masks: what is left of a value when it may not be given in clear.

Each mask is applied once, when the value is written, and its result stored in a column of its own; reading never computes one. So a change
here raises the mask's version, and `exchange remask` writes the columns again. A mask is irreversible: it keeps what the rules let through
and nothing from which the rest could be worked out, its length included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.identifiers import party_name, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STARS = "**"
_ID = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_LOOSE = (
    (re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)"), "［证件号码］"),
    (re.compile(r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"), "［证件号码］"),
    (re.compile(r"(?<!\d)(?:\d[ -]?){16,19}(?!\d)"), "［账号］"),
    (re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "［电话］"),
    (re.compile(r"(?<!\d)0\d{2,3}[ -]\d{7,8}(?!\d)"), "［电话］"),
    (re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"), "［邮箱］"),
    (
        re.compile(
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
        ),
        "［车牌］",
    ),
    (re.compile(r"(?<![A-Z0-9])[EGPSDH][A-Z]?\d{7,8}(?!\d)"), "［证件号码］"),
)

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤赖洪翁庄柯詹施欧涂阮游童"
    "连纪池饶兰章鲁葛康季俞"
)
"""The surnames that most people bear (国家统计 hundred most frequent, and those frequent in Fujian)."""
_ROLES = "|".join(
    [
        *(
            "负责人",
            "责任人",
            "法定代表人",
            "经办人",
            "承办人",
            "举报人",
            "投诉人",
            "证人",
            "现场人员",
            "联系人",
            "签字人",
        ),
        *("原告", "被告", "第三人", "申请人", "被申请人", "受害人", "被侵权人", "业主", "员工"),
    ]
)
_NAME = rf"(?:(?:{'|'.join(sorted(party_name.COMPOUND_SURNAMES))})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_BEFORE_NUMBER = re.compile(rf"{_NAME}(?=[（(](?:男|女|公民|居民)?[，,]?(?:身份证|证件|身份号))")
_AFTER_ROLE = re.compile(rf"(?P<role>{_ROLES})(?P<mark>[：:]?){_NAME}")
"""A name before the brackets of its document number, and a name after the word for a person's part in the case.

Where a name ends cannot be told from the text alone; one character too many is the safe side.
"""


@dataclass(frozen=True, slots=True)
class Mask:
    """A named mask; `version` rises whenever its results change."""

    name: str
    zh: str
    en: str
    version: int
    apply: Callable[[str], str]


def surname(name: str) -> str:
    """`欧阳小明` → `欧阳**`, `张三` → `张**`: always two stars, since the length of a name narrows it down."""
    kept = party_name.surname(name)
    return kept + STARS if kept else STARS


def id_number(text: str) -> str:
    """First six, eight stars, last four of a citizen number; of any other document two characters and stars."""
    spelled = writing.code(text)
    if re.fullmatch(r"[0-9]{6}[0-9*]{8}[0-9X*]{4}", spelled):
        return f"{spelled[:6]}********{spelled[-4:]}"
    return spelled[:2] + "*" * 6


def phone(text: str) -> str:
    """`15912343082` → `159****3082`; anything else only its last two digits."""
    spelled = writing.code(text)
    if re.fullmatch(r"1[3-9][0-9][0-9*]{4}[0-9]{4}", spelled):
        return f"{spelled[:3]}****{spelled[-4:]}"
    return "****" + spelled[-2:]


def account(text: str) -> str:
    """Last four characters."""
    return "****" + writing.code(text)[-4:]


def redacted(text: str, names: tuple[str, ...] = ()) -> str:
    """Free text without document numbers, telephones, accounts, plates, e-mail addresses and names.

    The names given are taken out wherever they stand; others where the text says that a person is meant. A name between ordinary words
    cannot be recognised: the clerk who verifies reads the redacted text before it is published.
    """
    spelled = _ID.sub("［证件号码］", _narrow(text))
    for pattern, instead in _LOOSE:
        spelled = pattern.sub(instead, spelled)
    spelled = _BEFORE_NUMBER.sub("［姓名］", spelled)
    spelled = _AFTER_ROLE.sub(r"\g<role>\g<mark>［姓名］", spelled)
    for name in sorted((one for one in names if one), key=len, reverse=True):
        spelled = spelled.replace(party_name.canonical(name), "［姓名］").replace(name, "［姓名］")
    return spelled


_WIDE = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF20, 0xFF0E)
}


def _narrow(text: str) -> str:
    """Letters and digits in half width without invisible characters between them; the text's own punctuation stays."""
    return writing.INVISIBLE.sub("", text.translate(_WIDE))


MASKS: Mapping[str, Mask] = {
    mask.name: mask
    for mask in (
        Mask("surname", "姓氏", "Surname only", 1, surname),
        Mask("id_number", "证件号码", "First six and last four of a document number", 1, id_number),
        Mask("redacted", "文本脱敏", "Free text without personal identifiers", 1, redacted),
        Mask("phone", "电话", "First three and last four digits", 1, phone),
        Mask("account", "账号", "Last four characters", 1, account),
    )
}
