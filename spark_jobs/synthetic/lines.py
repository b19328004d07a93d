"""Draws what goes with a diagnosis: the lines of `codes` for whole columns of diagnoses at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from spark_jobs.synthetic.arrays import Chance, Floats, Ints, rows_of
from spark_jobs.synthetic.codes import ACUTE, BLEEDS, CHRONIC, Line

DIAGNOSES: tuple[str, ...] = tuple(
    sorted({code for disease in CHRONIC for code in disease.codes} | set(BLEEDS) | {acute.code for acute in ACUTE})
)
"""Every diagnosis of the region; arrays of diagnoses hold indices into this."""

NUMBER_OF = {code: place for place, code in enumerate(DIAGNOSES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Per diagnosis and line: a probability, and the alternatives as indices into `vocabulary`."""

    vocabulary: tuple[str, ...]
    probability: Floats
    alternatives: Ints

    @classmethod
    def of(cls, by_prefix: Mapping[str, Sequence[Line]]) -> "Lines":
        """The longest prefix that a diagnosis begins with gives its lines; the empty prefix comes on top for all."""
        vocabulary = tuple(sorted({item for lines in by_prefix.values() for _, choices in lines for item in choices}))
        depth = max(map(len, by_prefix.values())) + len(by_prefix.get("", ()))
        probability = np.zeros((len(DIAGNOSES), depth))
        alternatives = np.zeros((len(DIAGNOSES), depth, 12), np.int64)
        for row, code in enumerate(DIAGNOSES):
            for column, (share, choices) in enumerate(lines_of(by_prefix, code)):
                probability[row, column] = share
                alternatives[row, column] = [vocabulary.index(choices[k % len(choices)]) for k in range(12)]
        return cls(vocabulary=vocabulary, probability=probability, alternatives=alternatives)

    def draw(self, chance: Chance, diagnosis: Ints, habit: Ints) -> tuple[Ints, Ints]:
        """Which rows of the diagnoses bring something, and what, in the rows' order. `habit` is the person's own."""
        hits = chance.random((diagnosis.size, self.probability.shape[1])) < self.probability[diagnosis]
        rows, columns = np.nonzero(hits)
        return rows.astype(np.int64), self.alternatives[diagnosis[rows], columns, habit[rows] % 12]


def lines_of(by_prefix: Mapping[str, Sequence[Line]], code: str) -> tuple[Line, ...]:
    """The lines that hold for one diagnosis."""
    fitting = [prefix for prefix in by_prefix if prefix and code.startswith(prefix)]
    own = by_prefix[max(fitting, key=len)] if fitting else ()
    return (*own, *by_prefix.get("", ()))


def spread_out(counts: Ints) -> Ints:
    """The row indices, each as often as its count says."""
    return np.repeat(rows_of(counts.size), counts)
