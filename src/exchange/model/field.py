"""One declaration per field.

Everything the program knows about a field of an information item stands in its `Field`: labels, the standard's code, kind, check,
code list, unit, masks, and how sensitive it is. The table columns, the GraphQL type and its filters, the submission format, the
import mapping, the page labels and the field reference are derived from it; nothing repeats it.

**Where a value is stored** follows from `secrecy`:

* `OPEN` and `CONFIDENTIAL`: column `f` of the item's table. Each mask is a column of its own, `f_<mask>`.
* `PERSONAL`, `IDENTITY`: column `f` and its masks in the item's *apart* table, to which the public login has no right at all. With
  `openable=True` the item's own table has a column `f_opened` as well: for an organisation it holds the value (registry data is
  public by law); for a natural person it is empty until `publish` copies the value there under a recorded basis, and `withdraw`,
  `repair` and `expire` empty it again.

Reading never computes a mask: it picks a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from exchange.model.kinds import Code, Codes, Flag

if TYPE_CHECKING:
    from exchange.model.kinds import Kind

OPENED = "opened"


class Secrecy(Enum):
    """How sensitive a field is by nature; who sees it is the policy's business."""

    OPEN = "open"
    CONFIDENTIAL = "confidential"
    PERSONAL = "personal"
    IDENTITY = "identity"  # of a complainant: personal, and for a scope of its own


class Need(Enum):
    """When a submission must give the field."""

    NEVER = "never"
    ALWAYS = "always"
    ORGANISATION = "organisation"
    NATURAL_PERSON = "natural_person"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an information item.

    `source` is the code of the standard (`CF_WSH`), `aliases` are older or other codes for it that still arrive. `check` names the
    identifier check of the submission. `given` is true when a submitter supplies the value, false when the exchange sets it. What a
    publication opens of an `openable` field is the value itself, or the mask that `opens` names. `filter` and `order` offer the field as an
    argument; `sought` names another column that a filter compares with (the canonical spelling beside the printed one). `server_default`
    fills a column that came later than rows. `note` ends the description.
    """

    kind: Kind
    zh: str
    en: str
    source: str = ""
    aliases: tuple[str, ...] = ()
    need: Need = Need.NEVER
    given: bool = True
    check: str = ""
    unit: str = ""
    secrecy: Secrecy = Secrecy.OPEN
    openable: bool = False
    opens: str = ""
    masks: tuple[str, ...] = ()
    filter: bool = False
    order: bool = False
    nullable: bool = True
    sought: str = ""
    server_default: str | None = None
    note: str = ""
    name: str = ""

    @property
    def personal(self) -> bool:
        """True when the value lives in the apart table."""
        return self.secrecy in {Secrecy.PERSONAL, Secrecy.IDENTITY}

    @property
    def countable(self) -> bool:
        """True when records can be counted by it: a word or a mark, for everybody, that can be asked for."""
        return self.filter and self.secrecy is Secrecy.OPEN and isinstance(self.kind, Code | Codes | Flag)

    @property
    def graphql(self) -> str:
        """The name in the API: `decided_on` → `decidedOn`."""
        return camel(self.name)

    @property
    def treatments(self) -> tuple[str, ...]:
        """The treatments a policy may name for this field."""
        return ("clear", "hidden", *self.masks, *((OPENED,) if self.openable else ()))

    @property
    def description(self) -> str:
        """The sentence of the API and the field reference: English with the Chinese term, code, unit and note."""
        parts = [f"{self.en[:1].upper()}{self.en[1:]} ({self.zh})."]
        if self.source:
            parts.append(f"Standard code {self.source}.")
        if self.unit:
            parts.append(f"Unit: {self.unit}.")
        if self.note:
            parts.append(self.note)
        return " ".join(parts)


def camel(name: str) -> str:
    """`document_number` → `documentNumber`."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)
