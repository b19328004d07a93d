"""Persons as lines tell them: `{"person_id", "names": [], "numbers": [], "addresses": [], "phones": []}`."""

import re

from pseudonymisation.text.fields import line_of, name_in, texts_in
from pseudonymisation.text.known_person import KnownPerson

_ADDRESS = re.compile(
    r"(?P<street>[^,\n]{1,200}?)(?:[,\n]\s{0,3}|\s{1,3}(?=(?:SE?-)?\d{3}\s?\d{2}\b))"
    r"(?:(?:SE?-)?(?P<postcode>\d{3}\s?\d{2})(?:\s{1,3}|$))?(?P<city>[^,\n]{0,100})"
)


def known_of(line: object) -> tuple[str, KnownPerson]:
    """The person's id and what is known of them. Raises LineUnfit with the JSON path of the first fault."""
    told = line_of(line)
    given, family = _parted(texts_in(told, "names"))
    addresses, phones = texts_in(told, "addresses"), texts_in(told, "phones")
    return name_in(told, "person_id"), KnownPerson(
        given_name=given,
        family_name=family,
        numbers=texts_in(told, "numbers"),
        phone=phones[0] if phones else "",
        **_address(addresses[0] if addresses else ""),
    )


def _parted(names: tuple[str, ...]) -> tuple[str, str]:
    """All given names, and all family names: the last word, or what stands before a comma."""
    given, family = list[str](), list[str]()
    for name in names:
        before, comma, after = name.partition(",")
        if comma:
            given.append(after.strip())
            family.append(before.strip())
        else:
            *first, last = name.split()
            given += first
            family.append(last)
    return " ".join(given), " ".join(family)


def _address(address: str) -> dict[str, str]:
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        return {"street": address}
    return {"street": parts["street"], "postcode": parts["postcode"] or "", "city": parts["city"].strip()}
