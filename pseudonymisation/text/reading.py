"""A text as every net reads it: made plain and cut into words once, when the first of them asks."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from pseudonymisation.text.letters import Word, plain, words
from pseudonymisation.text.standing import Standing

LANGUAGES = ("sv", "en")
"""Of the notes that are read; what is written in another is withheld."""


class Reading(NlpArtifacts):  # type: ignore[misc, unused-ignore]  # presidio's own types are incomplete
    """A text, its language, and what is worked out of it once for all nets; all places are places in the text."""

    def __init__(self, text: str, language: str) -> None:
        nothing: Any = []  # no model has looked
        super().__init__(nothing, nothing, nothing, nothing, nlp_engine=None, language=language)
        self.text = text
        self.language = language

    @cached_property
    def plain(self) -> str:
        """The text without case and accents, of the same length."""
        return plain(self.text)

    @cached_property
    def words(self) -> list[Word]:
        """The runs of letters, in the text's order; hyphens, digits, points and apostrophes are edges."""
        return list(words(self.plain))

    @cached_property
    def standing(self) -> Standing:
        """Where each word stands and what it may be, for the nets that read words."""
        return Standing(self.text, self.words, self.language)

    def written(self, word: Word) -> str:
        """The word in the letters that stand in the text."""
        return self.text[word.start : word.end]


class Reader(NlpEngine):  # type: ignore[misc, unused-ignore]  # presidio's own types are incomplete
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
