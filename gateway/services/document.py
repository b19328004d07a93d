"""Documents of ethics decisions: handed in, listed, read. Only what a decision on record names by digest is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.document import Attached, same_bytes
from gateway.domain.project import Project
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Digest, digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRoom:
    """Whoever may read the approval may read its documents."""

    desk: Desk

    def keep(self, project: str, *, digest: Digest, content: bytes, by: Actor) -> Sequence[Attached]:
        """
        Keep the bytes of a document that a decision of the project names. Handing it in twice changes nothing.

        Raises Invalid: no-approval, no-document, document-digest, document-type, document-broken, document-active.
        """
        with self.desk.act("keep-document", by=by, on=project) as act:
            owner = act.work.projects.get(project)
            act.may(**act.about_project(owner))
            owner.document(digest)
            same_bytes(content, digest)
            if not act.work.documents.has(digest):
                self.desk.examiner.examine(content)
                act.work.documents.add(digest, content)
            act.work.commit(act.entry(Event.DOCUMENT_KEPT, on=digest))
            return _attached(act, owner)

    def examined(self, content: bytes) -> Digest:
        """
        The digest by which a decision would name these bytes: nothing is kept.

        Raises Invalid: document-type, document-broken, document-active.
        """
        self.desk.examiner.examine(content)
        return digest_of(content)

    def list(self, project: str, *, by: Actor) -> Sequence[Attached]:
        """Every document that the decisions on record name. Raises Invalid (no-approval)."""
        with self.desk.act("read", by=by, on=project) as act:
            owner = act.work.projects.get(project)
            act.may(**act.about_project(owner))
            found = _attached(act, owner)
            act.work.commit(act.entry(Event.PROJECT_READ))
        return found

    def read(self, project: str, *, digest: Digest, by: Actor) -> bytes:
        """The bytes. Raises NotFound where they are not kept, Invalid (no-approval, no-document)."""
        with self.desk.act("read", by=by, on=project) as act:
            owner = act.work.projects.get(project)
            act.may(**act.about_project(owner))
            content = _content(act, owner, digest)
            act.work.commit(act.entry(Event.DOCUMENT_READ, on=digest))
        return content

    def read_for_request(self, access_request: str, *, digest: Digest, by: Actor) -> bytes:
        """The same, for whoever may read a request of the project: a steward reads what its part rests on."""
        with self.desk.act("read", by=by, on=access_request) as act:
            request = act.work.access_requests.get(access_request)
            act.may(**act.about_request(request, act.columns(request.application.selection)))
            content = _content(act, act.work.projects.get(request.project), digest)
            act.work.commit(act.entry(Event.DOCUMENT_READ, on=digest))
        return content


def _attached(act: Act, project: Project) -> Sequence[Attached]:
    return [
        Attached(
            case_number=decision.case_number,
            title=document.title,
            digest=Digest(document.digest),
            kept=act.work.documents.has(Digest(document.digest)),
        )
        for decision in project.decisions()
        for document in decision.documents
    ]


def _content(act: Act, project: Project, digest: Digest) -> bytes:
    project.document(digest)
    return act.work.documents.get(digest)
