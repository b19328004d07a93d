"""Letters: which there are about a request or a permit, and one of them as a file. Each is made from papers alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.chain import signed_on
from gateway.domain.errors import LedgerBroken, NotFound
from gateway.domain.letter import Available, Behind, LetterKind
from gateway.domain.permit import Permit
from gateway.services.act import Act
from gateway.services.desk import Desk
from gateway.words.language import Language
from gateway.words.letters import letter
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, SignedPaper

Held = tuple[SignedPaper, date]
Found = tuple[LetterKind, str, Digest | None]
"""Which letter, about whose decision, and the paper that it tells of where there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterRoom:
    """Whoever may read a request or a permit may read its letters."""

    desk: Desk

    def letters_of_request(self, id: str, *, by: Actor) -> Sequence[Available]:
        """Every letter about the request's present version, and the one that last sent it back."""
        with self.desk.act("read", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            found = self._available(act, _about_request(act, request))
            act.work.commit(act.entry(Event.REQUEST_READ))
        return found

    def request_letter(self, id: str, *, kind: LetterKind, of: str, language: Language, by: Actor) -> bytes:
        """
        That letter as a file; `of` names the controller or the biobank whose decision it is about.

        Raises NotFound where there is no such letter, LedgerBroken where a paper behind it does not hold.
        """
        with self.desk.act("read", by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            papers = [_chosen(_about_request(act, request), kind, of)]
            if kind is LetterKind.REFUSAL:
                decided = {LetterKind.DECISION, LetterKind.SAMPLES}
                papers += [digest for one, _, digest in _about_request(act, request) if digest and one in decided]
            made = self._made(act, papers, language)
            act.work.commit(act.entry(Event.LETTER_READ, because=(kind.value, *([of] if of else []))))
        return made

    def letters_of_permit(self, id: str, *, by: Actor) -> Sequence[Available]:
        """Every letter about the permit."""
        with self.desk.act("read", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            request = act.work.access_requests.get(permit.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            found = self._available(act, _about_permit(act, permit))
            act.work.commit(act.entry(Event.PERMIT_READ))
        return found

    def permit_letter(self, id: str, *, kind: LetterKind, language: Language, by: Actor) -> bytes:
        """That letter as a file. Raises as `request_letter`."""
        with self.desk.act("read", by=by, on=id) as act:
            permit = act.work.permits.get(id)
            request = act.work.access_requests.get(permit.access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            made = self._made(act, [_chosen(_about_permit(act, permit), kind, "")], language)
            act.work.commit(act.entry(Event.LETTER_READ, because=(kind.value,)))
        return made

    def _available(self, act: Act, found: Iterator[Found]) -> Sequence[Available]:
        return [
            Available(kind=kind, of=of, paper=digest, day=self._held(act, digest)[1])
            for kind, of, digest in found
            if digest is not None
        ]

    def _made(self, act: Act, papers: Sequence[Digest], language: Language) -> bytes:
        first = [self._held(act, digest)[0] for digest in papers]
        behind = Behind.gathered(first, lambda digest: self._held(act, digest)[0])
        return self.desk.typesetter.typeset(letter(behind, language))

    def _held(self, act: Act, digest: Digest) -> Held:
        """The paper of that digest with its day, once its signature holds. Raises LedgerBroken."""
        try:
            paper = act.work.papers.get(digest)
            day = signed_on(paper)
            if day is None:
                raise LedgerBroken([f"the {paper.kind} {digest} does not say when it was signed"])
            self.desk.trust.verify(paper, on=day)
        except (NotFound, PaperError) as broken:
            raise LedgerBroken([f"the paper {digest} does not hold: {broken.sentence}"]) from None
        return paper, day


def _about_request(act: Act, request: AccessRequest) -> Iterator[Found]:
    for review in act.work.reviews.find(access_request=request.id):
        if review.version == request.version:
            yield LetterKind.DECISION, review.controller, review.paper
    for decision in request.samples:
        yield LetterKind.SAMPLES, decision.biobank, decision.paper
    yield LetterKind.RETURN, "", request.return_paper
    if request.status is Status.REFUSED:
        yield LetterKind.REFUSAL, "", request.paper


def _about_permit(act: Act, permit: Permit) -> Iterator[Found]:
    yield LetterKind.PERMIT, "", permit.paper
    answers = [extension.answer for extension in permit.extensions if extension.answer is not None]
    if answers:
        yield LetterKind.EXTENSION, "", answers[-1].paper
    if permit.revocation is not None:
        yield LetterKind.REVOCATION, "", permit.revocation.paper
    for workspace in act.work.workspaces.find(permit=permit.id):
        yield LetterKind.DELETION, "", workspace.certificate


def _chosen(found: Iterator[Found], kind: LetterKind, of: str) -> Digest:
    for one, whose, digest in found:
        if (one, whose) == (kind, of) and digest is not None:
            return digest
    raise NotFound("There is no such letter.")
