"""
A model of names as one more net, where somebody has installed one and named it; none comes with the house.

A model adds hits and takes none away. It is read from this machine: a folder, or for spaCy the name of an installed
package. Nothing is downloaded, here or when a note is read.
"""

import os
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from pseudonymisation.errors import ModelUnfit
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.spans import Span, Tag

LABELS: Mapping[str, Tag] = {
    **dict.fromkeys(("PER", "PRS", "PERSON", "B-PER", "I-PER"), Tag.PERSON),
    **dict.fromkeys(("LOC", "GPE", "FAC", "PLACE", "B-LOC", "I-LOC"), Tag.PLACE),
    **dict.fromkeys(("ORG", "ORGANISATION", "ORGANIZATION", "B-ORG", "I-ORG"), Tag.ORGANISATION),
    "CARE_UNIT": Tag.CARE_UNIT,
    "ADDRESS": Tag.ADDRESS,
    "DATE": Tag.DATE,
}
"""What models call the classes; what else they find (works, measures, times of day) points at nobody."""

_TRANSFORMERS = "transformers:"
_AT_ONCE = 1_000
"""Characters that a transformer reads at once: it has room for some five hundred pieces of words."""


class ModelNet(Recognizer):
    """What a model finds, under our tags."""

    tags = (Tag.PERSON, Tag.PLACE, Tag.ORGANISATION, Tag.CARE_UNIT, Tag.ADDRESS, Tag.DATE)

    def spans(self, reading: Reading) -> Iterator[Span]:
        for start, end, label, score in self.found(reading.text):
            if label in LABELS and start < end:
                yield Span(start, end, LABELS[label], score)

    @abstractmethod
    def found(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        """Start, end, the model's own label, and how sure it is."""


class SpacyNet(ModelNet):
    """A spaCy pipeline with a recognizer of entities."""

    def __init__(self, pipeline: Callable[[str], Any], language: str) -> None:
        super().__init__(language)
        self._pipeline = pipeline

    def found(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        for entity in self._pipeline(text).ents:
            yield entity.start_char, entity.end_char, entity.label_, 0.85


class TransformersNet(ModelNet):
    """A pipeline of `transformers` for token classification."""

    def __init__(self, pipeline: Callable[[str], Any], language: str) -> None:
        super().__init__(language)
        self._pipeline = pipeline

    def found(self, text: str) -> Iterator[tuple[int, int, str, float]]:
        # Stretches overlap by half, so that no name is cut in both.
        for first in range(0, max(len(text), 1), _AT_ONCE // 2):
            for hit in self._pipeline(text[first : first + _AT_ONCE]):
                yield first + hit["start"], first + hit["end"], str(hit["entity_group"]), float(hit["score"])


def model_net(model: str, language: str) -> ModelNet:
    """
    The net of a model: `transformers:<folder>`, or a folder or the name of a package for spaCy.

    Raises ModelUnfit where it is not on this machine.
    """
    try:
        if model.startswith(_TRANSFORMERS):
            return TransformersNet(_transformer(Path(model.removeprefix(_TRANSFORMERS))), language)
        return SpacyNet(import_module("spacy").load(model), language)
    except (ImportError, OSError, ValueError) as failed:
        raise ModelUnfit(
            "model-unfit", f"The model that reads notes cannot be loaded from this machine: {type(failed).__name__}."
        ) from None


def _transformer(folder: Path) -> Callable[[str], Any]:
    if not folder.is_dir():
        raise OSError
    os.environ.update(HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1")
    # A folder of this machine, and no code of its own.
    pipeline: Callable[[str], Any] = import_module("transformers").pipeline(
        "token-classification", model=str(folder), aggregation_strategy="simple", trust_remote_code=False
    )
    return pipeline
