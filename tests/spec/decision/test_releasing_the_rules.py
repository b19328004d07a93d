"""Rules rule when two different listed stewards have signed the very bundle that is served, and not before."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from gateway.domain.errors import RulesVoid
from gateway.domain.rules_release import RulesRelease, released
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import KeyRole, TrustFile
from tests.support.builders import (
    FOREIGN_KEY,
    GATEWAY_KEY,
    RULES_KEYS,
    RULES_TRUST,
    TODAY,
    TRUST,
    pinned,
    release_paper,
    signing_key,
    some_digest,
)

REVISION, BUNDLE = some_digest("the rules"), some_digest("the bundle")
NEWER, NEWER_BUNDLE = some_digest("the newer rules"), some_digest("the newer bundle")


def signed(*stewards: str, release: int = 2, revision: Digest = REVISION, bundle: Digest = BUNDLE) -> list[SignedPaper]:
    return [release_paper(name, release=release, revision=revision, bundle=bundle) for name in stewards]


def found(papers: Sequence[SignedPaper], *, trust: TrustFile = RULES_TRUST, on: date = TODAY) -> RulesRelease:
    return released(papers, bundle=BUNDLE, revision=REVISION, trust=trust, on=on)


def why(papers: Sequence[SignedPaper], *, trust: TrustFile = RULES_TRUST) -> str:
    with pytest.raises(RulesVoid) as void:
        found(papers, trust=trust)
    return void.value.reason


def test_two_stewards_release_the_rules_together() -> None:
    release = found(signed("Sven", "Stina"))

    assert release == RulesRelease(number=2, revision=REVISION, stewards=("Stina", "Sven"))


def test_a_third_signature_does_no_harm() -> None:
    assert found(signed("Stina", "Sven", "Siri")).stewards == ("Siri", "Stina", "Sven")


def test_unsigned_rules_rule_nothing() -> None:
    assert why([]) == "rules-unsigned"
    assert why(signed("Stina", "Sven", revision=NEWER, bundle=NEWER_BUNDLE, release=1)) == "rules-unsigned"


def test_one_signature_is_too_few() -> None:
    assert why(signed("Stina")) == "rules-once-signed"


def test_the_same_steward_twice_is_one() -> None:
    assert why(signed("Stina", "Stina")) == "rules-once-signed"


def test_the_same_steward_with_two_keys_is_one() -> None:
    second = signing_key("another key of Stina's")
    trust = TrustFile(keys=(*RULES_TRUST.keys, pinned(second, KeyRole.RULES, holder="Stina")))
    paper = release_paper("Stina", revision=REVISION, bundle=BUNDLE, key=second)

    assert why([*signed("Stina"), paper], trust=trust) == "rules-once-signed"


def test_a_steward_signs_in_no_other_name() -> None:
    borrowed = release_paper("Sven", revision=REVISION, bundle=BUNDLE, key=RULES_KEYS["Stina"])

    assert why([*signed("Stina"), borrowed]) == "rules-once-signed"


def test_two_stewards_of_two_releases_have_released_neither() -> None:
    assert why([*signed("Stina", release=2), *signed("Sven", release=3)]) == "rules-once-signed"


@pytest.mark.parametrize("key", [FOREIGN_KEY, GATEWAY_KEY], ids=["nobody's", "the gateway's"])
def test_a_key_that_is_no_stewards_counts_for_nothing(key: SigningKey) -> None:
    paper = release_paper("Sven", revision=REVISION, bundle=BUNDLE, key=key)

    assert why([*signed("Stina"), paper]) == "rules-once-signed"


def test_a_steward_who_was_taken_off_the_list_counts_no_more() -> None:
    assert why(signed("Stina", "Sven"), trust=TRUST) == "rules-unsigned"


def test_a_key_that_has_run_out_since_signed_all_the_same_and_one_that_had_run_out_before_did_not() -> None:
    ended = pinned(RULES_KEYS["Sven"], KeyRole.RULES, holder="Sven", last=TODAY)
    trust = TrustFile(keys=(*(key for key in RULES_TRUST.keys if key.holder != "Sven"), ended))
    late = release_paper("Sven", revision=REVISION, bundle=BUNDLE, on=TODAY + timedelta(days=1))

    assert found(signed("Stina", "Sven"), trust=trust, on=TODAY + timedelta(days=400)).number == 2
    with pytest.raises(RulesVoid, match="is not valid"):
        found([*signed("Stina"), late], trust=trust, on=TODAY + timedelta(days=1))


def test_a_release_of_tomorrow_is_none_today() -> None:
    tomorrow = [release_paper(name, revision=REVISION, bundle=BUNDLE, on=date(2026, 11, 23)) for name in RULES_KEYS]

    with pytest.raises(RulesVoid, match="after today"):
        found(tomorrow)


def test_a_bundle_that_was_changed_after_it_was_signed_is_told_as_that() -> None:
    assert why(signed("Stina", "Sven", bundle=NEWER_BUNDLE)) == "rules-edited"


def test_a_paper_that_was_changed_after_it_was_signed_counts_for_nothing() -> None:
    (paper,) = signed("Sven")
    forged = SignedPaper(
        kind=paper.kind, body={**paper.body, "release": 3}, key_id=paper.key_id, signature=paper.signature
    )

    with pytest.raises(RulesVoid, match="does not hold"):
        found([*signed("Stina", release=3), forged])


def test_a_paper_of_another_kind_or_form_counts_for_nothing() -> None:
    other = GATEWAY_KEY.sign(Kind.LEDGER_HEAD, {"on": "2026-11-22"})
    formless = RULES_KEYS["Sven"].sign(Kind.RULES_RELEASE, {"release": "two"})

    assert why([*signed("Stina"), other, formless]) == "rules-once-signed"


def test_the_stewards_newer_release_ends_the_older_one() -> None:
    newer = signed("Stina", "Sven", release=3, revision=NEWER, bundle=NEWER_BUNDLE)

    assert why([*signed("Stina", "Sven"), *newer]) == "rules-superseded"
    assert found([*signed("Stina", "Sven"), *newer[:1]]).number == 2


def test_two_releases_of_one_number_rule_neither() -> None:
    other = signed("Stina", "Sven", release=2, revision=NEWER, bundle=NEWER_BUNDLE)

    assert why([*signed("Stina", "Sven"), *other]) == "rules-superseded"


def test_rules_that_are_taken_back_are_released_anew_under_a_higher_number() -> None:
    between = signed("Stina", "Sven", release=3, revision=NEWER, bundle=NEWER_BUNDLE)

    release = found([*signed("Stina", "Sven"), *between, *signed("Sven", "Siri", release=4)])

    assert (release.number, release.stewards) == (4, ("Siri", "Sven"))
