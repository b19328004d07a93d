"""
A release of the rules: one bundle that two different stewards have signed, each on a machine of their own.

Each steward signs a paper of the same release; `released` finds whether those at hand make the bundle at hand rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from gateway.domain.errors import RulesVoid
from spark_jobs.papers.body import Body, DigestText
from spark_jobs.papers.errors import PaperError, PaperRefused
from spark_jobs.papers.paper import Digest, Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile

NEEDED = 2
"""So many different stewards sign before anything is ruled by it."""


class ReleasePaper(Body):
    """
    What one steward signs. `release` counts the releases of this house, so that older rules are known from newer ones.

    `bundle` is the digest of the file, `revision` that of the rules and numbers in it.
    """

    release: Annotated[int, Field(ge=1, strict=True)]
    revision: DigestText
    bundle: DigestText
    steward: Annotated[str, Field(min_length=1, max_length=100)]
    released_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesRelease:
    """Rules that may rule: their number, their revision, and the stewards who signed, in the order of their names."""

    number: int
    revision: Digest
    stewards: tuple[str, ...]


def released(
    papers: Sequence[SignedPaper], *, bundle: Digest, revision: Digest, trust: TrustFile, on: date
) -> RulesRelease:
    """
    The newest release of this very bundle.

    Raises RulesVoid: rules-edited where another file was signed for this revision, rules-unsigned, rules-once-signed,
    and rules-superseded where two stewards released another bundle under the same number or a later one.
    """
    signers, faults = _signers(papers, trust=trust, on=on)
    whole = {said: names for said, names in signers.items() if len(names) >= NEEDED}
    mine = {said: names for said, names in whole.items() if said[1:] == (revision, bundle)}
    if not mine:
        raise _void(signers, faults, bundle=bundle, revision=revision)
    newest = max(mine)
    if any(said[0] >= newest[0] and said[1] != revision for said in whole):
        sentence = "The stewards have released other rules under the same number or a later one: serve those."
        raise RulesVoid(sentence, reason="rules-superseded")
    return RulesRelease(number=newest[0], revision=revision, stewards=tuple(sorted(mine[newest])))


Said = tuple[int, str, str]
"""Number, revision and bundle: papers that say the same are of the same release."""


def _signers(
    papers: Sequence[SignedPaper], *, trust: TrustFile, on: date
) -> tuple[Mapping[Said, set[str]], Sequence[str]]:
    holders = {key.id: key.holder for key in trust.keys}
    signers: dict[Said, set[str]] = {}
    faults = []
    for paper in papers:
        try:
            body = _believed(paper, trust=trust, holder=holders.get(paper.key_id), on=on)
        except PaperError as refused:
            faults.append(refused.sentence)
            continue
        signers.setdefault((body.release, body.revision, body.bundle), set()).add(body.steward)
    return signers, faults


def _believed(paper: SignedPaper, *, trust: TrustFile, holder: str | None, on: date) -> ReleasePaper:
    if paper.kind is not Kind.RULES_RELEASE:
        raise PaperRefused(f"A {paper.kind} is no release of rules.", code="paper-kind")
    body = ReleasePaper.of(paper)
    # Held against the day of signing: a steward whose key has run out signed all the same. One who is no longer
    # believed is taken out of the trust file.
    trust.verify(paper, on=body.released_on)
    if body.released_on > on:
        raise PaperRefused("A release is dated after today.", code="release-day")
    if body.steward != holder:
        raise PaperRefused("A release names another steward than the holder of its key.", code="release-steward")
    return body


def _void(signers: Mapping[Said, set[str]], faults: Sequence[str], *, bundle: Digest, revision: Digest) -> RulesVoid:
    told = "".join(f" {fault}" for fault in dict.fromkeys(faults))
    if any(said[1:] == (revision, bundle) for said in signers):
        sentence = f"One steward of the rules has signed this bundle, and two different ones are needed.{told}"
        return RulesVoid(sentence, reason="rules-once-signed")
    if any(said[1] == revision for said in signers):
        sentence = f"The bundle is not the file that was signed under its revision.{told}"
        return RulesVoid(sentence, reason="rules-edited")
    return RulesVoid(f"No listed steward of the rules has signed this bundle.{told}", reason="rules-unsigned")
