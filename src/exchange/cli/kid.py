"""A key id (kid) as a word of a command line.

It is most often a thumbprint (RFC 7638): 43 characters of base64url, and one in 64 begins with "-". Such a word is the key, not an option.
"""

from __future__ import annotations

from typing import Annotated, Final

import typer

KeyId = Annotated[str, typer.Argument(help="Key id, as printed by list.")]
TAKES_KEY_ID: Final = {"ignore_unknown_options": True}
