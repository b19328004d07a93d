"""What is sealed in a controller's file of corrections: the words of its lists, and each change made to them."""

from typing import Annotated

from pydantic import Field

from pseudonymisation.errors import CorrectionUnfit
from pseudonymisation.text.corrections import Corrections, allowance, denial
from spark_jobs.errors import CorrectionsUnfit
from spark_jobs.papers.body import Body, Count, DigestText, Moment

LONGEST_NAME = 200
"""Of whoever corrects."""


class Change(Body):
    """Who changed how many entries when, after which sample of masked notes if after one; and what stood before."""

    at: Moment
    by: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    sample: DigestText | None = None
    added: Count
    withdrawn: Count
    follows: DigestText | None


class Word(Body):
    """Words of a list, their class where they are denied, and the number of the change that brought them."""

    words: Annotated[str, Field(repr=False)]
    tag: str | None = None
    change: Count


class Content(Body):
    """What is sealed in a file."""

    controller: str
    changes: tuple[Change, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def corrections(self) -> Corrections:
        """The lists alone. Raises CorrectionsUnfit where there is what no entry can be."""
        try:
            return Corrections.of(
                deny=((word.words, word.tag) for word in self.words if word.tag is not None),
                allow=(word.words for word in self.words if word.tag is None),
            )
        except CorrectionUnfit as unfit:
            raise CorrectionsUnfit(
                f"The corrections of {self.controller} hold what is none. {unfit.sentence}"
            ) from None

    def changed(self, wanted: Corrections) -> tuple[Word, ...]:
        """The words of these lists: those that stood with the change that brought them, others with the next."""
        stood = {(word.tag, _key(word)): word for word in self.words}
        number = len(self.changes)
        deny = (Word(words=entry.words, tag=entry.tag.value, change=number) for entry in wanted.deny)
        allow = (Word(words=words, change=number) for words in wanted.allow)
        return tuple(stood.get((word.tag, _key(word)), word) for word in (*deny, *allow))

    def gone(self, words: tuple[Word, ...]) -> int:
        """How many of its words are not among these."""
        return len({_key(word) for word in self.words} - {_key(word) for word in words})


def _key(word: Word) -> object:
    return allowance(word.words) if word.tag is None else denial(word.words)
