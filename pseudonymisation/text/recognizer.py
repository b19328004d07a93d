"""The one way in which our recognizers speak to presidio: certain, unchecked by any digit, and loud when they fail."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from re import Pattern
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult

from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import Span, Tag


class Hit(RecognizerResult):
    """A span as presidio hands it on."""

    def __init__(self, span: Span) -> None:
        super().__init__(span.tag.value, span.start, span.end, span.score)
        self.span = span


class Recognizer(EntityRecognizer):  # type: ignore[misc, unused-ignore]  # presidio's own types are incomplete
    """
    Gives spans; every one counts in full.

    presidio's PatternRecognizer drops a pattern whose time runs out, and a hit whose check digit fails, and the text
    goes on as if clean. This one knows no validation, and what fails or takes too long raises: the note is withheld.
    """

    tags: tuple[Tag, ...] = ()

    def __init__(self, language: str = "sv") -> None:
        super().__init__(supported_entities=[tag.value for tag in self.tags], supported_language=language)

    def load(self) -> None:
        """Nothing to load: patterns are compiled with their module."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any) -> list[RecognizerResult]:
        """
        All spans, whatever entities were asked for: there is no asking for less.

        Raises TooSlow where the reading's time has run out by the end.
        """
        reading = nlp_artifacts if isinstance(nlp_artifacts, Reading) else Reading(text, self.supported_language)
        return [Hit(span) for span in self.all_spans(reading)]

    def all_spans(self, reading: Reading) -> list[Span]:
        """The same as spans. Raises TooSlow where the reading's time has run out by the end."""
        found = list(self.spans(reading))
        reading.look_at_the_clock()
        return found

    @abstractmethod
    def spans(self, reading: Reading) -> Iterable[Span]:
        """Every stretch of the text that is to be masked; overlaps are welcome."""


def matches(text: str, patterns: Iterable[Pattern[str]], tag: Tag) -> Iterator[Span]:
    """The matches of each pattern; of a pattern with a group named `only`, that group."""
    for pattern in patterns:
        which = "only" if "only" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            yield Span(match.start(which), match.end(which), tag)
