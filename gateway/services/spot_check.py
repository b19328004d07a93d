"""Spot checks: drawn by the ledger itself, remarked on item by item, signed off by an auditor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gateway.domain import bodies
from gateway.domain.actor import Actor
from gateway.domain.audit import Event, LedgerLine
from gateway.domain.errors import Invalid
from gateway.domain.sought import Sought
from gateway.domain.spot_check import Drawn, Remark, SignOff, SpotCheck, Verdict, drawn, seed_of
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Kind

PIECE = 500
"""So many lines are looked at together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotCheckRoom:
    """What an auditor looks at without choosing it. One that is not finished is due."""

    desk: Desk

    def draw(self, sought: Sought, *, of: Drawn, size: int, by: Actor) -> SpotCheck:
        """
        Draw so many lines that answer the question, or permits whose issuing does, by the digest of the last line.

        Fewer where there are no more. Raises Invalid (nothing-to-draw).
        """
        id = self.desk.ids.new("spot-check")
        with self.desk.act("draw-spot-check", by=by, on=id) as act:
            act.may()
            with self.desk.open_work() as work:
                head = work.ledger.head()
            population = list(self._population(sought, of, last=head.sequence)) if head else []
            if head is None or not population:
                raise Invalid("There is nothing of that to draw from.", where="", reason="nothing-to-draw")
            seed = seed_of(head.digest, of=of, size=size, question=sought.codes())
            check = SpotCheck(
                id=id,
                of=of,
                question=sought.codes(),
                head=head.sequence,
                seed=seed,
                population=len(population),
                items=drawn(population, seed=seed, size=size),
                by=by.id,
                on=act.today,
            )
            paper = act.sign(Kind.SPOT_CHECK, bodies.spot_check(check))
            check = replace(check, paper=paper.digest)
            act.work.spot_checks.add(check)
            codes = (of.value, str(size), *check.question)
            act.work.commit(act.entry(Event.SPOT_CHECK_DRAWN, because=codes, papers=(paper.digest,)))
        return check

    def remark(self, id: str, *, item: str, verdict: Verdict, note: str, by: Actor) -> SpotCheck:
        """What was found about one item; a later remark on it takes the place of an earlier. Raises as `remarked`."""
        with self.desk.act("remark", by=by, on=id) as act:
            act.may()
            check = act.work.spot_checks.get(id)
            remark = Remark(item=item, verdict=verdict, note=note, by=by.id, on=act.today)
            check = act.work.spot_checks.save(check.remarked(remark))
            act.work.commit(act.entry(Event.SPOT_CHECK_REMARKED, because=(item, verdict.value)))
        return check

    def sign_off(self, id: str, *, conclusion: str, by: Actor) -> SpotCheck:
        """Say what the check came to: everything drawn has a remark by then. Raises StepRefused, Invalid (empty)."""
        with self.desk.act("sign-off", by=by, on=id) as act:
            act.may()
            check = act.work.spot_checks.get(id)
            sign_off = SignOff(conclusion=conclusion, by=by.id, on=act.today)
            check.signed_off(sign_off)  # a step that does not follow is told before anything is signed
            paper = act.sign(Kind.SPOT_CHECK_SIGN_OFF, bodies.spot_check_sign_off(sign_off, check=check))
            check = act.work.spot_checks.save(check.signed_off(replace(sign_off, paper=paper.digest)))
            act.work.commit(act.entry(Event.SPOT_CHECK_SIGNED_OFF, papers=(paper.digest,)))
        return check

    def read(self, id: str, *, by: Actor) -> tuple[SpotCheck, Mapping[str, LedgerLine]]:
        """One check, and the lines that were drawn, by item. Raises NotFound, LedgerBroken."""
        with self.desk.act("read-spot-checks", by=by, on=id) as act:
            act.may()
            check = act.work.spot_checks.get(id)
            places = [int(item) for item in check.items] if check.of is Drawn.LINES else []
            found = [line for at in places for line in act.work.ledger.found(Sought(), after=at - 1, limit=1)]
            act.work.commit(act.entry(Event.SPOT_CHECKS_READ))
        return check, {str(line.sequence): line for line in found}

    def list(self, *, after: str | None, limit: int, by: Actor) -> Sequence[SpotCheck]:
        """At most `limit`, finished ones too, in the order of their ids, beginning after `after`."""
        with self.desk.act("read-spot-checks", by=by, on="spot-checks") as act:
            act.may()
            checks = act.work.spot_checks.page(after=after, limit=limit)
            act.work.commit(act.entry(Event.SPOT_CHECKS_READ))
        return checks

    def _population(self, sought: Sought, of: Drawn, *, last: int) -> Iterator[str]:
        """Each piece with a look of its own at the store."""
        asked = replace(sought, event=Event.PERMIT_ISSUED) if of is Drawn.PERMITS else sought
        after = -1
        while True:
            with self.desk.open_work() as work:
                lines = work.ledger.found(asked, after=after, before=last + 1, limit=PIECE)
                if of is Drawn.PERMITS:
                    issued = [(line, work.permits.find(access_request=line.entry.subject)) for line in lines]
                    yield from [one.id for line, permits in issued for one in permits if one.paper in line.entry.papers]
                else:
                    yield from [str(line.sequence) for line in lines]
            if not lines:
                return
            after = lines[-1].sequence
