"""The one place where ports meet adapters."""

from gateway.wiring.backup import back_up, restore
from gateway.wiring.house import look_into, open_house
from gateway.wiring.identity import open_demo_issuer, open_identity, open_sign_in, sign_in_place, try_identity
from gateway.wiring.kept_rules import KeptRules, kept_rules
from gateway.wiring.neighbours import (
    POLICIES,
    clock_of,
    database_url,
    open_box_place,
    open_rules,
    open_sessions,
    read_catalog,
    read_release,
    read_trust,
    try_order_box,
)
from gateway.wiring.other_rules import own_policies, policies_in, rules_of
from gateway.wiring.parameters import change_parameters, open_parameters
from gateway.wiring.sessions import end_sessions
from gateway.wiring.store import last_line, migrate_store, step_store_back, store_form
from gateway.wiring.watching import numbers_shown, open_watch, own_needs

__all__ = [
    "POLICIES",
    "KeptRules",
    "back_up",
    "change_parameters",
    "clock_of",
    "database_url",
    "end_sessions",
    "kept_rules",
    "last_line",
    "look_into",
    "migrate_store",
    "numbers_shown",
    "open_box_place",
    "open_demo_issuer",
    "open_house",
    "open_identity",
    "open_parameters",
    "open_rules",
    "open_sessions",
    "open_sign_in",
    "open_watch",
    "own_needs",
    "own_policies",
    "policies_in",
    "read_catalog",
    "read_release",
    "read_trust",
    "restore",
    "rules_of",
    "sign_in_place",
    "step_store_back",
    "store_form",
    "try_identity",
    "try_order_box",
]
