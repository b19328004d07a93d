"""Notes drawn from a seed: the same seed, half and language give the same notes, on every machine."""

from collections.abc import Iterator
from random import Random

from pseudonymisation.text.gold.dictionaries import dictionary
from pseudonymisation.text.gold.noise import noisy
from pseudonymisation.text.gold.pieces import note_of
from pseudonymisation.text.gold.scene import drawn_day, patient_of, scene
from pseudonymisation.text.gold.templates import filled, templates
from pseudonymisation.text.measuring.annotated import AnnotatedNote


def drawn_notes(total: int, *, seed: int, half: str, language: str = "sv") -> Iterator[AnnotatedNote]:
    """
    So many notes, each of another patient; the templates come in turn, so that each is there as often as the others.

    Raises KeyError for a half that there is not, ValueError for a language without templates.
    """
    words, known = dictionary(half), templates(half, language)
    if not known:
        raise ValueError("No templates are written in this language.")
    for number in range(total):
        # A chance of its own for each note, so that asking for more notes changes none of the first ones.
        chance = Random(f"{seed} {half} {language} {number}")
        template, day = known[number % len(known)], drawn_day(chance)
        patient = patient_of(words, chance, template.kind, on=day)
        place = scene(words, chance, patient=patient, day=day, language=language)
        yield note_of(
            noisy(filled(template.body, place, chance), chance),
            id=f"{half}-{language}-{seed}-{number + 1}-{template.name}",
            language=language,
            person_id=f"p{number + 1}",
            person=patient.facts,
        )
