"""The whole measurement: notes in, a score out, and each mistake told to whoever asked for it."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from pseudonymisation.text.measuring import aims
from pseudonymisation.text.measuring.aims import Aim
from pseudonymisation.text.measuring.annotated import AnnotatedNote
from pseudonymisation.text.measuring.bounds import bounds
from pseudonymisation.text.measuring.tally import Masking, Mistake, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many, and between which shares the true one lies with 95 % confidence."""

    found: int
    total: int

    @property
    def reached(self) -> float | None:
        return self.found / self.total if self.total else None

    @property
    def bounds(self) -> tuple[float, float]:
        return bounds(self.found, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One aim and what was reached of it."""

    aim: Aim
    share: Share

    @property
    def verdict(self) -> str:
        """Whether the aim or the floor was reached; of nothing, nothing is said."""
        return "" if self.share.reached is None else self.aim.verdict(self.share.reached)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Everything that was counted, in rows."""

    measured: Sequence[Measured]
    classes: Sequence[tuple[str, str, Share]]
    looked_up: Sequence[tuple[str, str, str, Share]]
    marks: Sequence[tuple[str, Share]]
    notes: Sequence[tuple[str, Share]]
    total: int
    withheld: int
    characters: int


def evaluate(
    notes: Iterable[AnnotatedNote],
    masking: Masking,
    *,
    known: Set[str] = frozenset(),
    told: Callable[[AnnotatedNote, Sequence[Mistake]], None] = lambda note, mistakes: None,
) -> Score:
    """Masks each note and counts; `told` gets each note's mistakes, `known` are the words of the recognizers' lists."""
    tally = Tally(known=known)
    for note in notes:
        told(note, tally.add(note, masking(note.text, note.person, note.language)))
    return score_of(tally)


def score_of(tally: Tally) -> Score:
    read = tally.notes["all"] - tally.notes["withheld"]
    return Score(
        measured=[
            *(Measured(aim=aim, share=_recall(tally, aim)) for aim in aims.RECALL),
            Measured(aim=aims.DIRECT, share=Share(found=tally.notes["direct"], total=read)),
            Measured(aim=aims.PRECISION, share=Share(found=tally.touching.total(), total=tally.marks.total())),
            Measured(aim=aims.TERMS, share=Share(found=tally.terms_masked, total=tally.terms)),
        ],
        classes=[(*key, Share(found=tally.masked[key], total=tally.spans[key])) for key in sorted(tally.spans)],
        looked_up=[
            (*key, Share(found=tally.looked_up_masked[key], total=tally.looked_up[key]))
            for key in sorted(tally.looked_up)
        ],
        marks=[(tag, Share(found=tally.touching[tag], total=tally.marks[tag])) for tag in sorted(tally.marks)],
        notes=[(words, Share(found=tally.notes[row], total=read)) for row, words in _NOTES],
        total=tally.notes["all"],
        withheld=tally.notes["withheld"],
        characters=tally.characters,
    )


_NOTES = (
    ("direct", "every direct identifier masked"),
    ("named", "and every person's name"),
    ("clean", "and everything else that was marked"),
)


def _recall(tally: Tally, aim: Aim) -> Share:
    keys = list(_keys(tally, aim))
    return Share(found=sum(tally.masked[key] for key in keys), total=sum(tally.spans[key] for key in keys))


def _keys(tally: Tally, aim: Aim) -> Iterator[tuple[str, str]]:
    return (key for key in tally.spans if aim in aims.rows_of(*key))
