"""Masks: what is left of a value when it may not be given in clear.

Each mask is applied once, when the value is written, and its result stored in a column of its own; reading never computes one. So a change
here raises the mask's version, and `exchange remask` writes the columns again. A mask is irreversible: it keeps what the rules let through
and nothing from which the rest could be worked out, its length included.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.identifiers import party_name, writing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STARS = "**"
SHORT = 6
"""A number of no more characters is hidden whole: its beginning or end would be most of it."""
_GAP = r"[\s\-\u2010-\u2015\u2212\ufe63\uff0d]{0,2}"
"""What people write between the groups of a number: blanks, hyphens, dashes of any width, a line's end."""
_MONTH_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_NO_DATE = r"(?!(?:19|20)\d{2}[\s\-\u2010-\u2015\u2212]\d{1,2}[\s\-\u2010-\u2015\u2212]\d{1,2}(?!\d))"
"""Two dates beside each other have as many digits as an account."""
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"
_PLATE = "[A-HJ-NP-Za-hj-np-z0-9]"
_SAID = r"[^0-9A-Za-z。；，、;,［］]"
"""What may stand between the word for a number and the number: 号码, 为, a colon, the name of a bank."""
_LOOSE = (
    (
        re.compile(rf"(?<![0-9A-Za-z]){_NO_DATE}[1-9](?:{_GAP}\d){{16}}{_GAP}[\dXx](?![0-9A-Za-z])"),
        "［证件号码］",
    ),
    (re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)"), "［证件号码］"),
    (re.compile(rf"(?<!\d)[1-9]\d{{5}}{_GAP}\d{{2}}{_MONTH_DAY}{_GAP}\d{{3}}(?!\d)"), "［证件号码］"),
    (re.compile(rf"(?<!\d){_NO_DATE}\d(?:{_GAP}\d){{15,}}(?!\d)"), "［账号］"),
    (re.compile(r"(?<!\d)\d{4}(?:[.·]\d{4}){3}(?:[.·]\d{1,4})*(?!\d)"), "［账号］"),
    (
        re.compile(
            rf"((?:账号|帐号|账户|帐户|卡号|银行卡){_SAID}{{0,20}})\d(?:{_GAP}\d){{7,}}(?!\d|[.,]\d|[万亿]?元)"
        ),
        r"\1［账号］",
    ),
    (
        re.compile(rf"(?<!\d)(?:(?:\+|00)?86{_GAP})?1[3-9]\d{_GAP}\d{{3}}{_GAP}\d{_GAP}\d{{4}}(?!\d)"),
        "［电话］",
    ),
    (re.compile(r"(?<!\d)1[3-9]\d\.\d{4}\.\d{4}(?!\d)"), "［电话］"),
    (
        re.compile(
            rf"(?<![\d第])(?:(?:\+|00)86{_GAP}[1-9]\d{{1,2}}|[（(]?0\d{{2,3}}[）)]?){_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)"
        ),
        "［电话］",
    ),
    (
        re.compile(rf"((?:电话|手机|座机|传真|联系方式|[Tt]el){_SAID}{{0,8}})\d(?:{_GAP}\d){{6,}}"),
        r"\1［电话］",
    ),
    (re.compile(r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"), "［邮箱］"),
    (
        re.compile(
            rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-z][·•・‧.\s\-－]?"
            rf"(?:(?={_PLATE}*\d){_PLATE}{{5,6}}(?![A-Za-z0-9])|{_PLATE}{{4}}[挂学警港澳试超领使])"
        ),
        "［车牌］",
    ),
    (re.compile(r"(?<![A-Za-z0-9])[EGPSDHMKTegpsdhmkt](?:[A-Za-z]?\d{7,8}|\d{10})(?!\d)"), "［证件号码］"),
    (
        re.compile(
            rf"((?:身份证|护照|通行证|居留证|台胞证|回乡证|军官证|士兵证|警官证|驾驶证|证件){_SAID}{{0,8}})"
            r"(?=[A-Za-z]{0,3}\d{4})[A-Za-z0-9]{6,}"
        ),
        r"\1［证件号码］",
    ),
)
"""Numbers by their form, and numbers of any form after the word that says what they are."""

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
    return party_name.surname(name).replace("*", "") + STARS


def id_number(text: str) -> str:
    """First six, eight stars, last four of a citizen number; of any other document two characters and stars."""
    spelled = writing.code(text)
    if re.fullmatch(r"[0-9]{6}[0-9*]{8}[0-9X*]{4}", spelled):
        return f"{spelled[:6]}********{spelled[-4:]}"
    kept = spelled[:2] if len(spelled) > SHORT else ""
    return kept.replace("*", "") + "*" * 6


def court_number(text: str) -> str:
    """As the court's own list prints it: `3423011964****3224`, month and day of birth hidden; of any other document as `id_number`."""
    spelled = writing.code(text)
    if re.fullmatch(r"[0-9]{17}[0-9X]", spelled):
        return f"{spelled[:10]}****{spelled[-4:]}"
    return id_number(text)


def phone(text: str) -> str:
    """`15912343082` → `159****3082`; anything else only its last two digits."""
    spelled = writing.code(text)
    if re.fullmatch(r"1[3-9][0-9][0-9*]{4}[0-9]{4}", spelled):
        return f"{spelled[:3]}****{spelled[-4:]}"
    return _ending(spelled, 2)


def account(text: str) -> str:
    """Last four characters."""
    return _ending(writing.code(text), 4)


def _ending(spelled: str, length: int) -> str:
    """Four stars and the end of a number that is long enough, or of one that was masked before."""
    bare = spelled.replace("*", "")
    return "****" + (bare[-length:] if len(bare) > SHORT or spelled.startswith("****") else "")


def redacted(text: str, names: tuple[str, ...] = ()) -> str:
    """Free text without document numbers, telephones, accounts, plates, e-mail addresses and names.

    The names given are taken out wherever they stand; others where the text says that a person is meant. A name between ordinary words
    cannot be recognised: the clerk who verifies reads the redacted text before it is published.
    """
    spelled = _narrow(text)
    for name in sorted({party_name.canonical(one) for one in names}, key=lambda one: (-len(one), one)):
        # one character is nobody's name, and would be cut out of every word; most texts lack a character of the name, so none is sought
        if len(name) > 1 and all(one in spelled for one in _HAN.findall(name)):
            spelled = _written(name).sub("［姓名］", spelled)
    for pattern, instead in _LOOSE:
        spelled = pattern.sub(instead, spelled)
    spelled = _BEFORE_NUMBER.sub("［姓名］", spelled)
    return _AFTER_ROLE.sub(r"\g<role>\g<mark>［姓名］", spelled)


_HAN = re.compile(r"[\u4e00-\u9fff]")
"""Characters that are written in one way only, unlike letters, dots and brackets."""
_VARIANTS = {"（": "[（(]", "）": "[）)]", "·": "[·•・‧.．]", "•": "[·•・‧.．]", " ": r"\s*"}


def _written(name: str) -> re.Pattern[str]:
    """A name as texts write it: `陈 小 明`, with any dot or bracket, in any case; not what already stands for a name."""
    spelled = r"\s*".join(_VARIANTS.get(one) or re.escape(one) for one in name)
    return re.compile(rf"(?<!［){spelled}(?!］)", re.IGNORECASE)


_WIDE = {
    code: code - 0xFEE0
    for code in (
        *range(0xFF10, 0xFF1A),
        *range(0xFF21, 0xFF3B),
        *range(0xFF41, 0xFF5B),
        0xFF20,
        0xFF0E,
        0xFF0B,
    )
}
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")


def _narrow(text: str) -> str:
    """Letters and digits in half width without invisible characters between them; the text's own punctuation stays."""
    spelled = writing.INVISIBLE.sub("", text.translate(_WIDE))
    return _FOREIGN_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), spelled)


MASKS: Mapping[str, Mask] = {
    mask.name: mask
    for mask in (
        Mask("surname", "姓氏", "Surname only", 2, surname),
        Mask("id_number", "证件号码", "First six and last four of a document number", 2, id_number),
        Mask(
            "court_number",
            "证件号码（法院名单）",
            "Document number without month and day of birth",
            1,
            court_number,
        ),
        Mask("redacted", "文本脱敏", "Free text without personal identifiers", 2, redacted),
        Mask("phone", "电话", "First three and last four digits", 2, phone),
        Mask("account", "账号", "Last four characters", 2, account),
    )
}
