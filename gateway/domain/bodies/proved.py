"""What proves it: receipts, heads of the ledger, what was written down from it, and spot checks."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from gateway.domain.audit import LedgerLine
from gateway.domain.bodies.form import Body
from gateway.domain.spot_check import SignOff, SpotCheck
from spark_jobs.papers.paper import Digest


def receipt(
    *,
    permit: Digest,
    manifest: Digest,
    delivery_order: Digest,
    confirmation: Digest,
    rulings: Sequence[Digest],
    workspace: str,
    at: datetime,
) -> Body:
    """The proof of a delivery: every paper behind it, by digest, the rulings at order and delivery too."""
    return {
        "permit": permit,
        "manifest": manifest,
        "delivery_order": delivery_order,
        "confirmation": confirmation,
        "rulings": list(rulings),
        "workspace": workspace,
        "received_at": at.isoformat(),
    }


def ledger_head(*, sequence: int, digest: Digest, at: datetime) -> Body:
    """Where the ledger stood."""
    return {"sequence": sequence, "digest": digest, "at": at.isoformat()}


def ledger_export(
    *, question: Sequence[str], form: str, language: str, head: LedgerLine, content: Digest, by: str, at: datetime
) -> Body:
    """What lines were written down for somebody, up to which line; `content` is the digest of the bytes."""
    return {
        "question": list(question),
        "form": form,
        "language": language,
        "head": {"sequence": head.sequence, "digest": head.digest},
        "content": content,
        "by": by,
        "made_at": at.isoformat(),
    }


def spot_check(check: SpotCheck) -> Body:
    """What was drawn, out of how many, by which seed."""
    return {
        "spot_check": check.id,
        "of": check.of.value,
        "question": list(check.question),
        "head": check.head,
        "seed": check.seed,
        "population": check.population,
        "items": list(check.items),
        "by": check.by,
        "on": check.on.isoformat(),
    }


def spot_check_sign_off(sign_off: SignOff, *, check: SpotCheck) -> Body:
    """What the check came to, with every remark."""
    remarks = [{**asdict(remark), "on": remark.on.isoformat()} for remark in check.remarks]
    return {
        "spot_check": check.id,
        "follows": check.paper,
        "remarks": remarks,
        "conclusion": sign_off.conclusion,
        "by": sign_off.by,
        "on": sign_off.on.isoformat(),
    }
