"""The conversation about a request: signed messages that whoever may read the request reads; each has its entry."""

import pytest

from gateway.domain.audit import Event
from gateway.domain.errors import Invalid, NotFound, Refused
from spark_jobs.papers.paper import Kind
from tests.support.builders import AUDITOR, COORDINATOR, GATEWAY_KEY, REQUEST, RESEARCHER, STEWARD_A
from tests.support.fakes import World, refuse


def test_a_message_is_signed_and_has_its_entry() -> None:
    world = World()
    world.submitted()

    message = world.house.conversation.write(REQUEST, text="Which years do you mean?", by=STEWARD_A)

    paper = world.paper(message.paper)
    assert (paper.kind, paper.key_id) == (Kind.MESSAGE, GATEWAY_KEY.key_id)
    assert paper.body["text"] == "Which years do you mean?"
    assert (message.by, message.acting_as, message.version) == ("alma", ("steward",), 1)
    entry = world.ledger[-1]
    assert (entry.event, entry.actor, entry.subject) == (Event.MESSAGE_WRITTEN, "alma", REQUEST)
    assert entry.papers == (message.paper,)


def test_it_is_read_the_oldest_first_and_looking_leaves_an_entry() -> None:
    world = World()
    world.submitted()
    for by, text in ((STEWARD_A, "Which years?"), (RESEARCHER, "From 2019 on."), (COORDINATOR, "Thank you.")):
        world.house.conversation.write(REQUEST, text=text, by=by)

    found = world.house.conversation.read(REQUEST, by=AUDITOR)

    assert [message.text for message in found] == ["Which years?", "From 2019 on.", "Thank you."]
    assert (world.ledger[-1].event, world.ledger[-1].actor) == (Event.CONVERSATION_READ, "gustav")


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_a_message_that_says_nothing_is_none(text: str) -> None:
    world = World()
    world.submitted()

    with pytest.raises(Invalid, match="Write what you want to say"):
        world.house.conversation.write(REQUEST, text=text, by=RESEARCHER)

    assert world.ledger[-1].event is Event.VERB_REFUSED
    assert world.house.conversation.read(REQUEST, by=RESEARCHER) == []


def test_whoever_may_not_write_or_read_is_refused_and_nothing_is_said() -> None:
    world = World()
    world.submitted()
    world.rules.answers |= {"write-message": refuse("W01-may-act"), "read": refuse("W02-within-reach")}

    with pytest.raises(Refused):
        world.house.conversation.write(REQUEST, text="Hello", by=AUDITOR)
    with pytest.raises(Refused):
        world.house.conversation.read(REQUEST, by=RESEARCHER)

    assert not world.memory.nouns["messages"]


def test_a_message_does_not_change_the_request() -> None:
    world = World()
    before = world.submitted()

    world.house.conversation.write(REQUEST, text="Hello", by=RESEARCHER)

    assert world.request() == before


def test_there_is_nothing_to_say_about_what_is_not_there() -> None:
    with pytest.raises(NotFound):
        World().house.conversation.write("request-9", text="Hello", by=RESEARCHER)
