"""What was stored or signed before anybody could be kept, or left out of some rows alone, is read as it was meant."""

import json

import pytest

from gateway.adapters.sql.unit_of_work import ACCESS_REQUEST, PERMIT, PROJECT, REVIEW
from gateway.domain.access_request import RequestKind, Status
from gateway.domain.replay import Replay
from gateway.ports.rules import Question
from gateway.words.chain import told
from gateway.words.language import Language
from spark_jobs.papers.manifest import Manifest
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind
from tests.support import builders
from tests.support.builders import GATEWAY_KEY, RUNNER_KEY
from tests.support.fakes import ruling


def test_a_decision_keeps_nobody() -> None:
    body = json.loads(REVIEW.dump_json(builders.review()))
    del body["finding"]["kept"]

    assert REVIEW.validate_json(json.dumps(body)) == builders.review()


def test_a_draft_from_before_there_were_kinds_is_for_research() -> None:
    body = json.loads(ACCESS_REQUEST.dump_json(builders.access_request()))
    del body["application"]["kind"]

    assert ACCESS_REQUEST.validate_json(json.dumps(body)).application.kind is RequestKind.RESEARCH


def test_a_request_from_before_there_were_samples_has_no_decision_on_any() -> None:
    body = json.loads(ACCESS_REQUEST.dump_json(builders.access_request()))
    del body["samples"]

    assert ACCESS_REQUEST.validate_json(json.dumps(body)) == builders.access_request()


def test_an_approval_from_before_there_were_samples_covers_no_biobank() -> None:
    body = json.loads(PROJECT.dump_json(builders.project()))
    del body["ethics_approval"]["scope"]["biobanks"]

    assert PROJECT.validate_json(json.dumps(body)) == builders.project()


def test_a_decision_says_neither_law_nor_capacity() -> None:
    body = json.loads(REVIEW.dump_json(builders.review()))
    del body["basis"], body["finding"]["units"], body["finding"]["capacity"]

    read = REVIEW.validate_json(json.dumps(body))

    assert (read.basis, read.finding.units, read.finding.capacity) == (None, None, None)


def test_a_decision_has_no_answers_to_an_assessment_sheet() -> None:
    body = json.loads(REVIEW.dump_json(builders.review()))
    del body["finding"]["answers"]

    assert REVIEW.validate_json(json.dumps(body)).finding.answers == ()


def test_a_request_has_no_version_that_was_sent_back() -> None:
    body = json.loads(ACCESS_REQUEST.dump_json(builders.access_request(Status.RETURNED)))
    del body["sent_back"]

    assert ACCESS_REQUEST.validate_json(json.dumps(body)).sent_back is None


def test_a_permit_is_neither_extended_nor_revoked() -> None:
    body = json.loads(PERMIT.dump_json(builders.permit()))
    del body["extensions"], body["revocation"]

    read = PERMIT.validate_json(json.dumps(body))

    assert (read.extensions, read.revocation, read.last_day) == ((), None, read.valid_until)


def test_an_order_can_be_read_and_says_nothing_of_objections() -> None:
    body = builders.order_body().as_json()
    del body["objections"], body["ordered_on"], body["consent"]

    order = ExtractionOrder.of(GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, body))

    assert (order.objections, order.ordered_on, order.consent) == ((), None, None)


def test_a_permit_says_nothing_of_consent() -> None:
    body = json.loads(PERMIT.dump_json(builders.permit()))
    del body["consent"]

    assert PERMIT.validate_json(json.dumps(body)).consent is None


def test_a_manifest_leaves_nobodys_rows_behind() -> None:
    order = GATEWAY_KEY.sign(Kind.EXTRACTION_ORDER, builders.order_body().as_json())
    body = builders.manifest_body(order).as_json()
    del body["left_behind"], body["consents"]

    manifest = Manifest.of(RUNNER_KEY.sign(Kind.MANIFEST, body))

    assert (manifest.left_behind, manifest.consents) == ((), None)


def test_a_ruling_on_an_order_that_said_nothing_of_objections_differs_now() -> None:
    answer = ruling(Question.ORDER, objections=builders.objections("alvik"))
    body = {
        "question": "extraction/order",
        "engine": "opa",
        "asked_on": "2026-11-22",
        "allows": True,
        "required_grounds": ["G01-found"],
        "grounds": ["G01-found"],
        "exclusions": sorted(answer.exclusions),
        "policy": answer.policy_digest,
    }

    assert Replay.of(GATEWAY_KEY.sign(Kind.RULING, body), answer).exclusions_differ


@pytest.mark.parametrize(
    ("language", "sentence"), [(Language.SV, "Kvar hos alvik: Skyddad identitet."), (Language.EN, "Kept by alvik:")]
)
def test_whoever_is_kept_is_told_with_the_decision(language: Language, sentence: str) -> None:
    body = {"controller": "alvik", "decider": "alma", "outcome": "granted", "reasons": "", "decided_at": "2026-11-20"}

    without = list(told([GATEWAY_KEY.sign(Kind.PART_DECISION, body)], language))
    kept = list(told([GATEWAY_KEY.sign(Kind.PART_DECISION, {**body, "kept": ["protected_identity"]})], language))

    assert kept[:1] == without
    assert kept[1].strip().startswith(sentence)
