"""Who has objected since, on the pages of the extract: to its project and its controllers, and to nobody else."""

import pytest

from tests.spec.api.calling import Caller
from tests.spec.portal.browsing import Browser, text_of
from tests.support import standing
from tests.support.builders import ORDER, REQUEST, WORKSPACE
from tests.support.fakes import World

PAGES = (f"/extracts/{ORDER}", f"/workspaces/{WORKSPACE}")
SENTENCE = "The dataset consents has no file of the table consent."


def read(world: World, path: str, *, by: str = "anna", language: str = "en") -> str:
    answer = Browser(world=world, language=language).be(by).get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer.text).replace("\xa0", " ")


def unknown() -> World:
    world = standing.waiting()
    world.tell("question-1", "failed", sequence=1, code="table-missing", sentence=SENTENCE)
    world.house.objection.hear(WORKSPACE)
    return world


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("by", ["anna", "alma"])
def test_the_project_and_a_controller_read_the_kind_a_rounded_number_and_what_it_means(path: str, by: str) -> None:
    told = read(standing.heard(), path, by=by)

    assert "Objections since the extract was made" in told
    assert "Withdrawn consent: 1 to 9 persons" in told
    assert "nothing new may be collected about the person" in told
    assert "Last news on 22 November 2026" in told


def test_in_swedish_too() -> None:
    told = read(standing.heard(), PAGES[1], language="sv")

    assert "Återkallat samtycke: 1 till 9 personer" in told
    assert "etikprövningslagen 19 §" in told


@pytest.mark.parametrize("path", PAGES)
def test_while_nobody_has_answered_the_pages_say_since_when(path: str) -> None:
    told = read(standing.waiting(), path)

    assert "The question of 22 November 2026 is not answered yet" in told
    assert "Nobody in the extract has objected" not in told


@pytest.mark.parametrize("path", PAGES)
def test_what_could_not_be_found_out_never_reads_as_nobody(path: str) -> None:
    told = read(unknown(), path)

    assert "That nothing stands here does not mean that nobody has" in told
    assert f"{SENTENCE} table-missing" in told
    assert "Nobody in the extract has objected" not in told


def test_where_the_runner_counted_nobody_that_is_said_with_the_day() -> None:
    world = standing.waiting()
    world.tell("question-1", "unchanged", sequence=1)
    world.house.objection.hear(WORKSPACE)

    assert "Nobody in the extract has objected, last answered on 22 November 2026" in read(world, PAGES[0])


@pytest.mark.parametrize("path", PAGES)
def test_where_nothing_was_asked_nothing_stands(path: str) -> None:
    assert "Objections since" not in read(standing.due(), path)


def test_the_course_of_the_request_has_a_line_of_it() -> None:
    history = read(standing.heard(), f"/requests/{REQUEST}").split("What has happened", 1)[1]

    assert "gave notice of objections" in history


def test_the_api_tells_the_same_and_no_exact_number() -> None:
    told = Caller(standing.heard()).get(f"/extracts/{ORDER}").json()["objections"]

    (one,) = told["told"]
    assert (one["objection"], one["at_least"], one["below"]) == ("withdrawn_consent", 1, 10)
    assert (told["asked_on"], told["answered_on"], told["told_on"]) == ("2026-11-22", "2026-11-22", "2026-11-22")
    assert (told["waits"], told["trouble"]) == (False, [])


def test_the_api_tells_of_a_question_that_waits_and_of_one_that_failed() -> None:
    waiting = Caller(standing.waiting()).get(f"/extracts/{ORDER}").json()["objections"]
    failed = Caller(unknown()).get(f"/extracts/{ORDER}").json()["objections"]

    assert (waiting["waits"], waiting["answered_on"], waiting["told"]) == (True, None, [])
    assert failed["trouble"] == ["table-missing", SENTENCE]
    assert Caller(standing.due()).get(f"/extracts/{ORDER}").json()["objections"] is None
