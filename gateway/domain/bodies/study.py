"""What a study rests on: decisions on its ethics, and who has read, verified and accepted them."""

from datetime import date

from gateway.domain import facts as fact
from gateway.domain.amendment import Amendment
from gateway.domain.attested import Acknowledgement, Verification
from gateway.domain.bodies.form import Body
from gateway.domain.ethics import DecisionAgainst, EthicsApproval
from spark_jobs.papers.paper import Digest


def ethics_approval(approval: EthicsApproval, *, project: str, recorded_by: str, on: date) -> Body:
    """The approval as it was recorded; `raw` keeps the case number as somebody wrote it."""
    return {
        **fact.of_approval(approval),
        "raw_case_number": approval.case_number.raw,
        "project": project,
        "recorded_by": recorded_by,
        "recorded_on": on.isoformat(),
    }


def ethics_decision_against(
    decision: DecisionAgainst, *, follows: Digest, project: str, recorded_by: str, on: date
) -> Body:
    """A decision against the study as it was recorded; `follows` is the approval's paper."""
    return {
        **fact.of_decision_against(decision),
        "follows": follows,
        "raw_case_number": decision.case_number.raw,
        "project": project,
        "recorded_by": recorded_by,
        "recorded_on": on.isoformat(),
    }


def ethics_amendment(amendment: Amendment, *, follows: Digest, project: str, recorded_by: str, on: date) -> Body:
    """The amendment as it was recorded; `follows` is the paper of the decision that it changes."""
    return {
        **fact.of_amendment(amendment),
        "follows": follows,
        "raw_case_number": amendment.case_number.raw,
        "project": project,
        "recorded_by": recorded_by,
        "recorded_on": on.isoformat(),
    }


def ethics_verification(verification: Verification, *, project: str) -> Body:
    """That a record agrees with a document; `of` is the paper of the decision."""
    return {**fact.of_verification(verification), "case_number": verification.case_number, "project": project}


def ethics_acknowledgement(acknowledgement: Acknowledgement, *, project: str) -> Body:
    """That the project has taken a condition upon it; `of` is the paper of the decision."""
    return {
        "of": acknowledgement.of,
        "case_number": acknowledgement.case_number,
        "condition": acknowledgement.condition,
        "by": acknowledgement.by,
        "on": acknowledgement.on.isoformat(),
        "project": project,
    }
