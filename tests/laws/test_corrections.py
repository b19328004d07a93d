"""What always holds of corrections: what is denied is masked, and no allow list lifts what is more than a guess."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from pseudonymisation.errors import CorrectionUnfit
from pseudonymisation.text.correcting import GUESSED, Correcting
from pseudonymisation.text.corrections import Corrections, allowance
from pseudonymisation.text.known_person import KnownPerson, KnownPersonRecognizer
from pseudonymisation.text.mask import MaskedNote, mask_note
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import Tag
from tests.support.people import personal_number

NUMBER = personal_number(date(1931, 12, 24), serial="239")
PATIENT = KnownPerson(given_name="Anna", family_name="Lindqvist", numbers=(NUMBER,), city="Frölunda")
OWN = KnownPersonRecognizer(PATIENT, "sv")

letters = st.text("abcdefghijklmnoprstuvyåäöéüABCDEFÅÄÖß", min_size=1, max_size=9)
words = st.lists(st.one_of(letters, st.text("0123456789", min_size=1, max_size=4)), min_size=1, max_size=4)
gaps = st.text(" -.,/\n\t_'()", min_size=1, max_size=4)
starts = st.sampled_from(["", " ", "det var ", "Pat. ", "(", "\n", "söker för hosta, ", "7", " – "])
ends = st.sampled_from(["", " ", ".", ", mår bra", ")", "\n", " söker akut", "_"])
cased = st.sampled_from([str, str.upper, str.lower, str.title])
pieces = st.sampled_from(
    [
        "Kontaktperson är Brunnstad.",
        "Anna Lindqvist",
        "lindqvists",
        "Lindqvist Brunnstad",
        "Frölunda",
        "Vårdcentralen Kvarnen",
        "dr Ek",
        NUMBER,
        "070-174 06 05",
        "den tolfte april",
        "anna.ek@example.se",
        "bor i Skövde",
        "Storgatan",
        "åttioåring",
        "mår bra",
    ]
)


@given(parts=words, gap=gaps, before=starts, after=ends, how=cased, genitive=st.booleans(), tag=st.sampled_from(Tag))
def test_what_is_denied_is_masked_wherever_and_however_it_is_written(
    parts: list[str], gap: str, before: str, after: str, how: object, genitive: bool, tag: Tag
) -> None:
    assert callable(how)
    try:
        corrections = Corrections.of(deny=[(" ".join(parts), tag.value)])
    except CorrectionUnfit as unfit:
        assume(unfit.code != "correction-short")
        raise
    written = gap.join(how(part) for part in parts)
    assume(len(written) == len(gap.join(parts)))  # ß in capitals is two letters
    assume(not (before == "7" and parts[0][0].isdigit()))  # that would be another number
    ending = "s" if genitive and parts[-1].isalpha() else ""

    note = mask_note(f"{before}{written}{ending}{after}", PATIENT, correcting=Correcting(corrections))

    assert isinstance(note, MaskedNote)
    start, end = len(before), len(before) + len(written + ending)
    assert any(place.start <= start and end <= place.end for place in note.places)


@given(text=st.lists(pieces, min_size=1, max_size=6).map(" ".join), data=st.data())
def test_no_allow_list_lifts_a_form_or_anything_of_the_patient(text: str, data: st.DataObject) -> None:
    bare = mask_note(text, PATIENT)
    assert isinstance(bare, MaskedNote)
    stretches = [text[place.start : place.end] for place in bare.places] + text.split() + ["Anna", "Lindqvist"]
    wanted = [words for words in data.draw(st.lists(st.sampled_from(stretches))) if _may_be(words)]

    note = mask_note(text, PATIENT, correcting=Correcting(Corrections.of(allow=wanted)))

    assert isinstance(note, MaskedNote)
    forms = [(place.start, place.end) for place in bare.places if place.tag not in GUESSED]
    own = [(span.start, span.end) for span in OWN.spans(Reading(text, "sv"))]
    for start, end in forms + own:
        assert any(place.start <= start and end <= place.end for place in note.places)
    left = set(bare.places) - set(note.places)
    for start, end in {(place.start, place.end) for place in left}:
        lifted = not any(place.start <= start and end <= place.end for place in note.places)
        assert not lifted or allowance(text[start:end]) in map(allowance, wanted)


@given(words=st.text(max_size=100))
def test_words_are_a_correction_or_refused_and_a_correction_says_the_same_read_again(words: str) -> None:
    made = _made(words)

    if isinstance(made, str):
        assert made in {"correction-short", "correction-long", "correction-unseen"}
    else:
        assert Corrections.of(deny=[(entry.words, entry.tag.value) for entry in made.deny]) == made


def _made(words: str) -> Corrections | str:
    """The deny list of these words, or the code by which they are refused."""
    try:
        return Corrections.of(deny=[(words, "PERSON")])
    except CorrectionUnfit as unfit:
        return unfit.code


def _may_be(words: str) -> bool:
    try:
        return bool(Corrections.of(allow=[words]))
    except CorrectionUnfit:
        return False
