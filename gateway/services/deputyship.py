"""Deputies: a steward names one for a time, and ends it early; whoever decides in another's place names nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.model import ControllerId
from gateway.domain import bodies
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.deputyship import Deputyship
from gateway.domain.ending import Ending
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyshipRoom:
    """What is on record here the rules are told of whenever the deputy acts."""

    desk: Desk

    def name(
        self, *, controller: ControllerId, deputy: str, because: str, begins: date, until: date, by: Actor
    ) -> Deputyship:
        """
        Name somebody who decides for that controller in the actor's place, both days inside.

        Raises Refused for whoever does not answer for the controller themselves, Invalid (empty, own-deputy,
        dates-order).
        """
        id = self.desk.ids.new("deputyship")
        with self.desk.act("name-deputy", by=by, on=id) as act:
            act.may(deputyship={"controller": controller})
            deputyship = Deputyship(
                id=id,
                controller=controller,
                steward=by.id,
                deputy=deputy,
                because=because,
                begins=begins,
                until=until,
                on=act.today,
            )
            paper = act.sign(Kind.DEPUTYSHIP, bodies.deputyship(deputyship))
            deputyship = replace(deputyship, paper=paper.digest)
            act.work.deputyships.add(deputyship)
            act.work.commit(act.entry(Event.DEPUTY_NAMED, papers=(paper.digest,)))
        return deputyship

    def end(self, id: str, *, because: str, by: Actor) -> Deputyship:
        """
        End a deputyship before its time, for a reason: from now on it lends nothing. What was decided stands.

        Raises StepRefused as `Deputyship.ended`, Invalid (empty), Stale where the deputy decides at this moment.
        """
        with self.desk.act("end-deputyship", by=by, on=id) as act:
            deputyship = act.work.deputyships.get(id)
            act.may(deputyship={"controller": deputyship.controller})
            ending = Ending(because=because, by=by.id, on=act.today)
            deputyship.ended(ending)  # a step that does not follow is told before anything is signed
            paper = act.sign(Kind.DEPUTYSHIP_ENDING, bodies.deputyship_ending(ending, deputyship=deputyship))
            deputyship = act.work.deputyships.save(deputyship.ended(replace(ending, paper=paper.digest)))
            act.work.commit(act.entry(Event.DEPUTYSHIP_ENDED, papers=(paper.digest,)))
        return deputyship

    def list(self, *, controller: ControllerId, after: str | None, limit: int, by: Actor) -> Sequence[Deputyship]:
        """At most `limit` of that controller's, ended and past ones too, in the order of their ids, after `after`."""
        with self.desk.act("read-deputyships", by=by, on=controller) as act:
            act.may(part={"controller": controller})
            found = act.work.deputyships.page(after=after, limit=limit, where={"controller": [controller]})
            act.work.commit(act.entry(Event.DEPUTYSHIPS_READ))
        return found
