"""
The facts that the rules are asked about: one document for every question, built from what is stored, not by a caller.

Days are `YYYY-MM-DD`, counts are JSON integers, what is not known is null: the rules check each fact's type, and a fact
that is missing gives no ground.
"""

from gateway.domain.facts.asked import of_columns, of_judgement, of_request, of_sample_decision, population
from gateway.domain.facts.counted import ALWAYS_ASKED, KNOWN_EXCLUSIONS, NO_CONSENT, NO_DONATION, of_manifest
from gateway.domain.facts.decided import (
    of_amended,
    of_answers,
    of_extension,
    of_note_check_terms,
    of_note_checks,
    of_part,
    of_permit,
    of_review,
    of_samples,
)
from gateway.domain.facts.forms import Facts
from gateway.domain.facts.study import (
    of_actor,
    of_amendment,
    of_approval,
    of_attested,
    of_consent,
    of_decision_against,
    of_deputyship,
    of_deputyships,
    of_ethics,
    of_project,
    of_verification,
)
from gateway.domain.facts.users import of_barrings, users_of

__all__ = [
    "ALWAYS_ASKED",
    "KNOWN_EXCLUSIONS",
    "NO_CONSENT",
    "NO_DONATION",
    "Facts",
    "of_actor",
    "of_amended",
    "of_amendment",
    "of_answers",
    "of_approval",
    "of_attested",
    "of_barrings",
    "of_columns",
    "of_consent",
    "of_decision_against",
    "of_deputyship",
    "of_deputyships",
    "of_ethics",
    "of_extension",
    "of_judgement",
    "of_manifest",
    "of_note_check_terms",
    "of_note_checks",
    "of_part",
    "of_permit",
    "of_project",
    "of_request",
    "of_review",
    "of_sample_decision",
    "of_samples",
    "of_verification",
    "population",
    "users_of",
]
