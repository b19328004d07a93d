"""Persons as lines tell them: `{"person_id", "names": [], "numbers": [], "addresses": [], "phones": []}`."""

from pseudonymisation.text.fields import line_of, name_in, texts_in
from pseudonymisation.text.known_person import KnownPerson


def known_of(line: object) -> tuple[str, KnownPerson]:
    """The person's id and what is known of them. Raises LineUnfit with the JSON path of the first fault."""
    told = line_of(line)
    return name_in(told, "person_id"), KnownPerson(
        names=texts_in(told, "names"),
        numbers=texts_in(told, "numbers"),
        addresses=texts_in(told, "addresses"),
        phones=texts_in(told, "phones"),
    )
