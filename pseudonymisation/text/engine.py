"""The analyzer, built once in each process: our recognizers alone, no model, and no word in any log."""

import logging
from functools import cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.app_tracer import AppTracer
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

from pseudonymisation.text.care_units import CareUnits
from pseudonymisation.text.contacts import Contacts
from pseudonymisation.text.dates import Dates
from pseudonymisation.text.identity_numbers import IdentityNumbers
from pseudonymisation.text.organisations import Organisations
from pseudonymisation.text.people import People
from pseudonymisation.text.places import Places
from pseudonymisation.text.reading import LANGUAGES, Reader

_NETS = (
    IdentityNumbers,
    Contacts,
    Dates,
    People,
    CareUnits,
    Places,
    Organisations,
)


class _NoContext(ContextAwareEnhancer):  # type: ignore[misc, unused-ignore]  # presidio's own types are incomplete
    """Leaves every hit as it is: none of ours needs the words around it to count."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *others: Any, **named: Any
    ) -> list[RecognizerResult]:
        return raw_results


@cache
def analyzer() -> AnalyzerEngine:
    """The engine of this process. It reaches for no network and no model, at no time."""
    _silence()
    return AnalyzerEngine(
        registry=RecognizerRegistry(
            recognizers=[net(language) for language in LANGUAGES for net in _NETS],
            supported_languages=list(LANGUAGES),
        ),
        nlp_engine=Reader(),
        app_tracer=AppTracer(enabled=False),
        supported_languages=list(LANGUAGES),
        context_aware_enhancer=_NoContext(),
    )


def _silence() -> None:
    # Both write parts of the text they work on, at levels that an operator may well turn on.
    for name in ("presidio-analyzer", "decision_process"):
        logging.getLogger(name).disabled = True
