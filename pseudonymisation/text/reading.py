"""A text as every net reads it: made plain and cut into words once, when the first of them asks."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from pseudonymisation.text.letters import Word, plain, words
from pseudonymisation.text.standing import Standing

LANGUAGES = ("sv", "en")
"""Of the notes that are read; what is written in another is withheld."""

_DIGITS = re.compile(r"[0-9]+")


class Reading(NlpArtifacts):
    """A text, its language, and what is worked out of it once for all nets; all places are places in the text."""

    def __init__(self, text: str, language: str, *, look_at_the_clock: Callable[[], None] = lambda: None) -> None:
        nothing: Any = []  # no model has looked
        super().__init__(nothing, nothing, nothing, nothing, nlp_engine=None, language=language)
        self.text = text
        self.language = language
        self.look_at_the_clock = look_at_the_clock
        """Asked after each net; it raises where the note has had its time."""

    @cached_property
    def plain(self) -> str:
        """The text without case and accents, of the same length."""
        return plain(self.text)

    @cached_property
    def words(self) -> list[Word]:
        """The runs of letters, in the text's order; hyphens, digits, points and apostrophes are edges."""
        return list(words(self.plain))

    @cached_property
    def numbers(self) -> list[tuple[int, int]]:
        """Where each unbroken run of digits starts and ends: every shape that begins with a digit is tried there."""
        return [match.span() for match in _DIGITS.finditer(self.plain)]

    @cached_property
    def standing(self) -> Standing:
        """Where each word stands and what it may be, for the nets that read words."""
        return Standing(self.text, self.words, self.language)

    def written(self, word: Word) -> str:
        """The word in the letters that stand in the text."""
        return self.text[word.start : word.end]

    def read_in(self, language: str) -> "Reading":
        """The same text for the nets of that language, with the words that are there already."""
        if language == self.language:
            return self
        other = Reading(self.text, language, look_at_the_clock=self.look_at_the_clock)
        other.plain, other.words = self.plain, self.words
        return other

    def without(self, stretches: Sequence[tuple[int, int]]) -> "Reading":
        """What is left where these stretches, in order, are blotted out; every other place is as it was."""
        rest = Reading(_blotted(self.text, stretches), self.language, look_at_the_clock=self.look_at_the_clock)
        rest.plain = _blotted(self.plain, stretches)
        return rest


def _blotted(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    kept, end = list[str](), 0
    for start, after in stretches:
        kept += (text[end:start], "\0" * (after - start))
        end = after
    return "".join((*kept, text[end:]))


class Reader(NlpEngine):
    """
    presidio's language engine where no model is: it hands every net the same reading.

    A blank spaCy pipeline would cut the text into tokens that none of our nets reads, and take longer than all nets.
    """

    def load(self) -> None:
        """Nothing to load."""

    def is_loaded(self) -> bool:
        return True

    def process_text(self, text: str, language: str) -> Reading:
        return Reading(text, language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **others: Any
    ) -> Iterator[tuple[str, Reading]]:
        return ((text, Reading(text, language)) for text in texts)

    def is_stopword(self, word: str, language: str) -> bool:
        return False

    def is_punct(self, word: str, language: str) -> bool:
        return False

    def get_supported_entities(self) -> list[str]:
        return []

    def get_supported_languages(self) -> list[str]:
        return list(LANGUAGES)
