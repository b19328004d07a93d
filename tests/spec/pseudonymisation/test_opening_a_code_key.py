"""A code key gives pseudonyms of its own project, in a domain, while it is open; and nothing else."""

from dataclasses import dataclass
from datetime import date

import pytest

from pseudonymisation.code_key import CodeKey
from pseudonymisation.errors import KeyUnusable
from pseudonymisation.identity import parse
from pseudonymisation.scope import Domain
from tests.support.people import personal_number

SECRET = bytes(range(32))
PERSON = personal_number(date(1961, 2, 3), serial="239")


@dataclass(frozen=True)
class OrdersScope:
    project: str
    domain: str


def key_of(project: str) -> CodeKey:
    return CodeKey.of_secret(SECRET, project=project)


def test_a_pseudonym_is_128_bits_and_stays_what_it_was_in_the_first_release() -> None:
    assert key_of("heart").pseudonym("196102032395", scope=Domain.PERSON) == "6e0c9bf46d73aadd1ee1900eb5132666"
    assert key_of("heart").date_offset("196102032395") == 221


def test_a_read_identity_and_its_normal_form_have_the_same_pseudonym() -> None:
    key = key_of("heart")

    written = parse(f"{PERSON[:8]}-{PERSON[8:]}")

    assert key.pseudonym(written, scope="person") == key.pseudonym(PERSON, scope="person")
    assert key.date_offset(written) == key.date_offset(PERSON)


def test_a_scope_of_the_orders_papers_means_the_same_as_its_domain() -> None:
    key = key_of("heart")

    assert key.pseudonym("7", scope=OrdersScope("heart", "visit")) == key.pseudonym("7", scope=Domain.VISIT)


def test_a_scope_of_another_project_is_refused() -> None:
    with pytest.raises(KeyUnusable, match="scope-of-another-project"):
        key_of("heart").pseudonym("7", scope=OrdersScope("lung", "visit"))


def test_a_domain_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyUnusable, match="domain-unknown"):
        key_of("heart").pseudonym("7", scope="patient")


@pytest.mark.parametrize("domain", [Domain.DATE_SHIFT, Domain.SURROGATE, Domain.NOTE_SAMPLE])
def test_a_domain_whose_codes_would_tell_the_offset_or_which_name_became_which_gives_no_pseudonym(
    domain: Domain,
) -> None:
    with pytest.raises(KeyUnusable, match="domain-has-no-pseudonyms"):
        key_of("heart").pseudonym(PERSON, scope=domain)


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_secret_of_another_length_makes_no_key(length: int) -> None:
    with pytest.raises(KeyUnusable, match="code-key-length"):
        CodeKey.of_secret(bytes(length), project="heart")


def test_a_key_without_a_project_is_refused() -> None:
    with pytest.raises(KeyUnusable, match="code-key-project"):
        key_of("")


def test_an_empty_value_has_no_pseudonym_and_no_offset() -> None:
    with pytest.raises(KeyUnusable, match="nothing-to-pseudonymise"):
        key_of("heart").pseudonym("", scope="person")
    with pytest.raises(KeyUnusable, match="nothing-to-pseudonymise"):
        key_of("heart").date_offset("")


def test_a_broken_character_is_coded_and_not_quoted_in_an_error() -> None:
    assert len(key_of("heart").pseudonym("\ud800", scope="row")) == 32


def test_after_its_job_a_key_is_of_no_use() -> None:
    with key_of("heart") as key:
        key.pseudonym("7", scope="row")

    with pytest.raises(KeyUnusable, match="code-key-destroyed"):
        key.pseudonym("7", scope="row")
    assert key.project == "heart"
