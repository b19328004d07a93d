"""The analyzer, built once in each process: our recognizers, a model where one is named, and no word in any log."""

import logging
from functools import cache
from typing import Any

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.app_tracer import AppTracer
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer

from pseudonymisation.text.addresses import Addresses
from pseudonymisation.text.ages import Ages
from pseudonymisation.text.called_numbers import CalledNumbers
from pseudonymisation.text.care_units import CareUnits
from pseudonymisation.text.codes import Codes
from pseudonymisation.text.contacts import Contacts
from pseudonymisation.text.dates import Dates
from pseudonymisation.text.identity_numbers import IdentityNumbers
from pseudonymisation.text.links import Links
from pseudonymisation.text.local_numbers import LocalNumbers
from pseudonymisation.text.models import model_net
from pseudonymisation.text.named_dates import NamedDates
from pseudonymisation.text.organisations import Organisations
from pseudonymisation.text.people import People
from pseudonymisation.text.places import Places
from pseudonymisation.text.reading import LANGUAGES, Reader, Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag

NETS: tuple[type[Recognizer], ...] = (
    IdentityNumbers,
    Codes,
    CalledNumbers,
    Contacts,
    LocalNumbers,
    Links,
    Addresses,
    Ages,
    Dates,
    NamedDates,
    People,
    CareUnits,
    Places,
    Organisations,
)
"""Every net that knows nobody; the person's own comes with the note."""


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


class Analyzer(AnalyzerEngine):
    """
    presidio's engine without what it does anew for each text, and what our union does in one pass.

    For each call presidio copies its registry, lists all entities of all recognizers, sorts the hits by recognizer, and
    compares them with one another. A note of eight hundred characters takes longer there than in all our nets.
    """

    def analyze(self, text: str, language: str, *others: Any, **named: Any) -> list[RecognizerResult]:
        """
        Every hit of every net, overlaps too, by `nlp_artifacts` and with `ad_hoc_recognizers` where there are any.

        Whatever else presidio's own may be asked for is done by it.
        """
        if others or not named.keys() <= {"nlp_artifacts", "ad_hoc_recognizers"}:
            return list(super().analyze(text, language, *others, **named))
        reading = named.get("nlp_artifacts") or self.nlp_engine.process_text(text, language)
        nets = [*self.registry.recognizers, *(named.get("ad_hoc_recognizers") or ())]
        reads = [net for net in nets if net.supported_language == language]
        return [hit for net in reads for hit in net.analyze(text, [], reading)]

    def spans(self, reading: Reading) -> list[Span]:
        """The same as spans: of our own nets without presidio's results in between, which nobody reads."""
        found: list[Span] = []
        for net in self.registry.recognizers:
            if net.supported_language != reading.language:
                continue
            if isinstance(net, Recognizer):
                found += net.all_spans(reading)
            else:
                hits = net.analyze(reading.text, [], reading)
                found += (Span(hit.start, hit.end, Tag(hit.entity_type), hit.score) for hit in hits)
        return found


@cache
def analyzer(model: str = "") -> Analyzer:
    """
    The engine of this process, with the net of that model beside ours where one is named.

    It reaches for no network at any time. Raises ModelUnfit where the model is not there or cannot be read.
    """
    _silence()
    engine = Analyzer(
        registry=RecognizerRegistry(
            recognizers=[net(language) for language in LANGUAGES for net in NETS],
            supported_languages=list(LANGUAGES),
        ),
        nlp_engine=Reader(),
        app_tracer=AppTracer(enabled=False),
        supported_languages=list(LANGUAGES),
        context_aware_enhancer=_NoContext(),
    )
    for language in LANGUAGES if model else ():
        engine.registry.add_recognizer(model_net(model, language))
    return engine


def _silence() -> None:
    # Both write parts of the text they work on, at levels that an operator may well turn on.
    for name in ("presidio-analyzer", "decision_process"):
        logging.getLogger(name).disabled = True
