"""The canonical form is one spelling; a key signs its role's kinds on its days; a rounded count hides small steps."""

import base64
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spark_jobs.papers.errors import PaperRefused, PaperUnreadable
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import RoundedCount
from spark_jobs.papers.paper import Kind, SignedPaper, canonical, digest_of
from spark_jobs.papers.trust import KINDS, KeyRole, TrustFile
from tests.support.builders import pinned, signing_key

KEY = signing_key("a key")
OTHER = signing_key("another key")
DAY = date(2026, 11, 22)

FEW = settings(max_examples=settings().max_examples // 3)
"""Each case walks a whole study, or signs: a third as many as the profile says."""

texts = st.text('aZ09 åÖ"\\/\n\x00\x1f€😀', max_size=6)
plain: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
bodies = st.dictionaries(texts, plain, max_size=4)


def trust(key: SigningKey, role: KeyRole, *, first: date = DAY, last: date = DAY) -> TrustFile:
    holder = "Stina" if role is KeyRole.RULES else None
    return TrustFile(keys=(pinned(key, role, first=first, last=last, holder=holder),))


# ---- canonical form --------------------------------------------------------------------------------------------------


@given(plain)
def test_the_canonical_form_is_read_back_to_the_same_form(value: Any) -> None:
    spelled = canonical(value)

    assert canonical(json.loads(spelled)) == spelled


@given(bodies)
def test_the_sequence_of_fields_changes_nothing(body: dict[str, Any]) -> None:
    turned = dict(reversed(body.items()))

    assert canonical(turned) == canonical(body)


@FEW
@given(bodies, st.sampled_from(Kind))
def test_a_paper_is_read_back_as_it_was_written(body: dict[str, Any], kind: Kind) -> None:
    paper = KEY.sign(kind, body)

    again = SignedPaper.from_json(paper.to_json())

    assert again.to_json() == paper.to_json()
    assert again.digest == paper.digest == digest_of(paper.signed_bytes)


@FEW
@given(bodies, bodies)
def test_two_papers_share_a_digest_only_where_they_say_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = canonical(one) == canonical(other)

    assert (KEY.sign(Kind.PERMIT, one).digest == KEY.sign(Kind.PERMIT, other).digest) is same


@FEW
@given(bodies)
def test_kind_and_key_are_in_the_digest(body: dict[str, Any]) -> None:
    paper = KEY.sign(Kind.PERMIT, body)

    assert paper.digest != KEY.sign(Kind.RECEIPT, body).digest
    assert paper.digest != OTHER.sign(Kind.PERMIT, body).digest


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        2.0**53,
        1e20,
        1e300,
        "\ud800",
        {"\udfff": 1},
        {1: "x"},
        object(),
        b"bytes",
    ],
    ids=repr,
)
def test_what_json_cannot_hold_exactly_has_no_canonical_form(value: object) -> None:
    with pytest.raises(PaperUnreadable):
        canonical({"value": value})


def test_a_value_nested_beyond_every_measure_has_no_canonical_form() -> None:
    value: list[Any] = []
    for _ in range(100_000):
        value = [value]

    with pytest.raises(PaperUnreadable):
        canonical(value)


# ---- reading ---------------------------------------------------------------------------------------------------------


@given(st.binary(max_size=200))
def test_any_bytes_are_a_paper_or_unreadable(data: bytes) -> None:
    with pytest.raises(PaperUnreadable):
        SignedPaper.from_json(data)


def spelled(**changes: Any) -> bytes:
    document = json.loads(KEY.sign(Kind.PERMIT, {"permit": "permit-1"}).to_json())
    return json.dumps({**document, **changes}).encode("utf-8")


SIGNATURE = base64.b64encode(KEY.sign(Kind.PERMIT, {"permit": "permit-1"}).signature).decode("ascii")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        b"[]",
        b"{}",
        b'{"kind":"permit","kind":"permit"}',
        b'{"kind": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        spelled(more=1),
        spelled(kind="rumour"),
        spelled(kind=5),
        spelled(kind=["permit"]),
        spelled(body=[]),
        spelled(body={"n": 2**60}),
        spelled(body={"n": float("nan")}),
        spelled(body={"text": "\ud800"}),
        spelled(key=5),
        spelled(signature=None),
        spelled(signature="!"),
        spelled(signature="åäö="),
        spelled(signature=SIGNATURE.replace("==", "")),
        spelled(signature=SIGNATURE[:-3] + chr(ord(SIGNATURE[-3]) + 1) + "=="),
    ],
    ids=lambda data: repr(data[:40]),
)
def test_what_is_not_in_the_form_of_a_paper_is_unreadable(data: bytes) -> None:
    with pytest.raises(PaperUnreadable):
        SignedPaper.from_json(data)


@given(texts)
def test_a_sentence_about_an_unreadable_paper_repeats_nothing_of_it(secret: str) -> None:
    secret = f"secret-{secret}"

    with pytest.raises(PaperUnreadable) as fault:
        SignedPaper.from_json(spelled(kind=secret))

    assert secret not in fault.value.sentence


# ---- trust -----------------------------------------------------------------------------------------------------------


@given(st.sampled_from(KeyRole), st.sampled_from(Kind))
def test_a_key_signs_only_its_roles_kinds_of_paper(role: KeyRole, kind: Kind) -> None:
    paper = KEY.sign(kind, {})

    if kind in KINDS[role]:
        trust(KEY, role).verify(paper, on=DAY)
    else:
        with pytest.raises(PaperRefused) as refused:
            trust(KEY, role).verify(paper, on=DAY)
        assert refused.value.reason == "key-role"


def test_every_kind_has_exactly_one_role_but_what_two_stewards_sign_together() -> None:
    for kind in Kind:
        roles = [role for role, kinds in KINDS.items() if kind in kinds]
        assert roles == ([KeyRole.CONTROLLER, KeyRole.RULES] if kind is Kind.PARAMETER_CHANGE else roles[:1])
        assert roles


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 400),
    st.dates(date(2025, 1, 1), date(2028, 12, 31)),
)
def test_a_key_is_believed_on_its_days_both_inside_and_on_no_other(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    pins = trust(KEY, KeyRole.GATEWAY, first=first, last=last)
    paper = KEY.sign(Kind.PERMIT, {})

    if first <= day <= last:
        pins.verify(paper, on=day)
    else:
        with pytest.raises(PaperRefused) as refused:
            pins.verify(paper, on=day)
        assert refused.value.reason == "key-day"


@FEW
@given(bodies)
def test_a_key_that_nobody_pinned_is_not_believed(body: dict[str, Any]) -> None:
    with pytest.raises(PaperRefused) as refused:
        trust(KEY, KeyRole.GATEWAY).verify(OTHER.sign(Kind.PERMIT, body), on=DAY)

    assert refused.value.reason == "key-unknown"


@FEW
@given(bodies, st.binary(max_size=70))
def test_no_other_signature_holds(body: dict[str, Any], signature: bytes) -> None:
    paper = replace(KEY.sign(Kind.PERMIT, body), signature=signature)

    with pytest.raises(PaperRefused) as refused:
        trust(KEY, KeyRole.GATEWAY).verify(paper, on=DAY)

    assert refused.value.reason == "signature-broken"


@FEW
@given(bodies)
def test_a_signature_on_one_kind_cannot_be_shown_as_another(body: dict[str, Any]) -> None:
    paper = replace(KEY.sign(Kind.PERMIT, body), kind=Kind.RECEIPT)

    with pytest.raises(PaperRefused, match="changed after it was signed"):
        trust(KEY, KeyRole.GATEWAY).verify(paper, on=DAY)


def test_an_empty_trust_file_believes_nothing() -> None:
    with pytest.raises(PaperRefused):
        TrustFile(keys=()).verify(KEY.sign(Kind.PERMIT, {}), on=DAY)


# ---- counts ----------------------------------------------------------------------------------------------------------

thresholds = st.integers(3, 50)


@given(st.integers(0, 100_000), thresholds)
def test_a_rounded_count_holds_the_exact_one_and_is_a_multiple_of_its_step(exact: int, threshold: int) -> None:
    told = RoundedCount.rounded(exact, threshold=threshold)

    assert told.below is not None
    assert told.at_least <= exact < told.below
    assert told.at_least % threshold == told.below % threshold == 0
    assert told.below - told.at_least == threshold


@given(st.integers(0, 10_000), st.integers(0, 10_000), thresholds)
def test_no_difference_below_its_step_shows(one: int, other: int, threshold: int) -> None:
    first, second = (RoundedCount.rounded(exact, threshold=threshold) for exact in (one, other))

    shown = abs(first.at_least - second.at_least)

    assert shown == 0 or shown >= threshold


@given(st.integers(0, 49), thresholds)
def test_below_the_threshold_every_count_looks_alike(exact: int, threshold: int) -> None:
    told = RoundedCount.rounded(exact % threshold, threshold=threshold)

    assert told == RoundedCount(at_least=0, below=threshold)
