"""Who is barred from access for a time: recorded by one person, confirmed by another, lifted by record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.domain import bodies
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.barring import Barring, Confirmation, Lifting, Whom
from gateway.domain.workspace import State
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BarringRoom:
    """What is on record here the rules are told of whenever somebody asks for access, or has it."""

    desk: Desk

    def bar(
        self, *, kind: Whom, whom: str, because: str, paragraph: str, begins: date, until: date, by: Actor
    ) -> Barring:
        """
        Put on record that a person or an organisation is to be barred. Nobody is, until a second person confirms it.

        Raises Invalid (empty, dates-order, barred-too-long).
        """
        id = self.desk.ids.new("barring")
        with self.desk.act("bar", by=by, on=id) as act:
            act.may()
            barring = Barring(
                id=id,
                kind=kind,
                whom=whom,
                because=because,
                paragraph=paragraph,
                begins=begins,
                until=until,
                by=by.id,
                on=act.today,
            )
            paper = act.sign(Kind.BARRING, bodies.barring(barring))
            barring = replace(barring, paper=paper.digest)
            act.work.barrings.add(barring)
            act.work.commit(act.entry(Event.BARRING_RECORDED, papers=(paper.digest,)))
        return barring

    def confirm(self, id: str, *, by: Actor) -> Barring:
        """
        Confirm a barring that somebody else recorded: from now on the rules count it.

        Open workspaces are asked about in the house's next round. Raises StepRefused as `Barring.confirmed`.
        """
        with self.desk.act("confirm-barring", by=by, on=id) as act:
            act.may()
            barring = act.work.barrings.get(id)
            confirmation = Confirmation(by=by.id, on=act.today)
            barring.confirmed(confirmation)  # a step that does not follow is told before anything is signed
            paper = act.sign(Kind.BARRING_CONFIRMATION, bodies.barring_confirmation(confirmation, barring=barring))
            barring = act.work.barrings.save(barring.confirmed(replace(confirmation, paper=paper.digest)))
            _look_again(act)
            act.work.commit(act.entry(Event.BARRING_CONFIRMED, papers=(paper.digest,)))
        return barring

    def lift(self, id: str, *, because: str, by: Actor) -> Barring:
        """
        End a barring before its time, for a reason. What it closed is asked about in the house's next round.

        Raises StepRefused as `Barring.lifted`, Invalid (empty).
        """
        with self.desk.act("lift-barring", by=by, on=id) as act:
            act.may()
            barring = act.work.barrings.get(id)
            lifting = Lifting(because=because, by=by.id, on=act.today)
            barring.lifted(lifting)  # a step that does not follow is told before anything is signed
            paper = act.sign(Kind.BARRING_LIFTING, bodies.barring_lifting(lifting, barring=barring))
            barring = act.work.barrings.save(barring.lifted(replace(lifting, paper=paper.digest)))
            _look_again(act)
            act.work.commit(act.entry(Event.BARRING_LIFTED, papers=(paper.digest,)))
        return barring

    def list(self, *, after: str | None, limit: int, by: Actor) -> Sequence[Barring]:
        """At most `limit`, lifted and past ones too, in the order of their ids, beginning after `after`."""
        with self.desk.act("read-barrings", by=by, on="barrings") as act:
            act.may()
            barrings = act.work.barrings.page(after=after, limit=limit)
            act.work.commit(act.entry(Event.BARRINGS_READ))
        return barrings


def _look_again(act: Act) -> None:
    # Whose workspaces it concerns is for the rules to say: all are asked about, and this is done seldom.
    for state in (State.OPEN, State.CLOSING, State.CLOSED, State.OPENING):
        for workspace in act.work.workspaces.find(state=state.value):
            act.work.workspaces.save(replace(workspace, asked=True))
