"""A ruling asked again: the same facts, the same question, and whether the answer is still the same."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gateway.domain.ruling import Ruling
from spark_jobs.papers.paper import Digest, SignedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """
    The ruling on its paper beside the ruling of today: `lost` grounds are found no more, `gained` ones are found now.

    `policies`, a revision, made it; `other_policies`: not those that were asked now. `made_by` and `asked_of` are the
    engines with their versions; a paper from before the version was kept names its engine alone.
    """

    ruling: Digest
    question: str
    asked_on: str
    allowed: bool
    allows: bool
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    exclusions_differ: bool
    policies: str
    other_policies: bool
    made_by: str
    asked_of: str

    @property
    def turned(self) -> bool:
        """A yes has become a no, or a no a yes."""
        return self.allowed != self.allows

    @property
    def same(self) -> bool:
        """Nothing in the answer is another."""
        return not (self.turned or self.lost or self.gained or self.exclusions_differ)

    @classmethod
    def of(cls, paper: SignedPaper, ruling: Ruling) -> "Replay":
        """`ruling` is the answer that the facts on the paper got now."""
        body = paper.body
        before, now = missing_of(body), ruling.missing
        return cls(
            ruling=paper.digest,
            question=str(body["question"]),
            asked_on=str(body["asked_on"]),
            allowed=body["allows"] is True,
            allows=ruling.allows,
            lost=tuple(sorted(now - before)),
            gained=tuple(sorted(before - now)),
            exclusions_differ=_left_out(ruling) != (body["exclusions"], body.get("objections", [])),
            policies=str(body["policy"]),
            other_policies=body["policy"] != ruling.policy_digest,
            made_by=f"{body['engine']} {body.get('engine_version', '')}".rstrip(),
            asked_of=f"{ruling.engine} {ruling.engine_version}",
        )


def _left_out(ruling: Ruling) -> tuple[list[str], list[dict[str, str]]]:
    return sorted(ruling.exclusions), [asdict(objection) for objection in ruling.objections]


def missing_of(body: Mapping[str, Any]) -> frozenset[str]:
    """The grounds that were required on that paper and not found."""
    return frozenset(body["required_grounds"]) - frozenset(body["grounds"])
