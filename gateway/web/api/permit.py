"""Permits: what was issued, its extension, its amendment, and its revocation."""

from datetime import date
from typing import Any

from fastapi import APIRouter

from gateway.domain.disclosure_review import Outcome
from gateway.domain.ethics import Consent, ConsentMode
from gateway.domain.extension import Answer, Extension
from gateway.domain.permit import Permit
from gateway.domain.revocation import Revocation
from gateway.web.api.access_request import AccessRequestOut
from gateway.web.api.application import ApplicationIn
from gateway.web.api.wire import Id, RefusalOut, Text, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.web.problems import refusals
from gateway.words.language import Language

router = APIRouter(tags=["permits"])


class ExtensionIn(Wire):
    """Until which day, that day inside, and why."""

    until: date
    because: Text


class AnswerIn(Wire):
    """What is decided on the extension that is asked for, and why."""

    outcome: Outcome
    because: Text


class AnswerOut(Wire):
    """What was decided, and the digest of its signed form."""

    outcome: str
    because: str
    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, answer: Answer) -> "AnswerOut":
        """As it was decided."""
        return cls(outcome=answer.outcome.value, because=answer.reasons, by=answer.by, on=answer.on, paper=answer.paper)


class ExtensionOut(Wire):
    """An extension that was asked for; `answer` is null until somebody has decided it."""

    until: date
    because: str
    by: str
    on: date
    paper: str | None
    answer: AnswerOut | None

    @classmethod
    def of(cls, extension: Extension) -> "ExtensionOut":
        """As it was asked for."""
        return cls(
            until=extension.until,
            because=extension.because,
            by=extension.by,
            on=extension.on,
            paper=extension.paper,
            answer=AnswerOut.of(extension.answer) if extension.answer else None,
        )


class RevocationIn(Wire):
    """Why the permit ends."""

    because: Text


class RevocationOut(Wire):
    """Who ended the permit, on which day, and why."""

    because: str
    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, revocation: Revocation) -> "RevocationOut":
        """As it was made."""
        return cls(because=revocation.because, by=revocation.by, on=revocation.on, paper=revocation.paper)


class ConsentOut(Wire):
    """How persons are asked, and the versions of the consent form that are accepted."""

    mode: ConsentMode
    versions: tuple[str, ...]

    @classmethod
    def of(cls, consent: Consent | None) -> "ConsentOut | None":
        """None for a permit from before it was kept."""
        return cls(mode=consent.mode, versions=consent.versions) if consent else None


class PermitOut(Wire):
    """
    For whom, which columns of whom, until when: it holds until `last_day`, which an extension moves.

    `held`: why the rules would not order the extract. `amends` is the permit whose place it took, `replaced_by` the
    one that took its own.
    """

    id: str
    project: str
    access_request: str
    version: int
    follows: str
    controllers: tuple[str, ...]
    datasets: tuple[str, ...]
    columns: tuple[dict[str, Any], ...]
    named_persons: tuple[str, ...]
    maximum_persons: int
    snapshots: dict[str, str]
    rests_on: tuple[str, ...]
    issued_on: date
    valid_from: date
    valid_until: date
    consent: ConsentOut | None
    last_day: date
    extensions: tuple[ExtensionOut, ...]
    revocation: RevocationOut | None
    amends: str | None
    replaced_by: str | None
    paper: str | None
    held: tuple[RefusalOut, ...]

    @classmethod
    def of(cls, permit: Permit, language: Language) -> "PermitOut":
        """As it was issued, and what became of it since."""
        return cls(
            id=permit.id,
            project=permit.project,
            access_request=permit.access_request,
            version=permit.version,
            follows=permit.follows,
            controllers=permit.controllers,
            datasets=permit.selection.datasets(),
            columns=tuple(
                {
                    "dataset": choice.dataset,
                    "table": choice.table,
                    "column": choice.column,
                    "treatment": choice.treatment,
                }
                for choice in permit.selection.columns
            ),
            named_persons=permit.named_persons,
            maximum_persons=permit.maximum_persons,
            snapshots=dict(permit.snapshots),
            rests_on=permit.rests_on,
            issued_on=permit.issued_on,
            valid_from=permit.valid_from,
            valid_until=permit.valid_until,
            consent=ConsentOut.of(permit.consent),
            last_day=permit.last_day,
            revocation=RevocationOut.of(permit.revocation) if permit.revocation else None,
            amends=permit.amends,
            replaced_by=permit.replacement.by if permit.replacement else None,
            extensions=tuple(ExtensionOut.of(extension) for extension in permit.extensions),
            paper=permit.paper,
            held=tuple(RefusalOut(**told) for told in refusals(permit.held_because, language)),
        )


@router.get("/permits/{id}")
def read_permit(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> PermitOut:
    """As it was issued, and what became of it since."""
    return PermitOut.of(rooms.permit.read(id, by=actor), language)


@router.post("/permits/{id}/extensions", status_code=201)
def ask_extension(id: Id, asked: ExtensionIn, actor: Caller, rooms: Rooms, language: Tongue) -> PermitOut:
    """Ask, for the project, that the permit hold longer: once, a month before it expires at the latest."""
    permit = rooms.permit.ask_extension(id, until=asked.until, because=asked.because, by=actor)
    return PermitOut.of(permit, language)


@router.post("/permits/{id}/extension-decisions", status_code=201)
def decide_extension(id: Id, answer: AnswerIn, actor: Caller, rooms: Rooms, language: Tongue) -> PermitOut:
    """Grant the extension that is asked for, or refuse it."""
    permit = rooms.permit.decide_extension(id, outcome=answer.outcome, reasons=answer.because, by=actor)
    return PermitOut.of(permit, language)


@router.post("/permits/{id}/amendments", status_code=201)
def amend(id: Id, written: ApplicationIn, actor: Caller, rooms: Rooms, language: Tongue) -> AccessRequestOut:
    """A new draft that asks that the permit be another: everything is written, as it would be then."""
    request = rooms.access_request.amend(id, application=written.to_domain(actor), by=actor)
    return AccessRequestOut.of(request, language)


@router.post("/permits/{id}/revocation", status_code=201)
def revoke(id: Id, revoked: RevocationIn, actor: Caller, rooms: Rooms, language: Tongue) -> PermitOut:
    """End a permit early: nothing is ordered, delivered or read under it from now on."""
    return PermitOut.of(rooms.permit.revoke(id, because=revoked.because, by=actor), language)
