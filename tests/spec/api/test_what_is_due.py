"""What is due, through the API and by typing: each at the own desk, first what is due first."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from gateway.cli.endings import EXITS
from tests.spec.api.calling import Caller
from tests.support.builders import REQUEST
from tests.unit.edges.test_the_command_line import Typed

LAST_DAY = timedelta(days=92)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    with capture_logs():
        yield Typed(monkeypatch)


def test_a_deadline_tells_what_since_when_until_when_at_whose_desk_and_by_which_paragraph() -> None:
    call = Caller()
    call.world.submitted()

    first = call.get("/due", by="klara").json()["items"][0]

    assert first == {
        "duty": "decision",
        "told": "Decide the access request as a whole",
        "subject": REQUEST,
        "access_request": REQUEST,
        "project": "project-1",
        "desk": "coordinator",
        "desk_told": "the coordinator",
        "controller": None,
        "since": "2026-11-22",
        "due": "2027-02-22",
        "met_on": None,
        "state": "running",
        "state_told": "running",
        "prolonged_because": None,
        "reminded_on": None,
        "paragraph": "EHDS (EU) 2025/327 art. 68(4)",
    }


def test_pages_of_deadlines_follow_each_other_and_end() -> None:
    call = Caller()
    call.world.submitted()
    whole = call.get("/due", by="klara").json()

    first = call.get("/due", by="klara", params={"limit": 5}).json()
    second = call.get("/due", by="klara", params={"limit": 5, "after": first["next"]}).json()

    assert whole["next"] is second["next"] is None
    assert first["items"] + second["items"] == whole["items"]


def test_a_name_that_is_none_is_told_without_being_repeated() -> None:
    answer = Caller().get("/due", params={"access_request": "in vain"})

    assert (answer.status_code, answer.json()["where"]) == (422, "/query/access_request")
    assert "in vain" not in answer.text


def test_more_time_and_a_publication_are_told_as_they_are_on_record() -> None:
    call = Caller()
    call.world.submitted()

    prolonged = call.post(f"/access-requests/{REQUEST}/prolongation", {"because": "many requests"}, by="klara")
    for controller in ("alvik", "birka", "cedra"):
        call.world.review(controller)
    call.world.house.round()
    public = {"where": "https://example.org/1", "on": "2026-11-22"}
    published = call.post(f"/access-requests/{REQUEST}/publication", public, by="klara")
    again = call.post(f"/access-requests/{REQUEST}/publication", public, by="klara")

    assert prolonged.json() == {"because": "many requests", "by": "klara", "on": "2026-11-22"}
    assert published.json() == {**public, "by": "klara"}
    assert (prolonged.status_code, published.status_code, again.status_code) == (201, 201, 409)


def test_what_is_due_is_typed_in_lines_and_with_the_reason_for_more_time(typed: Typed) -> None:
    typed.world.submitted()
    typed.world.clock.pass_by(LAST_DAY)
    typed.world.house.deadline.remind()

    plain = typed("due", by="klara")
    typed("prolong", REQUEST, "--because", "many requests", by="klara")
    prolonged = typed("due", "--request", REQUEST)

    assert plain.exit_code == 0
    assert plain.output.splitlines()[0].split("  ")[:2] == ["2027-02-22", "soon over, reminded 2027-02-22"]
    assert prolonged.output.splitlines()[-1] == "More time, because: many requests"
    assert "2027-05-24" in prolonged.output


def test_all_pages_are_typed_as_one_array(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    typed.world.submitted()

    found = json.loads(typed("due", "--json", by="klara").output)

    assert [one["due"] for one in found] == sorted(one["due"] for one in found)
    assert len(found) == 8


def test_where_nothing_is_due_it_is_said(typed: Typed) -> None:
    assert typed("due", "--request", "no-such").output == "Nothing has a deadline just now.\n"


def test_a_publication_is_typed(typed: Typed) -> None:
    typed.world.issued()

    done = typed("record-publication", REQUEST, "--where", "https://example.org/1", "--on", "2026-11-22", by="klara")
    early = typed("record-publication", REQUEST, "--where", "here", "--on", "2026-11-01", by="klara")

    assert (done.exit_code, early.exit_code) == (0, EXITS["step-refused"])


def test_a_description_says_when_it_was_checked() -> None:
    assert Caller().get("/catalog/datasets/alvik").json()["checked_on"] == "2026-06-01"
