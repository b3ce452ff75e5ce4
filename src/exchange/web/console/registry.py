"""The sections of the console, in the order in which they stand on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchange.web.console.admin.registry import SECTIONS
from exchange.web.console.cases import CASES
from exchange.web.console.home import HOME
from exchange.web.console.intake import Intake
from exchange.web.console.records import RECORDS
from exchange.web.console.subjects import SUBJECTS
from exchange.web.console.submissions import Submissions

if TYPE_CHECKING:
    from exchange.api.judging import Judge
    from exchange.submissions.uploads import Uploads
    from exchange.web.console.sections import Section


def sections(uploads: Uploads, judge: Judge) -> tuple[Section, ...]:
    """All of them; a page shows those that are open to its person."""
    return (HOME, SUBJECTS, RECORDS, CASES, Submissions(Intake(uploads, judge)).section(), *SECTIONS)
