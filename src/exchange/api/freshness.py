"""What a cache may keep: public answers, and never without asking whether they still hold.

A repair or a withdrawal has to show at once, and there may be any number of caches on the way. So nothing has to be purged: whoever keeps
an answer asks with its tag before using it again (`max-age=0, must-revalidate`), and hears 304 or the new answer. A 304 costs the
statement that the answer costs; what it saves is the way.

The tag is a hash of the bytes that this caller gets, never of a version or a time of a row: those move with what is hidden.
"""

from __future__ import annotations

import hashlib
import re

PUBLIC = "public, max-age=0, must-revalidate"
"""For answers that everybody gets alike."""
PRIVATE = "private, no-store"
"""For everything else: answers to somebody, and errors, which pass."""
_TAGS = re.compile(r'(?:W/)?("[^"]*")')


def tag(kind: str, body: bytes) -> str:
    """The entity tag of an answer in a media type."""
    return f'"{hashlib.sha256(kind.encode() + b" " + body).hexdigest()[:32]}"'


def held(wanted: str | None, current: str) -> bool:
    """Whether `If-None-Match` names the tag; one that a compressing proxy made weak is as good (RFC 9110 §13.1.2)."""
    if wanted is None:
        return False
    return wanted.strip() == "*" or current in _TAGS.findall(wanted)
