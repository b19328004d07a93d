"""The conversation about an access request: what was said, and what is said now."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from gateway.domain.message import Message
from gateway.web.api.wire import Id, Wire
from gateway.web.context import Caller, Rooms

router = APIRouter(tags=["access requests"])


class MessageIn(Wire):
    """What is said: plain text, for those who may read the request. No patient is named in it."""

    text: Annotated[str, Field(min_length=1, max_length=10_000)]


class MessageOut(Wire):
    """Who said it, in which roles, when, and the digest of its signed form."""

    id: str
    version: int
    by: str
    acting_as: tuple[str, ...]
    at: datetime
    text: str
    paper: str | None

    @classmethod
    def of(cls, message: Message) -> "MessageOut":
        """As it was said."""
        return cls(**{name: getattr(message, name) for name in cls.model_fields})


@router.get("/access-requests/{id}/messages")
def read_messages(id: Id, actor: Caller, rooms: Rooms) -> list[MessageOut]:
    """The whole conversation, the oldest message first."""
    return [MessageOut.of(message) for message in rooms.conversation.read(id, by=actor)]


@router.post("/access-requests/{id}/messages", status_code=201)
def write_message(id: Id, said: MessageIn, actor: Caller, rooms: Rooms) -> MessageOut:
    """Say something to those who may read the request. It is signed, and stays."""
    return MessageOut.of(rooms.conversation.write(id, text=said.text, by=actor))
