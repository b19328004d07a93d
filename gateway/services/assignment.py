"""Who may be what, for a time: recorded by one person, confirmed by another, ended by record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.model import ControllerId
from gateway.domain import assignment as roles
from gateway.domain import bodies
from gateway.domain.actor import Actor, Role
from gateway.domain.assignment import Assignment, Witness
from gateway.domain.audit import Event
from gateway.domain.ending import Ending
from gateway.ports.clock import swedish_day
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRoom:
    """What is on record here counts beside what somebody's sign-in says of them."""

    desk: Desk

    def acting(self, actor: Actor) -> Actor:
        """That actor, with the roles that are recorded and hold today. Raises NeighbourUnavailable."""
        with self.desk.open_work() as work:
            held = work.assignments.find(actor=actor.id)
        return roles.acting(actor, held, on=swedish_day(self.desk.clock.now()))

    def assign(
        self,
        *,
        actor: str,
        role: Role,
        controllers: Sequence[ControllerId] = (),
        biobanks: Sequence[str] = (),
        because: str,
        begins: date,
        until: date,
        by: Actor,
    ) -> Assignment:
        """
        Put on record that somebody is to have a role. They have it once a third person has confirmed it.

        Raises Invalid (empty, dates-order, role-reach, own-role).
        """
        id = self.desk.ids.new("assignment")
        with self.desk.act("assign", by=by, on=id) as act:
            act.may()
            made = Assignment(
                id=id,
                actor=actor,
                role=role,
                controllers=tuple(controllers),
                biobanks=tuple(biobanks),
                because=because,
                begins=begins,
                until=until,
                by=by.id,
                on=act.today,
            )
            paper = act.sign(Kind.ASSIGNMENT, bodies.assignment(made))
            made = replace(made, paper=paper.digest)
            act.work.assignments.add(made)
            act.work.commit(act.entry(Event.ROLE_ASSIGNED, papers=(paper.digest,)))
        return made

    def confirm(self, id: str, *, by: Actor) -> Assignment:
        """Confirm a role that somebody else recorded for a third. Raises StepRefused as `Assignment.confirmed`."""
        with self.desk.act("confirm-assignment", by=by, on=id) as act:
            act.may()
            made = act.work.assignments.get(id)
            witness = Witness(by=by.id, on=act.today)
            made.confirmed(witness)  # a step that does not follow is told before anything is signed
            paper = act.sign(Kind.ASSIGNMENT_CONFIRMATION, bodies.assignment_confirmation(witness, of=made))
            made = act.work.assignments.save(made.confirmed(replace(witness, paper=paper.digest)))
            act.work.commit(act.entry(Event.ROLE_CONFIRMED, papers=(paper.digest,)))
        return made

    def end(self, id: str, *, because: str, by: Actor) -> Assignment:
        """End a role before its time, from now on. Raises StepRefused as `Assignment.ended`, Invalid (empty)."""
        with self.desk.act("end-assignment", by=by, on=id) as act:
            act.may()
            made = act.work.assignments.get(id)
            ending = Ending(because=because, by=by.id, on=act.today)
            made.ended(ending)  # a step that does not follow is told before anything is signed
            paper = act.sign(Kind.ASSIGNMENT_ENDING, bodies.assignment_ending(ending, of=made))
            made = act.work.assignments.save(made.ended(replace(ending, paper=paper.digest)))
            act.work.commit(act.entry(Event.ROLE_ENDED, papers=(paper.digest,)))
        return made

    def list(self, *, after: str | None, limit: int, by: Actor) -> Sequence[Assignment]:
        """At most `limit`, ended and past ones too, in the order of their ids, beginning after `after`."""
        with self.desk.act("read-assignments", by=by, on="assignments") as act:
            act.may()
            found = act.work.assignments.page(after=after, limit=limit)
            act.work.commit(act.entry(Event.ROLES_READ))
        return found
