"""Extracts: where an order is, and what was counted."""

from collections.abc import Sequence
from datetime import datetime

from fastapi import APIRouter

from gateway.domain.delivery import PROGRESS_STEPS, Extract, Progress
from gateway.domain.objection import Heard
from gateway.domain.workspace import State, Workspace
from gateway.services.extraction import Totals
from gateway.services.house import House
from gateway.web.api.note_check import NoteCheckOut
from gateway.web.api.objection import ObjectionsOut
from gateway.web.api.wire import Id, RefusalOut, Wait, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.web.problems import refusals
from gateway.web.waiting import wait_until_other
from gateway.words.language import Language, said
from gateway.words.lifecycle import PROGRESS, WORKSPACES
from gateway.words.refusals import EXCLUSIONS
from spark_jobs.papers.manifest import Manifest, RoundedCount

router = APIRouter(tags=["extracts"])


class ExtractOut(Wire):
    """One order and what became of it. `because`: the data plane's code and sentence, where it stopped."""

    id: str
    permit: str
    project: str
    progress: str
    told: str
    ordered_at: datetime
    workspace: str
    order: str
    manifest: str | None
    receipt: str | None
    because: tuple[str, ...]
    held: tuple[RefusalOut, ...]
    workspace_state: str | None
    workspace_told: str | None
    closed: tuple[RefusalOut, ...]
    objections: ObjectionsOut | None
    note_checks: tuple[NoteCheckOut, ...]

    @classmethod
    def of(
        cls,
        extract: Extract,
        workspace: Workspace | None,
        language: Language,
        *,
        heard: Heard | None = None,
        note_checks: Sequence[NoteCheckOut] = (),
    ) -> "ExtractOut":
        """
        As it stands; `closed` says why its workspace is not open, and what to do about it; `objections` what is known
        of persons in it who have objected since it was made; `note_checks` the samples of its masked notes.
        """
        return cls(
            id=extract.id,
            permit=extract.permit,
            project=extract.project,
            progress=extract.progress.value,
            told=said(PROGRESS[extract.progress], language),
            ordered_at=extract.ordered_at,
            workspace=extract.workspace,
            order=extract.order,
            manifest=extract.manifest,
            receipt=extract.receipt,
            because=extract.because,
            held=tuple(RefusalOut(**told) for told in refusals(extract.held_because, language)),
            workspace_state=workspace.state.value if workspace else None,
            workspace_told=said(WORKSPACES[workspace.state], language) if workspace else None,
            closed=tuple(RefusalOut(**told) for told in refusals(workspace.because if workspace else (), language)),
            objections=ObjectionsOut.of(heard, language) if heard else None,
            note_checks=tuple(note_checks),
        )


class ExcludedOut(Wire):
    """So many were left out for this reason, and by which snapshot of which register."""

    kind: str
    told: str
    persons: int
    register_name: str
    snapshot: str


class TableOut(Wire):
    """Rows of one table; `rows_without_person` were left behind since nobody could be found behind them."""

    dataset: str
    table: str
    rows: int
    rows_without_person: int


class LeftBehindOut(Wire):
    """Of those delivered, how many object to that controller's rows in a way that leaves them behind."""

    controller: str
    kind: str
    told: str
    persons: int


class AttritionOut(Wire):
    """`cohort_persons` is always the sum of all exclusions and `delivered_persons`."""

    order: str
    cohort_persons: int
    exclusions: tuple[ExcludedOut, ...]
    left_behind: tuple[LeftBehindOut, ...]
    delivered_persons: int
    tables: tuple[TableOut, ...]
    notes: int
    notes_withheld: int
    text_profile: str

    @classmethod
    def of(cls, manifest: Manifest, language: Language) -> "AttritionOut":
        """The manifest's counts, each reason in words."""
        return cls(
            order=manifest.order,
            cohort_persons=manifest.cohort_persons,
            exclusions=tuple(
                ExcludedOut(
                    kind=excluded.kind,
                    told=_reason(excluded.kind, language),
                    persons=excluded.persons,
                    register_name=excluded.register_name,
                    snapshot=excluded.snapshot,
                )
                for excluded in manifest.exclusions
            ),
            left_behind=tuple(
                LeftBehindOut(
                    controller=one.controller, kind=one.kind, told=_reason(one.kind, language), persons=one.persons
                )
                for one in manifest.left_behind
            ),
            delivered_persons=manifest.delivered_persons,
            tables=tuple(
                TableOut(
                    dataset=table.dataset,
                    table=table.table,
                    rows=table.rows,
                    rows_without_person=table.rows_without_person,
                )
                for table in manifest.tables
            ),
            notes=manifest.text.notes,
            notes_withheld=manifest.text.withheld,
            text_profile=manifest.text.profile,
        )


class RoundedOut(Wire):
    """At least so many, and fewer than `below`."""

    at_least: int
    below: int | None

    @classmethod
    def of(cls, count: RoundedCount) -> "RoundedOut":
        """As the papers round it."""
        return cls(at_least=count.at_least, below=count.below)


class TotalsOut(Wire):
    """What a researcher is told: no exact number, and no count by reason."""

    cohort_persons: RoundedOut
    delivered_persons: RoundedOut
    rows: dict[str, RoundedOut]

    @classmethod
    def of(cls, totals: Totals) -> "TotalsOut":
        """As the house rounds them."""
        return cls(
            cohort_persons=RoundedOut.of(totals.cohort_persons),
            delivered_persons=RoundedOut.of(totals.delivered_persons),
            rows={name: RoundedOut.of(count) for name, count in totals.rows.items()},
        )


@router.get("/permits/{id}/extracts")
def extracts_of(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> list[ExtractOut]:
    """None or one."""
    found = rooms.extraction.extracts_of(id, by=actor)
    return [_out(rooms, extract, language) for extract in found]


@router.get("/extracts/{id}")
def read_extract(id: Id, actor: Caller, rooms: Rooms, language: Tongue, wait: Wait = 0) -> ExtractOut:
    """With `wait`, answers at the next step, or when the time is up; at once where no step follows."""
    extract, workspace = rooms.extraction.read(id, by=actor), rooms.workspace.of_extract(id)
    patience = wait if PROGRESS_STEPS[extract.progress] or (workspace and workspace.due) else 0
    before = (extract.progress, workspace.state if workspace else None)
    if wait_until_other(before, lambda: _where(rooms, id), seconds=patience):
        extract = rooms.extraction.read(id, by=actor)
    return _out(rooms, extract, language)


@router.get("/extracts/{id}/totals")
def totals(id: Id, actor: Caller, rooms: Rooms) -> TotalsOut:
    """How many, rounded: for whoever may read the extract."""
    return TotalsOut.of(rooms.extraction.totals(id, by=actor))


@router.get("/extracts/{id}/attrition")
def attrition(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> AttritionOut:
    """How many exactly, and why others were left out: for controllers, coordinators and auditors."""
    return AttritionOut.of(rooms.extraction.attrition(id, by=actor), language)


def _out(rooms: House, extract: Extract, language: Language) -> ExtractOut:
    workspace = rooms.workspace.of_extract(extract.id)
    heard = rooms.objection.of_workspace(workspace.id) if workspace else None
    checks = note_checks_of(rooms, extract.id, language)
    return ExtractOut.of(extract, workspace, language, heard=heard, note_checks=checks)


def note_checks_of(rooms: House, extract: str, language: Language) -> Sequence[NoteCheckOut]:
    """The samples of an extract's masked notes, for whoever was let in to read it; how many leave is told rounded."""
    checks = rooms.note_check.of_extract(extract)
    if not checks:
        return ()
    threshold, terms = rooms.desk.threshold([one.controller for one in checks]), rooms.note_check.terms(extract)
    return [NoteCheckOut.of(one, terms=terms, threshold=threshold, language=language) for one in checks]


def _where(rooms: House, id: str) -> tuple[Progress, State | None]:
    workspace = rooms.workspace.of_extract(id)
    return rooms.extraction.progress_of(id), workspace.state if workspace else None


def _reason(kind: str, language: Language) -> str:
    words = EXCLUSIONS.get(kind)
    if words is None:
        return kind
    return words.sv if language is Language.SV else words.en
