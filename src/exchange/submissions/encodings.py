"""In which encoding a text file is, found block by block: a file of any size takes no more memory than a small one.

A byte order mark decides; else UTF-8; else GB18030, the mandatory standard that Windows in China writes. A UTF-8 file with a damaged
byte is not taken for GB18030, which decodes almost anything: it would come out as nonsense characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchange.submissions.parts import Damaged

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
"""Mark, encoding of what follows, and the codec that reads past the mark."""
_BLOCK = 1024 * 1024
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BY_CHANCE = 2
"""Han characters that GB18030 bytes may form as UTF-8 by accident."""


def encoding_of(path: Path) -> str:
    """The codec to open a file with. Raises Damaged with line and character of the first byte that fits no encoding; OSError."""
    with path.open("rb") as file:
        start = file.read(len(codecs.BOM_UTF8))
    for mark, encoding, codec in _MARKS:
        if start.startswith(mark):
            _refuse(_fault(path, encoding), encoding)
            return codec
    fault = _fault(path, "utf-8")
    if fault is None:
        return "utf-8"
    if fault.han > _BY_CHANCE:
        _refuse(fault, "utf-8")
    _refuse(_fault(path, "gb18030"), "gb18030")
    return "gb18030"


@dataclass(slots=True)
class _Place:
    """A place in a text, and how many Han characters stand before it."""

    line: int = 1
    character: int = 1
    han: int = 0

    def pass_over(self, text: str) -> None:
        """Go on behind this text."""
        self.line += text.count("\n")
        self.character = len(text) - text.rfind("\n") if "\n" in text else self.character + len(text)
        if self.han <= _BY_CHANCE:
            self.han += len(_HAN.findall(text))


def _fault(path: Path, encoding: str) -> _Place | None:
    """Where the first byte stands that is not in this encoding; None when all are."""
    decoder, place = codecs.getincrementaldecoder(encoding)(), _Place()
    with path.open("rb") as file:
        while True:
            block = file.read(_BLOCK)
            try:
                place.pass_over(decoder.decode(block, final=not block))
            except UnicodeDecodeError as error:
                place.pass_over(error.object[: error.start].decode(encoding))
                return place
            if not block:
                return None


def _refuse(fault: _Place | None, encoding: str) -> None:
    if fault is not None:
        problem = (
            f"line {fault.line} holds bytes that are not {encoding.upper()}, at character {fault.character}. "
            "Save the file as UTF-8 and send it again."
        )
        raise Damaged(problem)
