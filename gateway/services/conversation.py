"""The conversation about an access request: write · read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gateway.domain import bodies
from gateway.domain.access_request import AccessRequest
from gateway.domain.actor import Actor
from gateway.domain.audit import Event
from gateway.domain.message import Message
from gateway.services.act import Act
from gateway.services.desk import Desk
from spark_jobs.papers.paper import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRoom:
    """Whoever may read the request may read what was said about it; nothing in it decides anything."""

    desk: Desk

    def write(self, id: str, *, text: str, by: Actor) -> Message:
        """A message, signed, with its entry. Raises Invalid (empty), Refused for whom it is not to write in."""
        with self.desk.act("write-message", by=by, on=id) as act:
            request = _permitted(act, id)
            message = Message(
                id=self.desk.ids.new("message"),
                access_request=id,
                version=request.version,
                by=by.id,
                acting_as=tuple(role.value for role in by.roles),
                at=act.now,
                text=text,
            )
            paper = act.sign(Kind.MESSAGE, bodies.message(message))
            message = replace(message, paper=paper.digest)
            act.work.messages.add(message)
            act.work.commit(act.entry(Event.MESSAGE_WRITTEN, papers=(paper.digest,)))
        return message

    def read(self, id: str, *, by: Actor) -> Sequence[Message]:
        """All of it, the oldest first. Looking leaves an entry too."""
        with self.desk.act("read", by=by, on=id) as act:
            _permitted(act, id)
            found = act.work.messages.find(access_request=id)
            act.work.commit(act.entry(Event.CONVERSATION_READ))
        return sorted(found, key=lambda message: (message.at, message.id))


def _permitted(act: Act, id: str) -> AccessRequest:
    request = act.work.access_requests.get(id)
    act.may(**act.about_request(request, act.columns(request.application.selection)))
    return request
