"""What lies among the policies for the gateway to read: the deadlines, and the parameters, put back changed."""

from pathlib import Path

from gateway.adapters.rules.deadlines import read_terms
from gateway.adapters.rules.note_checks import read_note_check
from gateway.adapters.rules.objections import read_told_kinds
from gateway.adapters.rules.parameters import read_parameters, write_parameters
from gateway.domain.deadline import Terms
from gateway.domain.errors import Misconfigured
from gateway.domain.note_check import NoteCheckTerms
from gateway.settings import Settings
from gateway.wiring.neighbours import POLICIES, read_trust
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.parameters import Parameters, SignedChange
from spark_jobs.papers.trust import TrustFile


def open_parameters(settings: Settings, trust: TrustFile | None = None) -> Parameters:
    """As they lie among the policies that rule. Raises Misconfigured, in one sentence, where they are not believed."""
    return read_parameters(settings.policies or POLICIES, trust or read_trust(settings))


def open_terms(settings: Settings) -> Terms:
    """How long each thing may take, by the policies that rule. Raises Misconfigured."""
    return read_terms(settings.policies or POLICIES)


def open_told_kinds(settings: Settings) -> tuple[str, ...]:
    """The kinds of objection that projects are told of, by the policies that rule. Raises Misconfigured."""
    return read_told_kinds(settings.policies or POLICIES)


def open_note_check(settings: Settings) -> NoteCheckTerms:
    """How masked notes are read before a delivery, by the policies that rule. Raises Misconfigured."""
    return read_note_check(settings.policies or POLICIES)


def change_parameters(settings: Settings, signed: SignedChange, *, write: bool) -> tuple[Parameters, Path]:
    """
    The parameters after a change, and their place; written there only if asked.

    Raises Misconfigured where the change is not signed by two stewards, or does not follow on what holds.
    """
    trust, policies = read_trust(settings), settings.policies or POLICIES
    standing = read_parameters(policies, trust)
    try:
        changed = standing.changed(signed, trust)
    except PaperError as refused:
        raise Misconfigured(f"The change is not believed: {refused.sentence}") from None
    return changed, write_parameters(policies, changed) if write else policies
