"""Every code has its sentence in both languages; none is forgotten."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from catalog.model import Words
from gateway.domain import errors
from gateway.domain.access_request import Status
from gateway.domain.audit import Event
from gateway.domain.delivery import Progress
from gateway.domain.disclosure_review import Outcome
from gateway.words.chain import TELLS
from gateway.words.errors import ERRORS
from gateway.words.events import EVENTS
from gateway.words.language import Language, preferred
from gateway.words.lifecycle import OUTCOMES, PROGRESS, STATUSES
from gateway.words.reasons import REASONS
from tests.architecture.reading import REPOSITORY


@pytest.mark.parametrize(
    ("of", "words"), [(Status, STATUSES), (Progress, PROGRESS), (Outcome, OUTCOMES), (Event, EVENTS)]
)
def test_every_word_of_the_domain_has_its_sentence(of: type[StrEnum], words: Mapping[StrEnum, Words]) -> None:
    assert set(words) == set(of)
    assert all(text.sv.strip() and text.en.strip() for text in words.values())


def test_every_error_has_its_title_and_sentence() -> None:
    tree = [
        error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, errors.GatewayError)
    ]

    assert {error.code for error in tree} <= set(ERRORS)


def test_every_reason_of_what_is_invalid_has_its_sentence() -> None:
    import re

    named = set()
    for folder in ("gateway", "catalog"):
        for path in (REPOSITORY / folder).rglob("*.py"):
            named |= set(re.findall(r'reason="([a-z-]+)"', path.read_text(encoding="utf-8")))

    assert named
    assert named <= set(REASONS)


def test_the_chain_is_told_by_the_papers_a_reader_asks_about() -> None:
    assert {kind.value for kind in TELLS} >= {
        "ethics-approval",
        "access-request",
        "part-decision",
        "permit",
        "manifest",
    }


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", Language.EN),
        ("sv", Language.SV),
        ("sv_SE.UTF-8", Language.SV),
        ("de-DE, fr;q=0.9", Language.EN),
        ("en;q=0.2, sv;q=0.8", Language.SV),
        ("en, sv", Language.EN),
        ("sv;q=broken, en", Language.EN),
    ],
)
def test_the_language_is_the_one_that_is_asked_for_first(asked: str, language: Language) -> None:
    assert preferred(asked) is language
