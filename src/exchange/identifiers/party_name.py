"""Names of parties: one spelling for all bracket and width variants, and surnames.

Names are stored with full-width brackets, as licences print them: `中国（福建）` and `中国(福建)` are one name.
"""

from __future__ import annotations

import re

from exchange.identifiers import writing

COMPOUND_SURNAMES = frozenset(
    (  # noqa: SIM905 - a list of names reads better as a line of text
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 "
        "仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 "
        "段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五"
    ).split()
)
"""Surnames of two characters (复姓)."""
_BLANK_BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff（）]) (?=[\u3400-\u9fff（）])")


def canonical(text: str) -> str:
    """The stored spelling."""
    spelled = writing.visible(text).replace("(", "（").replace(")", "）")
    return _BLANK_BETWEEN_HAN.sub("", spelled.replace("[", "（").replace("]", "）"))


def surname(name: str) -> str:
    """The surname of a Chinese personal name."""
    spelled = canonical(name)
    return spelled[:2] if spelled[:2] in COMPOUND_SURNAMES and len(spelled) > 2 else spelled[:1]  # noqa: PLR2004 - two characters
