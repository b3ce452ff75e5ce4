"""From what a file holds to a typed value, by the kind of the field.

Nothing here knows an item: a field says its kind, its limit, its code list. A value that cannot be used raises `Unusable` with the
finding; what was mended on the way is a warning beside the value. Null markers of other systems (`-`, `/`, `无`, `NULL`, …) mean that
nothing was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from exchange.codes import CodeList, code_list
from exchange.model.kinds import Code, Codes, Count, Day, Flag, Kind, Score, Text, Wan
from exchange.submissions.amounts import wan
from exchange.submissions.days import NoSuchDay, day
from exchange.submissions.findings import Finding, finding
from exchange.values import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exchange.model import Field

Value: TypeAlias = str | date | Decimal | bool | int | tuple[str, ...]

_NULLS = frozenset(
    [
        "null", "none", "nil", "nan", "n/a", "#n/a", "na", "(null)", "<null>", "\\n", "undefined", "-", "--", "---", "—", "——", "―", "/",
        "//", "\\", ".", "无", "空", "无数据", "暂无", "没有", "不详", "未知", "0000-00-00", "0000/00/00",
    ]
)  # fmt: skip
_LONGEST_NULL = max(map(len, _NULLS))
_FIRST_HAN = "\u4e00"
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_HAN_FIRST = re.compile(
    f"(?![{''.join(one[0] for one in _NULLS if one[0] >= _FIRST_HAN)}])[{_FIRST_HAN}-\u9fff]"
)
"""A text that begins so is not empty, whatever follows."""
_BROKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_ROUNDED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_DAY_NUMBER = re.compile(r"[1-9]\d{4}(\.\d+)?")
_SEPARATORS = re.compile(r"[;,、|/+\n\t ]+")
_BLANKS = re.compile(r"\s+")
_YES = frozenset({"true", "yes", "y", "1", "是", "有", "已"})
_NO = frozenset({"false", "no", "n", "0", "否", "未"})
_ONE_LINE = 200  # fields up to this length are single lines: names, numbers, titles
_DIGITS = 100  # more digits than any number of ours has
_EXACT = 15  # digits that a binary fraction keeps
_POINTS = re.compile(rf"[0-9]{{1,{Score.whole}}}(\.[0-9]{{1,{Score.decimals}}})?")
_LARGEST = Decimal(10) ** 12
_SIX = Decimal("0.000001")


class Unusable(Exception):
    """The value cannot become what the field holds; `finding` says why. Caught where the row is judged."""

    def __init__(self, found: Finding) -> None:
        self.finding = found
        super().__init__(found.code)


class Cleaned(NamedTuple):
    """A typed value, or None when nothing was given, and what was mended."""

    value: Value | None
    warnings: tuple[Finding, ...] = ()


def clean(field: Field, raw: object, unit: str = "") -> Cleaned:
    """The value of a field. `unit` is 元 where a column of money is in yuan. Raises Unusable."""
    return Cleaned(None) if is_empty(raw) and not is_code(field, raw) else typed(field, raw, unit)


def typed(field: Field, raw: object, unit: str = "") -> Cleaned:
    """The value of a field for which something is given. Raises Unusable."""
    cleaner = _CLEANERS.get(type(field.kind))
    if cleaner is None:
        raise Unusable(finding("WRONG_TYPE", field, expected="nothing: the exchange sets it"))
    return cleaner(field, raw, unit)


def is_empty(raw: object) -> bool:
    """Whether nothing is given: None, blanks, an empty list, or a null marker."""
    if not isinstance(raw, str):
        return raw is None or raw in ([], (), {})
    if _HAN_FIRST.match(
        raw
    ):  # most texts: such a character stays what it is, and no null marker begins with it
        return False
    plain = raw if raw.isascii() else unicodedata.normalize("NFKC", raw).translate(_INVISIBLE)
    bare = plain.strip()
    return not bare or (len(bare) <= _LONGEST_NULL and bare.casefold() in _NULLS)


def is_code(field: Field | None, raw: object) -> bool:
    """Whether it is a code of the field's list, which may look like a null marker: NONE, what was performed."""
    return (
        field is not None
        and isinstance(field.kind, (Code, Codes))
        and raw in code_list(field.kind.codes).codes
    )


def broken(text: str) -> bool:
    """Whether a text holds what no database and no reader should get: control characters, lone surrogates, direction overrides."""
    return _BROKEN.search(text) is not None


def readable(field: Field, raw: object) -> str:
    """The text of a scalar, without broken characters and surrounding blanks. Raises Unusable."""
    if isinstance(raw, bool) or not isinstance(raw, (str, int, Decimal, float)):
        raise Unusable(finding("WRONG_TYPE", field, expected="text"))
    text = raw if isinstance(raw, str) else _figures(field, raw)
    if text.isprintable():  # nothing in it is broken or invisible
        return text.strip()
    if broken(text):
        raise Unusable(finding("CONTROL_CHARACTER", field))
    return text.translate(_INVISIBLE).strip()


def _figures(field: Field, raw: float | Decimal) -> str:
    """A number as its digits; one too large to be exact keeps the exponent that gives it away."""
    number = Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise Unusable(finding("WRONG_TYPE", field, expected="text"))
    if isinstance(raw, int):
        return str(raw)
    return f"{number:E}" if number.adjusted() >= _EXACT else f"{number.normalize():f}"


def _text(field: Field, raw: object, _unit: str) -> Cleaned:
    limit = field.kind.limit if isinstance(field.kind, Text) else 0
    text = readable(field, raw)
    if field.check and _ROUNDED.fullmatch(text):
        raise Unusable(finding("DIGITS_LOST", field))
    if "  " in text or not text.isprintable():  # the only blank that can be printed is the usual one
        text = (
            _BLANKS.sub(" ", text) if limit <= _ONE_LINE else text.replace("\r\n", "\n").replace("\r", "\n")
        )
    if field.check == "party_name":
        text = unicodedata.normalize("NFKC", text)
    if len(text) > limit:
        raise Unusable(finding("TEXT_TOO_LONG", field, limit=limit))
    return Cleaned(text)


def _day(field: Field, raw: object, _unit: str) -> Cleaned:
    if isinstance(raw, datetime):
        return Cleaned(raw.astimezone(CHINA).date() if raw.tzinfo else raw.date())
    if isinstance(raw, date):
        return Cleaned(raw)
    text = readable(field, raw)
    if _DAY_NUMBER.fullmatch(text):
        raise Unusable(finding("DATE_IS_NUMBER", field))
    try:
        return Cleaned(day(text))
    except NoSuchDay:
        raise Unusable(finding("DATE_IMPOSSIBLE", field)) from None
    except ValueError:
        raise Unusable(finding("DATE_UNREADABLE", field)) from None


def _amount(field: Field, raw: object, unit: str) -> Cleaned:
    try:
        value = wan(
            f"{Decimal(str(raw)):f}" if isinstance(raw, (Decimal, float)) else readable(field, raw),
            unit or "万元",
        )
    except (ValueError, ArithmeticError):
        raise Unusable(finding("AMOUNT_UNREADABLE", field)) from None
    if value < 0:
        raise Unusable(finding("AMOUNT_NEGATIVE", field))
    if value >= _LARGEST:
        raise Unusable(finding("AMOUNT_TOO_LARGE", field))
    stored = value.quantize(_SIX)
    return Cleaned(stored, () if stored == value else (finding("AMOUNT_ROUNDED", field),))


def _score(field: Field, raw: object, _unit: str) -> Cleaned:
    text = unicodedata.normalize("NFKC", f"{raw:f}" if isinstance(raw, Decimal) else readable(field, raw))
    if not _POINTS.fullmatch(text.removesuffix("分").strip()):
        raise Unusable(finding("SCORE_UNREADABLE", field))
    return Cleaned(Decimal(text.removesuffix("分").strip()))


def _flag(field: Field, raw: object, _unit: str) -> Cleaned:
    if isinstance(raw, bool):
        return Cleaned(raw)
    word = readable(field, raw).casefold()
    if word not in _YES | _NO:
        raise Unusable(finding("WRONG_TYPE", field, expected="true or false"))
    return Cleaned(word in _YES)


def _count(field: Field, raw: object, _unit: str) -> Cleaned:
    text = readable(field, raw)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise Unusable(finding("WRONG_TYPE", field, expected="a whole number"))
    return Cleaned(int(text))


def _code(field: Field, raw: object, _unit: str) -> Cleaned:
    codes = _list(field)
    code = codes.find(readable(field, raw))
    if code is None:
        raise Unusable(_unknown(field, codes))
    return Cleaned(code)


def _codes(field: Field, raw: object, _unit: str) -> Cleaned:
    codes = _list(field)
    parts = raw if isinstance(raw, Sequence) and not isinstance(raw, str) else [raw]
    given = {
        code for part in parts if not is_empty(part) for code in _several(field, readable(field, part), codes)
    }
    return Cleaned(tuple(code for code in codes.codes if code in given))


def _list(field: Field) -> CodeList:
    return code_list(field.kind.codes if isinstance(field.kind, (Code, Codes)) else "")


def _several(field: Field, text: str, codes: CodeList) -> Iterator[str]:
    """The codes in one text; a label may itself hold a separator, so the longest run of parts that is a label counts."""
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
    while parts:
        for length in range(len(parts), 0, -1):
            code = codes.find("".join(parts[:length])) or _other(parts[0], codes)
            if code is not None:
                yield code
                del parts[:length]
                break
        else:
            raise Unusable(_unknown(field, codes))


def _other(part: str, codes: CodeList) -> str | None:
    """The standard writes other kinds as 其他-… with a note of its own."""
    return "OTHER" if "OTHER" in codes and re.match(r"其[他它][-—:(]", part) else None


def _unknown(field: Field, codes: CodeList) -> Finding:
    return finding("CODE_UNKNOWN", field, codes=codes.name, known=", ".join(codes.codes))


_CLEANERS: Mapping[type[Kind], Callable[[Field, object, str], Cleaned]] = {
    Text: _text,
    Day: _day,
    Wan: _amount,
    Score: _score,
    Flag: _flag,
    Code: _code,
    Codes: _codes,
    Count: _count,
}


def text_of(values: Mapping[str, Value], name: str) -> str:
    """A text value by field name; empty when not given."""
    value = values.get(name)
    return value if isinstance(value, str) else ""
