"""The one door through which a measurement asks the text step; whoever changes the step changes this and no more."""

import re

from pseudonymisation.text.engine import analyzer
from pseudonymisation.text.known_person import KnownPerson, KnownPersonRecognizer
from pseudonymisation.text.measuring.annotated import Facts
from pseudonymisation.text.spans import Span, Tag, union

_ADDRESS = re.compile(r"(?P<street>[^,]*)(?:,\s*(?P<postcode>[\d ]{5,7})\s+(?P<city>.+))?")


def spans_of(text: str, person: Facts, language: str) -> list[Span] | None:
    """What the text step masks of a note, places in the note as it was given; None where it withholds the note."""
    try:
        net = KnownPersonRecognizer(known_person(person), language)
        found = analyzer().analyze(text=text, language=language, ad_hoc_recognizers=[net])
    except Exception:  # withheld, as in a delivery; its message could hold the text
        return None
    return union(Span(each.start, each.end, Tag(each.entity_type), each.score) for each in found)


def known_person(facts: Facts) -> KnownPerson:
    """The facts as the register would tell them: of several addresses and telephones, the first."""
    given, _, family = (facts.names[0] if facts.names else "").partition(" ")
    address = _ADDRESS.fullmatch(facts.addresses[0]) if facts.addresses else None
    told = {key: value or "" for key, value in (address.groupdict() if address else {}).items()}
    return KnownPerson(
        given_name=given,
        family_name=" ".join((family, *facts.names[1:])).strip(),
        numbers=facts.numbers,
        phone=facts.phones[0] if facts.phones else "",
        **told,
    )
