"""The check of masked notes: a steward takes a sealed sample, reads it elsewhere, and says what was left in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.model import ControllerId
from gateway.domain import bodies
from gateway.domain import facts as fact
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.delivery import Progress
from gateway.domain.errors import NotFound, StepRefused
from gateway.domain.note_check import NoteCheck, NoteCheckTerms
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.services.holding import let_go
from spark_jobs.papers.note_samples import FoundInNotes
from spark_jobs.papers.paper import Kind

CHECKED = "M05-notes-checked"
"""The ground for want of which an extract is held until its notes are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCheckRoom:
    """What is sealed stays sealed here: the gateway relays it, and takes in numbers."""

    desk: Desk

    def of_extract(self, extract: str) -> Sequence[NoteCheck]:
        """Each controller's, without an entry: for a caller who was let in to read the extract."""
        with self.desk.open_work() as work:
            return sorted(work.note_checks.find(extract=extract), key=lambda one: one.controller)

    def terms(self, extract: str) -> NoteCheckTerms:
        """How the notes of that extract are to be read: as its permit says, or as the house does. Raises NotFound."""
        with self.desk.open_work() as work:
            permit = work.permits.get(work.extracts.get(extract).permit)
        return permit.note_check or self.desk.note_check

    def sample(self, extract: str, *, controller: ControllerId, by: Actor) -> bytes:
        """
        The sealed sample as it came from the runner, for that controller's steward alone. Raises NotFound.
        """
        with self.desk.act("read-note-sample", by=by, on=extract) as act:
            check = _check_of(act, extract, controller)
            act.may(**_about(act, check))
            content = act.work.documents.get(check.sample)
            act.work.commit(act.entry(Event.NOTE_SAMPLE_HANDED_OVER))
        return content

    def check(self, extract: str, *, controller: ControllerId, found: FoundInNotes, by: Actor) -> NoteCheck:
        """
        Record what the steward found. A later record takes the place of an earlier one, until the extract is delivered.

        Once every controller's sample is read, a delivery that was held for want of it is tried again. Raises NotFound,
        Refused for whoever has a part in the project, StepRefused once the delivery is ordered, and Invalid as
        `NoteCheck.checking` does.
        """
        with self.desk.act("check-notes", by=by, on=extract) as act:
            check = _check_of(act, extract, controller)
            act.may(**_about(act, check))
            held = act.work.extracts.get(extract)
            if held.progress is not Progress.EXTRACTED:
                raise StepRefused("Its notes are checked before an extract is delivered, and not afterwards.")
            lent = act.deputyship_for(controller)
            checked = check.checking(found, by=by.id, in_place_of=lent.steward if lent else None, on=act.today)
            paper = act.sign(Kind.NOTE_CHECK, bodies.note_check(checked, of=check, manifest=held.manifest))
            made = act.work.note_checks.save(replace(check, checked=replace(checked, paper=paper.digest)))
            others = [one for one in act.work.note_checks.find(extract=extract) if one.id != made.id]
            # Saved as well, so that of two controllers who record at once neither can miss that the other was the last.
            act.work.extracts.save(let_go(held, of=CHECKED) if all(one.checked for one in others) else held)
            act.work.commit(
                act.entry(Event.NOTES_CHECKED, papers=(paper.digest,), in_place_of=lent.steward if lent else None)
            )
        return made


def _check_of(act: Act, extract: str, controller: ControllerId) -> NoteCheck:
    found = [one for one in act.work.note_checks.find(extract=extract) if one.controller == controller]
    if not found:
        raise NotFound("There is no sample of notes under that name, or it is not for you to see.")
    act.part = controller
    return found[0]


def _about(act: Act, check: NoteCheck) -> dict[str, Any]:
    request = act.work.access_requests.get(act.work.permits.get(check.permit).access_request)
    described = act.desk.catalog.controllers().get(ControllerId(check.controller))
    return {
        **act.about_request(request, act.columns(request.application.selection)),
        "part": fact.of_part(check.controller, kind=described.kind if described else ""),
    }
