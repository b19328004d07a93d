"""
Typst typesets the letters: PDF/A-3a and PDF/UA-1, with its own fonts, and no clock, no chance, no network.

What it reads is the template beside this file and the letter as data; packages and fonts of the machine stay outside.
"""

import json
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final

import typst

from gateway.adapters.letters.shown import shown
from gateway.domain.letter import Letter, Section
from spark_jobs.papers.paper import SignedPaper

TEMPLATE: Final = files(__package__).joinpath("letter.typ").read_bytes()
PAGES: Final = {"sv": "Sida", "en": "Page"}
STANDARDS: Final = ("a-3a", "ua-1")


class Typst:
    """The same letter and the same version of the house give the same bytes."""

    def typeset(self, letter: Letter) -> bytes:
        """The file: pages for a reader, and the papers that they were made from as attachments."""
        told = json.dumps({**_shown(_data(letter)), "papers": _papers(letter)}, ensure_ascii=False, sort_keys=True)
        made: bytes = typst.compile(
            TEMPLATE,
            sys_inputs={"letter": told},
            format="pdf",
            pdf_standards=list(STANDARDS),
            ignore_system_fonts=True,
            timestamp=datetime(letter.day.year, letter.day.month, letter.day.day, tzinfo=UTC),
        )
        return made


def attached_as(place: int, paper: SignedPaper) -> str:
    """What a paper is called among the attachments; the first is the one that the letter tells of."""
    return f"{place:02d}-{paper.kind.value}.json"


def _data(letter: Letter) -> dict[str, Any]:
    return {
        "language": letter.language,
        "keywords": ["slussen", version("slussen"), letter.kind.value, letter.papers[0].digest],
        "day": [letter.day.year, letter.day.month, letter.day.day],
        "sender": letter.sender,
        "office": letter.office,
        "reference": [list(row) for row in letter.reference],
        "addressee": list(letter.addressee),
        "title": letter.title,
        "decision": list(letter.decision),
        "sections": [_section(section) for section in letter.sections],
        "check": _section(letter.check),
        "signed": list(letter.signed),
        "footer": letter.footer,
        "page": PAGES[letter.language],
    }


def _papers(letter: Letter) -> list[dict[str, str]]:
    return [
        {
            "name": attached_as(place, paper),
            "content": paper.to_json().decode("utf-8"),
            "description": f"{paper.kind.value} {paper.digest}",
        }
        for place, paper in enumerate(letter.papers, start=1)
    ]


def _shown(value: Any) -> Any:
    match value:
        case str():
            return shown(value)
        case list():
            return [_shown(one) for one in value]
        case dict():
            return {name: _shown(one) for name, one in value.items()}
        case _:
            return value


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "texts": list(section.texts),
        "rows": [list(row) for row in section.rows],
        "points": list(section.points),
    }
