"""
Every ground and every kind of exclusion as sentences: what is missing, by which paragraph, and what to do now.
"""

from collections.abc import Mapping

from gateway.words.refusals.decision import DECISION
from gateway.words.refusals.ethics import ETHICS
from gateway.words.refusals.exclusions import EXCLUSIONS
from gateway.words.refusals.permission import PERMISSION
from gateway.words.refusals.permit import PERMIT
from gateway.words.refusals.request import REQUEST
from gateway.words.refusals.sentences import Sentences
from gateway.words.refusals.sheet import SHEET
from gateway.words.refusals.waiting import NOT_ASKED_YET

__all__ = ["EXCLUSIONS", "REFUSALS", "Sentences"]

REFUSALS: Mapping[str, Sentences] = {
    **ETHICS,
    **DECISION,
    **SHEET,
    **REQUEST,
    **PERMIT,
    **PERMISSION,
    **NOT_ASKED_YET,
    **EXCLUSIONS,
}
"""All of them by code."""
