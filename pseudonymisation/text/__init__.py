"""Free text: what points at a person in a Swedish note is found by shape and by what is known, and masked by a tag."""

from collections.abc import Iterable, Iterator, Mapping


def mask_texts(
    notes: Iterable[Mapping[str, object]], persons: Iterable[Mapping[str, object]] = (), language: str = "sv"
) -> Iterator[dict[str, object]]:
    """
    Notes masked, line by line, as `slussen text mask` does it: `{"id", "text", "spans"}`, or `{"id", "withheld"}`.

    `notes` are lines `{"id", "text", "person_id"}`, the last not needed; `persons` are lines `{"person_id", "names",
    "numbers", "addresses", "phones"}`. `text` is masked; `spans` are places in the text that came, with a label and a
    score. Raises LineUnfit for a line that is not of its form, ValueError for a language other than sv and en.
    """
    # Here and not above: whoever opens a file of this package must not wait seconds for the analyzer.
    from pseudonymisation.text.rows import mask_rows

    yield from mask_rows(notes, persons, language)
