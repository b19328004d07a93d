"""The rooms, listed in the order data passes through them; and the house's own round through them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from gateway.domain.errors import GatewayError, Refused
from gateway.services.access_request import AccessRequestRoom
from gateway.services.assignment import AssignmentRoom
from gateway.services.audit import AuditRoom
from gateway.services.barring import BarringRoom
from gateway.services.conversation import ConversationRoom
from gateway.services.deadline import DeadlineRoom
from gateway.services.decision import DecisionRoom
from gateway.services.delivery import DeliveryRoom
from gateway.services.deputyship import DeputyshipRoom
from gateway.services.desk import Desk
from gateway.services.document import DocumentRoom
from gateway.services.extraction import ExtractionRoom
from gateway.services.ledger import LedgerRoom
from gateway.services.letter import LetterRoom
from gateway.services.looking import looking
from gateway.services.note_check import NoteCheckRoom
from gateway.services.objection import ObjectionRoom
from gateway.services.offer import OfferRoom
from gateway.services.overview import OverviewRoom
from gateway.services.permit import PermitRoom
from gateway.services.project import ProjectRoom
from gateway.services.spot_check import SpotCheckRoom
from gateway.services.workspace import WorkspaceRoom


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Every verb is in one of these rooms."""

    desk: Desk
    project: ProjectRoom
    document: DocumentRoom
    barring: BarringRoom
    deputyship: DeputyshipRoom
    assignment: AssignmentRoom
    access_request: AccessRequestRoom
    conversation: ConversationRoom
    decision: DecisionRoom
    permit: PermitRoom
    extraction: ExtractionRoom
    note_check: NoteCheckRoom
    delivery: DeliveryRoom
    workspace: WorkspaceRoom
    objection: ObjectionRoom
    deadline: DeadlineRoom
    letter: LetterRoom
    ledger: LedgerRoom
    audit: AuditRoom
    spot_check: SpotCheckRoom
    offer: OfferRoom
    overview: OverviewRoom

    @classmethod
    def of(cls, desk: Desk) -> "House":
        """All rooms around one desk."""
        return cls(
            desk=desk,
            project=ProjectRoom(desk=desk),
            document=DocumentRoom(desk=desk),
            barring=BarringRoom(desk=desk),
            deputyship=DeputyshipRoom(desk=desk),
            assignment=AssignmentRoom(desk=desk),
            access_request=AccessRequestRoom(desk=desk),
            conversation=ConversationRoom(desk=desk),
            decision=DecisionRoom(desk=desk),
            permit=PermitRoom(desk=desk),
            extraction=ExtractionRoom(desk=desk),
            note_check=NoteCheckRoom(desk=desk),
            delivery=DeliveryRoom(desk=desk),
            workspace=WorkspaceRoom(desk=desk),
            objection=ObjectionRoom(desk=desk),
            deadline=DeadlineRoom(desk=desk),
            letter=LetterRoom(desk=desk),
            ledger=LedgerRoom(desk=desk),
            audit=AuditRoom(desk=desk),
            spot_check=SpotCheckRoom(desk=desk),
            offer=OfferRoom(desk=desk),
            overview=OverviewRoom(desk=desk),
        )

    @contextmanager
    def looking(self) -> Iterator["House"]:
        """The same rooms for one look by one person; see `services/looking.py`. Raises NeighbourUnavailable."""
        with looking(self.desk) as desk:
            yield House.of(desk)

    def round(self) -> Sequence[GatewayError]:
        """
        What the house does by itself, once: issue, order, send, follow, deliver, receive, sweep, ask, hear, remind.

        Nothing while another house on the same store goes its round. One subject's trouble does not keep the next from
        its turn: the troubles are returned, and each has left its entry. A refusal is no trouble: it holds its subject
        until somebody asks again.
        """
        troubles: list[GatewayError] = []
        self._try(partial(self._in_turn, troubles), troubles)
        return troubles

    def _in_turn(self, troubles: list[GatewayError]) -> None:
        with self.desk.turns.take() as ours:
            if not ours:
                return
            self._each(self.permit.due, self.permit.issue, troubles)
            self._each(self.extraction.due, self.extraction.order, troubles)
            self._try(self.send, troubles)
            self._each(self.extraction.running, self.extraction.follow, troubles)
            self._each(self.delivery.due, self.delivery.deliver, troubles)
            self._each(self.workspace.due, self.workspace.sweep, troubles)
            self._try(lambda: troubles.extend(self.workspace.sweep_all()), troubles)
            self._try(lambda: troubles.extend(self.objection.ask_all()), troubles)
            self._try(self.send, troubles)
            self._each(self.workspace.unsettled, self._settle, troubles)
            self._each(self.objection.waiting, self.objection.hear, troubles)
            self._each(self.delivery.under_way, self._receive, troubles)
            self._try(lambda: troubles.extend(self.deadline.remind()), troubles)

    def send(self) -> None:
        """Put what the outbox holds into the order box. Raises NeighbourUnavailable; what was not sent stays."""
        with self.desk.open_work() as work:
            for name, paper in work.outbox.waiting():
                self.desk.box.put(name, paper)
                work.outbox.sent(name)

    def _receive(self, id: str) -> None:
        extract = self.delivery.receive(id)
        if extract.receipt is None:
            return
        self.ledger.keep_head()
        # What changed while it was delivered closes it now: nobody gets in until the next round comes by.
        if extract.workspace in self.workspace.due():
            self.workspace.sweep(extract.workspace)
            self.send()

    def _settle(self, id: str) -> None:
        if self.workspace.settle(id).certificate is not None:
            self.ledger.keep_head()

    def _each(
        self, due: Callable[[], Sequence[str]], verb: Callable[[str], object], troubles: list[GatewayError]
    ) -> None:
        subjects: list[str] = []
        self._try(lambda: subjects.extend(due()), troubles)
        for subject in subjects:
            self._try(partial(verb, subject), troubles)

    def _try(self, verb: Callable[[], object], troubles: list[GatewayError]) -> None:
        try:
            verb()
        except Refused:
            return
        except GatewayError as trouble:
            troubles.append(trouble)
