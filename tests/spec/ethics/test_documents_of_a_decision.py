"""The document of an ethics decision is kept beside its record, if it is the one that the record names."""

import pytest

from gateway.domain.errors import Invalid, LedgerBroken, NotFound, Refused
from gateway.domain.ethics import Document
from spark_jobs.papers.paper import Digest, digest_of
from tests.support import builders
from tests.support.builders import COORDINATOR, PROJECT, REQUEST, RESEARCHER, STEWARD_A
from tests.support.fakes import World, refuse

LETTER = b"the decision's document"
DIGEST = digest_of(LETTER)


def recorded() -> World:
    world = World()
    world.drafted()
    return world


def test_what_is_handed_in_is_kept_and_read_again() -> None:
    world = recorded()

    told = world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=RESEARCHER)

    assert [(one.case_number, one.digest, one.kept) for one in told] == [(builders.CASE_NUMBER, DIGEST, True)]
    assert world.house.document.read(PROJECT, digest=DIGEST, by=COORDINATOR) == LETTER
    assert [(entry.event.value, entry.subject) for entry in world.ledger[-2:]] == [
        ("ethics_document.kept", DIGEST),
        ("ethics_document.read", DIGEST),
    ]
    assert {entry.project for entry in world.ledger[-2:]} == {PROJECT}


def test_a_steward_reads_what_its_part_rests_on_through_the_request() -> None:
    world = recorded()
    world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=RESEARCHER)

    assert world.house.document.read_for_request(REQUEST, digest=DIGEST, by=STEWARD_A) == LETTER


def test_which_documents_are_kept_is_told() -> None:
    told = recorded().house.document.list(PROJECT, by=RESEARCHER)

    assert [(one.title, one.kept) for one in told] == [(told[0].title, False)]


def test_handing_the_same_document_in_twice_changes_nothing_and_looks_at_it_once() -> None:
    world = recorded()
    world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=RESEARCHER)
    world.examiner = Suspicious()

    told = world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=COORDINATOR)

    assert [one.kept for one in told] == [True]
    assert world.memory.documents == {DIGEST: LETTER}


def test_bytes_of_another_digest_are_not_kept() -> None:
    world = recorded()

    with pytest.raises(Invalid) as refused:
        world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER + b" ", by=RESEARCHER)

    assert refused.value.reason == "document-digest"
    assert world.memory.documents == {}


def test_a_document_that_no_decision_names_is_not_kept() -> None:
    world = recorded()

    with pytest.raises(Invalid) as refused:
        world.house.document.keep(PROJECT, digest=digest_of(b"other"), content=b"other", by=RESEARCHER)

    assert refused.value.reason == "no-document"


def test_what_the_examiner_refuses_is_not_kept() -> None:
    world = recorded()
    world.examiner = Suspicious()

    with pytest.raises(Invalid):
        world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=RESEARCHER)

    assert world.memory.documents == {}
    assert world.memory.events()[-1] == "verb.refused"


def test_a_document_that_was_not_handed_in_is_not_found() -> None:
    with pytest.raises(NotFound):
        recorded().house.document.read(PROJECT, digest=DIGEST, by=RESEARCHER)


def test_a_document_that_was_changed_in_the_store_is_not_given() -> None:
    world = recorded()
    world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=RESEARCHER)
    world.memory.documents[DIGEST] = b"another"

    with pytest.raises(LedgerBroken):
        world.house.document.read(PROJECT, digest=DIGEST, by=RESEARCHER)


def test_a_document_of_an_earlier_recording_is_no_longer_one_of_the_decision() -> None:
    world = recorded()
    world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=RESEARCHER)
    other = builders.ethics_approval(documents=(Document(title="Beslut", digest=Digest(digest_of(b"other"))),))
    world.house.project.record_approval(PROJECT, approval=other, by=RESEARCHER)

    with pytest.raises(Invalid) as refused:
        world.house.document.read(PROJECT, digest=DIGEST, by=RESEARCHER)

    assert refused.value.reason == "no-document"


def test_whoever_may_not_read_the_approval_may_not_read_its_documents() -> None:
    world = recorded()
    world.rules.answers["read"] = refuse("W02-within-reach")

    with pytest.raises(Refused):
        world.house.document.read(PROJECT, digest=DIGEST, by=builders.STRANGER)


def test_whoever_may_not_hand_in_is_refused() -> None:
    world = recorded()
    world.rules.answers["keep-document"] = refuse("W01-may-act")

    with pytest.raises(Refused):
        world.house.document.keep(PROJECT, digest=DIGEST, content=LETTER, by=builders.STRANGER)


class Suspicious:
    """Takes no document for a harmless one."""

    def examine(self, content: bytes, /) -> None:
        raise Invalid("No.", where="document", reason="document-type")
