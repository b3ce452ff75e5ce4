"""Who sees what: the rules as data, and the view that turns them into SQL for one shape of caller."""

from exchange.disclosure.binds import BINDS
from exchange.disclosure.once import Facts
from exchange.disclosure.policy import CLEAR, HIDDEN, Policy, follow, policy
from exchange.disclosure.predicates import Row, Stance
from exchange.disclosure.view import Branch, View, Views, reach, stance, view

__all__ = [
    "BINDS",
    "CLEAR",
    "HIDDEN",
    "Branch",
    "Facts",
    "Policy",
    "Row",
    "Stance",
    "View",
    "Views",
    "follow",
    "policy",
    "reach",
    "stance",
    "view",
]
