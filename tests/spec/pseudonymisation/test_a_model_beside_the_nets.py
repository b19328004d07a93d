"""A model that somebody has installed finds more; it is read from this machine, and never looked for elsewhere."""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import spacy

from pseudonymisation.errors import ModelUnfit
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import MaskedNote, WithheldNote, mask_note
from pseudonymisation.text.models import model_net
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import Span, Tag


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny spaCy pipeline on disk that knows one name, one place and one thing that points at nobody."""
    made = spacy.blank("sv")
    ruler: Any = made.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PRS", "pattern": "flurpan"},
            {"label": "LOC", "pattern": "snårdalen"},
            {"label": "WRK", "pattern": "balladen"},
        ]
    )
    folder = tmp_path_factory.mktemp("model") / "sv_tiny"
    made.to_disk(folder)
    return folder


def test_what_the_model_finds_is_masked_beside_what_our_nets_find(pipeline: Path) -> None:
    text = "Idag läser flurpan i snårdalen balladen, ring 08-123 456 78."

    note, without = mask_note(text, KnownPerson(), model=str(pipeline)), mask_note(text, KnownPerson())

    assert isinstance(note, MaskedNote)
    assert isinstance(without, MaskedNote)
    assert note.text == "Idag läser [PERSON 1] i [PLATS 1] balladen, ring [TELEFON 1]."
    assert without.text == "Idag läser flurpan i snårdalen balladen, ring [TELEFON 1]."


@pytest.mark.parametrize("model", ["no_such_package", "/no/such/folder", "transformers:/no/such/folder"])
def test_a_model_that_is_not_on_this_machine_is_no_model(model: str) -> None:
    with pytest.raises(ModelUnfit, match="model-unfit"):
        model_net(model, "sv")

    assert mask_note("mår bra", KnownPerson(), model=model) == WithheldNote(code="note-failed")


def test_a_transformer_is_read_from_its_folder_in_stretches_that_overlap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []

    def reads(text: str) -> list[dict[str, Any]]:
        at = text.find("Zlatorog")
        hit = {"start": at, "end": at + 8, "entity_group": "PER", "score": 0.9}
        return [hit] if at >= 0 else []

    def made(task: str, **named: Any) -> Any:
        asked.append({"task": task, **named})
        return reads

    monkeypatch.setitem(sys.modules, "transformers", SimpleNamespace(pipeline=made))
    net = model_net(f"transformers:{tmp_path}", "sv")

    found = set(net.spans(Reading(f"{'x' * 996} Zlatorog mår bra", "sv")))

    assert found == {Span(997, 1005, Tag.PERSON, 0.9)}
    assert asked[0]["model"] == str(tmp_path)
    assert asked[0]["trust_remote_code"] is False
