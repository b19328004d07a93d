"""The story is told in lines that a person can read, and a step that fails is named."""

import pytest

from gateway.cli.demo.telling import WIDTH, Teller, wrapped


def test_a_long_sentence_is_broken_between_its_words() -> None:
    sentence = " ".join(["word"] * 60)

    lines = wrapped(sentence)

    assert " ".join(lines) == sentence
    assert max(map(len, lines)) <= WIDTH - 4


def test_what_a_command_said_keeps_its_beginning_and_sets_in_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    Teller().quote("  holds  " + "digest " * 30 + "\nshort")

    told = capsys.readouterr().out.splitlines()

    assert told[0].startswith("      holds")
    assert told[1].startswith("          digest")
    assert told[-1] == "    short"
    assert max(map(len, told)) <= WIDTH


def test_the_step_that_is_being_told_is_known_when_it_fails() -> None:
    teller = Teller()

    with pytest.raises(ValueError, match="broken"), teller.step(sv="Ett", en="One"):
        raise ValueError("broken")

    assert (teller.number, teller.title) == (1, "One")
