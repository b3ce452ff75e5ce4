"""Document numbers of administrative decisions (文号), GB/T 9704-2012: 机关代字〔年份〕序号号.

Reality is wilder: any kind of bracket, 第, leading zeros, no year, no authority, a range. So nothing is refused: the number is kept as
printed, and a canonical spelling beside it makes two spellings of one decision equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from exchange.identifiers import writing

_YEAR = re.compile(r"[\[【(〔﹝\u3014\uff3b]\s*(\d{4})\s*[\]】)〕﹞\u3015\uff3d]")
_RANGE = re.compile(r"(?<=\d)[\u2010-\u2015\u2212](?=\d)")
_ORDINAL = re.compile(r"(?<=〕)第?0*(\d[\d\-]*)号")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """As printed, canonical, and what is unusual about it (finding codes)."""

    raw: str
    canonical: str
    warnings: tuple[str, ...] = ()


@lru_cache(maxsize=512)  # asked by the check, the preparer and the fingerprint of one row
def canonical(text: str) -> DocumentNumber:
    """`市住建建罚（2019）9号` and `市住建建罚〔2019〕第09号` → `市住建建罚〔2019〕9号`."""
    spelled = writing.compact(text)
    spelled = _YEAR.sub(r"〔\1〕", spelled).replace("【", "(").replace("】", ")")
    spelled = _ORDINAL.sub(r"\1号", _RANGE.sub("-", spelled))
    warnings = () if _YEAR.search(spelled) else ("DOCUMENT_NUMBER_WITHOUT_YEAR",)
    return DocumentNumber(text.strip(), spelled, warnings)
