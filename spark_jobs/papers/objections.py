"""Who has objected since an extract was made: the gateway's question, the runner's notice; neither names a person."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from spark_jobs.papers.body import Body, DigestText, Moment, Name
from spark_jobs.papers.manifest import RoundedCount


class ToldObjections(Body):
    """That there is at least one person in the extract who has objected so since, and how many there are, rounded."""

    objection: Name
    persons: RoundedCount


def told_after(told: Sequence[ToldObjections], now: Mapping[str, int], *, threshold: int) -> tuple[ToldObjections, ...]:
    """
    What is to be told once so many are counted (`now`, by kind), in the order of the kinds.

    Never fewer than was `told` before, and nothing of a kind in which nobody ever objected. From one step of the
    threshold to the next nothing changes, so that no notice tells of a single person but the first of its kind.
    """
    before = {one.objection: one for one in told}
    for kind, exact in now.items():
        rounded = RoundedCount.rounded(exact, threshold=threshold)
        if exact and (kind not in before or before[kind].persons.at_least < rounded.at_least):
            before[kind] = ToldObjections(objection=kind, persons=rounded)
    return tuple(before[kind] for kind in sorted(before))


class ObjectionQuestion(Body):
    """
    Have persons in this workspace's extract objected since it was made, in one of these kinds?

    `told` is what was told of it so far, by the notice that it `follows`; before the first, it follows the receipt.
    """

    id: Name
    workspace: Name
    order: Name
    permit: DigestText
    permit_id: Name
    project: Name
    follows: DigestText
    kinds: Annotated[tuple[Name, ...], Field(min_length=1)]
    told: tuple[ToldObjections, ...]
    small_count_threshold: Annotated[int, Field(ge=3, strict=True)]
    made_at: Moment


class ObjectionNotice(Body):
    """
    What a project is told: by kind, rounded, all that was ever told of this extract and what came now.

    `registers` are those that were read, each with the digest of its content at that time.
    """

    question: DigestText
    workspace: Name
    order: Name
    permit: DigestText
    permit_id: Name
    project: Name
    follows: DigestText
    told: Annotated[tuple[ToldObjections, ...], Field(min_length=1)]
    registers: dict[str, DigestText]
    made_at: Moment
    journal_head: DigestText
