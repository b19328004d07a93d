"""Extraction: the order of a permit, put into the order box; and what the data plane tells of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from catalog.selection import ChosenColumn
from gateway.domain import facts as fact
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.audit import Event
from gateway.domain.delivery import Extract, Progress
from gateway.domain.errors import NeighbourUnavailable, Refused, StepRefused
from gateway.domain.note_check import NoteCheck
from gateway.domain.permit import Permit
from gateway.ports.clock import swedish_day
from gateway.ports.rules import Question
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.services.order import order_of
from spark_jobs.papers.manifest import DrawnNotes, Manifest, RoundedCount, Status
from spark_jobs.papers.note_samples import NoteSample
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a researcher is told of an extract; `rows` by `dataset.table`."""

    cohort_persons: RoundedCount
    delivered_persons: RoundedCount
    rows: Mapping[str, RoundedCount]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRoom:
    """The third paper is written here; the fourth comes back."""

    desk: Desk

    def due(self) -> Sequence[str]:
        """The permits that are valid today, have no order yet, and which nothing holds."""
        today = swedish_day(self.desk.clock.now())
        with self.desk.open_work() as work:
            return [permit.id for permit in work.permits.find(due="order") if permit.valid_from <= today]

    def order(self, permit_id: str, *, by: Actor = HOUSE) -> Extract:
        """
        Order the extract of a permit, once.

        Raises Refused (the permit, unless it is revoked or replaced, is then held until somebody asks again),
        StepRefused for a second order, Invalid where a register of the namespace is missing, NeighbourUnavailable.
        """
        with self.desk.act("order", by=by, on=permit_id) as act:
            permit = act.work.permits.get(permit_id)
            if permit.paper is None or act.work.extracts.find(permit=permit_id):
                raise StepRefused("This permit is ordered already.")
            columns = act.columns(permit.selection)
            facts = self._facts(act, permit, columns)
            act.may(**facts)
            try:
                ruling = act.ask_about(permit, Question.ORDER, **facts)
            except Refused as refused:
                if not permit.is_ended:  # a revoked or replaced one waits for nobody
                    act.work.permits.save(replace(permit, held_because=refused.because))
                    act.work.commit(act.entry(Event.PERMIT_HELD, because=refused.because))
                raise
            order = order_of(act, permit, columns, paper=permit.paper, ruling=ruling)
            paper = act.sign(Kind.EXTRACTION_ORDER, order.as_json())
            ruled = act.ruling_paper(ruling, about=(permit.paper, paper.digest), **facts)
            extract = Extract(
                id=order.order,
                permit=permit.id,
                project=permit.project,
                progress=Progress.ORDERED,
                order=paper.digest,
                rulings=(ruled.digest,),
                ordered_at=act.now,
                workspace=f"workspace-{permit.id}",
            )
            act.work.extracts.add(extract)
            # Both orders made at once would be the first, were it not for the permit's revision.
            act.work.permits.save(replace(permit, ordered=True))
            act.work.outbox.add(order.order, paper)
            act.work.commit(act.entry(Event.EXTRACT_ORDERED, on=extract.id, papers=(paper.digest, ruled.digest)))
        return extract

    def running(self) -> Sequence[str]:
        """The orders that the data plane has not finished."""
        with self.desk.open_work() as work:
            return [extract.id for extract in work.extracts.find(due="follow")]

    def follow(self, id: str, *, by: Actor = HOUSE) -> Extract:
        """
        Take in what the data plane has signed since the last look: statuses, then the manifest.

        Nothing new leaves no entry. Raises NeighbourUnavailable for an answer that cannot be believed.
        """
        with self.desk.act("receive", by=by, on=id) as act:
            extract = act.work.extracts.get(id)
            act.project = extract.project
            statuses = self._statuses(extract)
            manifest = self.desk.box.manifest(id)
            if not statuses and manifest is None:
                return extract
            act.may(**act.about_project(act.work.projects.get(extract.project)))
            entries = []
            for status in statuses:
                extract = _told(extract, status)
                event = Event.EXTRACT_FAILED if extract.progress is Progress.FAILED else Event.EXTRACT_FOLLOWED
                because = (status.code,) if status.code else ()
                entries.append(act.entry(event, because=because, journal_head=Digest(status.journal_head)))
            if manifest is not None and extract.progress in {Progress.ORDERED, Progress.RUNNING}:
                extract, body = self._received(act, extract, manifest)
                entries.append(
                    act.entry(Event.EXTRACT_RECEIVED, papers=(manifest.digest,), journal_head=Digest(body.journal_head))
                )
            if not entries:
                return extract
            extract = act.work.extracts.save(extract)
            act.work.commit(entries[0], *entries[1:])
        return extract

    def read(self, id: str, *, by: Actor) -> Extract:
        """Where an ordered extract is. Looking leaves an entry too."""
        with self.desk.act("read", by=by, on=id) as act:
            extract = act.work.extracts.get(id)
            self._may_read(act, extract.permit)
            act.work.commit(act.entry(Event.EXTRACT_READ))
        return extract

    def extracts_of(self, permit: str, *, by: Actor) -> Sequence[Extract]:
        """The orders of a permit: none or one."""
        with self.desk.act("read", by=by, on=permit) as act:
            self._may_read(act, permit)
            extracts = act.work.extracts.find(permit=permit)
            act.work.commit(act.entry(Event.EXTRACT_READ))
        return extracts

    def attrition(self, id: str, *, by: Actor) -> Manifest:
        """
        The manifest with its exact counts by reason: for controllers, coordinators and auditors, not for researchers.

        Raises StepRefused where there is none yet.
        """
        with self.desk.act("read-attrition", by=by, on=id) as act:
            extract = act.work.extracts.get(id)
            self._may_read(act, extract.permit)
            if extract.manifest is None:
                raise StepRefused("There is no manifest yet.")
            manifest = Manifest.of(act.work.papers.get(extract.manifest))
            act.work.commit(act.entry(Event.EXTRACT_READ, papers=(extract.manifest,)))
        return manifest

    def totals(self, id: str, *, by: Actor) -> Totals:
        """
        For whoever may read the extract: totals from which no small difference can be had, and no count by reason.

        Raises StepRefused where there is no manifest yet.
        """
        with self.desk.act("read", by=by, on=id) as act:
            extract = act.work.extracts.get(id)
            self._may_read(act, extract.permit)
            if extract.manifest is None:
                raise StepRefused("There is no manifest yet.")
            manifest = Manifest.of(act.work.papers.get(extract.manifest))
            controllers = act.work.permits.get(extract.permit).controllers
            act.work.commit(act.entry(Event.EXTRACT_READ))
        rounded = partial(RoundedCount.rounded, threshold=self.desk.threshold(controllers))
        return Totals(
            cohort_persons=rounded(manifest.cohort_persons),
            delivered_persons=rounded(manifest.delivered_persons),
            rows={f"{table.dataset}.{table.table}": rounded(table.rows) for table in manifest.tables},
        )

    def progress_of(self, id: str) -> Progress:
        """Where it is and nothing else, without an entry: for a caller who was let in and waits for the next step."""
        with self.desk.open_work() as work:
            return work.extracts.get(id).progress

    def _may_read(self, act: Act, permit: str) -> None:
        request = act.work.access_requests.get(act.work.permits.get(permit).access_request)
        act.may(**act.about_request(request, act.columns(request.application.selection)))

    def _facts(self, act: Act, permit: Permit, columns: Sequence[ChosenColumn]) -> dict[str, object]:
        request = act.work.access_requests.get(permit.access_request)
        asked = act.columns(request.application.selection)
        reviews = [r for r in act.work.reviews.find(access_request=request.id) if r.version == permit.version]
        return {
            **act.about_request(request, asked),
            "permit": fact.of_permit(permit, parts=reviews, columns=columns),
        }

    def _statuses(self, extract: Extract) -> Sequence[Status]:
        papers = self.desk.box.statuses(extract.id, after=extract.seen_status)
        statuses = [self.desk.read(Status, paper, kind=Kind.STATUS) for paper in papers]
        seen = extract.seen_status
        for status in statuses:
            # What lies under a name is not thereby of that name: an old status, or another order's, is no news.
            if status.order != extract.id or status.sequence <= seen:
                raise NeighbourUnavailable("order-box", "A status lies in a place that is not its own.")
            seen = status.sequence
        return statuses

    def _received(self, act: Act, extract: Extract, paper: SignedPaper) -> tuple[Extract, Manifest]:
        manifest = self.desk.read(Manifest, paper, kind=Kind.MANIFEST)
        permit = act.work.permits.get(extract.permit)
        answered = (manifest.order, manifest.order_digest, manifest.permit, manifest.project)
        if answered != (extract.id, extract.order, permit.paper, extract.project):
            raise NeighbourUnavailable("order-box", "The manifest answers another order.")
        act.work.papers.add(paper)
        for line in manifest.note_samples:
            self._keep_sample(act, extract, line)
        return replace(extract.at(Progress.EXTRACTED), manifest=paper.digest, because=()), manifest

    def _keep_sample(self, act: Act, extract: Extract, line: DrawnNotes) -> None:
        """The sealed sample that the manifest names, as it came: nobody here can open it."""
        paper = self.desk.box.note_sample(extract.id, controller=line.controller)
        if paper is None:
            raise NeighbourUnavailable("order-box", "The manifest names a sample of notes that is not there.")
        said, content = self.desk.read(NoteSample, paper, kind=Kind.NOTE_SAMPLE), paper.to_json()
        if (said.order, said.controller, digest_of(content)) != (extract.id, line.controller, line.sha256):
            raise NeighbourUnavailable("order-box", "A sample of notes is not the one that the manifest names.")
        act.work.documents.add(Digest(line.sha256), content)
        check = NoteCheck.of_line(line, extract=extract.id, permit=extract.permit, project=extract.project)
        act.work.note_checks.add(check)


def _told(extract: Extract, status: Status) -> Extract:
    extract = replace(extract, seen_status=status.sequence)
    match status.state:
        case "refused" | "failed" if extract.progress is not Progress.FAILED:
            because = tuple(text for text in (status.code, status.sentence) if text)
            return replace(extract.at(Progress.FAILED), because=because)
        case "running" | "taken" if extract.progress in {Progress.ORDERED, Progress.RUNNING}:
            # With a code it is being tried again: whoever waits is told why it takes so long.
            because = tuple(text for text in (status.code, status.sentence) if text)
            begun = extract.at(Progress.RUNNING) if extract.progress is Progress.ORDERED else extract
            return replace(begun, because=because)
        case _:
            return extract
