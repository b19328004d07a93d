"""A study through the API: drafted, written anew, submitted, decided in parts, permitted, followed."""

from threading import Timer
from typing import Any

from gateway.domain.audit import Event
from gateway.domain.delivery import Progress
from gateway.ports.rules import Question
from tests.spec.api.calling import Caller, decision, written
from tests.support import builders
from tests.support.fakes import World, refuse


def study(call: Caller) -> str:
    """Everybody known, a project, its approval, a draft; the draft's id."""
    for person in ("anna", "bo"):
        call.post("/people", {"id": person, "name": person, "organisation": "ki"}, by="klara")
        call.put(f"/people/{person}/training", {"on": "2026-01-12", "until": "2028-01-11"}, by="klara")
        terms = call.get("/terms", by=person).json()
        call.post("/terms/acceptance", terms, by=person)
    project = call.post("/projects", {"title": "Bleeding", "principal": "ki"}).json()["id"]
    call.put(f"/projects/{project}/ethics-approval", decision())
    drafted = call.post("/access-requests", written(project=project))
    assert drafted.status_code == 201
    assert drafted.headers["Location"] == f"/api/v1/access-requests/{drafted.json()['id']}"
    return str(drafted.json()["id"])


def test_a_kind_of_request_that_nobody_knows_is_no_request() -> None:
    call = Caller()

    answer = call.post("/access-requests", written(kind="advertising", project="project-1"))

    assert (answer.status_code, answer.json()["where"]) == (422, "/kind")


def test_a_study_walks_from_a_draft_to_its_permit() -> None:
    call = Caller()
    request = study(call)

    submitted = call.post(f"/access-requests/{request}/submit").json()
    for steward, controller in (("alma", "alvik"), ("bengt", "birka"), ("cilla", "cedra")):
        refuses = controller == "cedra"
        finding = {"outcome": "refused" if refuses else "granted", "reasons": "too few" if refuses else ""}
        call.post(f"/access-requests/{request}/parts/{controller}/review", finding, by=steward)
    call.world.house.round()
    permits = call.get(f"/access-requests/{request}/permits").json()

    assert submitted["status"] == "submitted"
    assert submitted["paper"].startswith("sha256:")
    assert permits[0]["controllers"] == ["alvik", "birka"]
    assert {column["dataset"] for column in permits[0]["columns"]} == {"alvik", "birka"}
    assert call.get(f"/access-requests/{request}").json()["status"] == "decided"


def with_samples() -> tuple[Caller, str]:
    """A submitted request about samples of a biobank, and its id."""
    call = Caller(World(catalog=builders.catalog_with_samples()))
    request = study(call)
    call.post(f"/access-requests/{request}/submit")
    return call, request


def test_whoever_answers_for_a_biobank_decides_on_its_samples() -> None:
    call, request = with_samples()
    place = f"/access-requests/{request}/samples"

    before = call.get(place, by="hedda").json()
    decided = call.post(f"{place}/914/decision", {"outcome": "granted"}, by="hedda")
    after = call.get(place).json()

    assert before["application"]["purpose"] == "53.1.e"
    assert [(one["biobank"], one["outcome"], one["told"]) for one in before["biobanks"]] == [
        ("914", None, "not decided yet")
    ]
    assert decided.status_code == 201
    assert after["biobanks"] == [decided.json()]
    assert (decided.json()["outcome"], decided.json()["decider"]) == ("granted", "hedda")


def test_a_refusal_of_samples_says_that_it_can_be_reconsidered() -> None:
    call, request = with_samples()

    refused = {"outcome": "refused", "reasons": "too little is left"}
    answer = call.post(f"/access-requests/{request}/samples/914/decision", refused, by="hedda")

    assert "the body that runs the biobank reconsiders it" in answer.json()["told"]


def test_another_biobanks_samples_are_no_part_of_the_request() -> None:
    call, request = with_samples()

    answer = call.post(f"/access-requests/{request}/samples/468/decision", {"outcome": "granted"}, by="hedda")

    assert (answer.status_code, answer.json()["reason"]) == (422, "no-such-samples")


def test_each_part_says_by_which_law_it_is_decided_in_the_readers_language() -> None:
    call = Caller()
    request = call.world.submitted()
    swedish = {"Accept-Language": "sv"}

    parts = call.get(f"/access-requests/{request.id}/parts", by="klara", headers=swedish).json()
    finding = {"outcome": "refused", "reasons": "too few"}
    review = call.post(f"/access-requests/{request.id}/parts/alvik/review", finding, by="alma").json()

    assert parts[0]["basis"]["kind_told"].startswith("Offentlig vårdgivare")
    assert "kammarrätten inom 3 veckor" in parts[0]["basis"]["appeal_told"]
    assert review["basis"]["paragraph"] == parts[0]["basis"]["paragraph"] == "the law of the part"
    assert "within 3 weeks" in review["basis"]["appeal_told"]


def test_what_was_read_is_written_anew_only_if_it_is_still_that() -> None:
    call = Caller()
    request = study(call)
    tag = call.get(f"/access-requests/{request}").headers["ETag"]

    first = call.put(f"/access-requests/{request}", written(expected_persons=300), headers={"If-Match": tag})
    second = call.put(f"/access-requests/{request}", written(expected_persons=200), headers={"If-Match": tag})

    assert first.status_code == 200
    assert first.headers["ETag"] == call.get(f"/access-requests/{request}").headers["ETag"] != tag
    assert second.status_code == 412
    assert call.get(f"/access-requests/{request}").json()["application"]["expected_persons"] == 300


def test_writing_blind_is_not_done() -> None:
    call = Caller()
    request = study(call)

    answer = call.put(f"/access-requests/{request}", written())

    assert answer.status_code == 428


def test_a_check_tells_what_the_rules_would_say_and_submits_nothing() -> None:
    call = Caller()
    request = study(call)
    call.world.rules.answers[Question.SUBMIT] = refuse("T02-people-trained")

    found = call.post(f"/access-requests/{request}/check").json()

    assert found["allows"] is False
    assert [refusal["code"] for refusal in found["refusals"]] == ["T02-people-trained"]
    assert call.get(f"/access-requests/{request}").json()["status"] == "draft"


def test_pages_follow_each_other_and_end() -> None:
    call = Caller()
    project = call.world.opened()
    written_down = [call.post("/access-requests", written(project=project.id)).json()["id"] for _ in range(5)]

    pages: list[Any] = [call.get("/access-requests", params={"limit": 2}).json()]
    while pages[-1]["next"]:
        pages.append(call.get("/access-requests", params={"limit": 2, "after": pages[-1]["next"]}).json())

    assert [len(page["items"]) for page in pages] == [2, 2, 1]
    assert [line["id"] for page in pages for line in page["items"]] == sorted(written_down)


def test_a_request_that_came_back_says_why() -> None:
    call = Caller()
    request = call.world.submitted()

    answer = call.post(f"/access-requests/{request.id}/send-back", {"because": "Say why notes."}, by="klara")

    assert answer.json()["status"] == "returned"
    assert answer.json()["version"] == 2
    assert call.get(f"/access-requests/{request.id}").json()["returned_because"] == "Say why notes."


def test_researchers_are_told_rounded_totals_and_officers_exact_counts() -> None:
    call = Caller()
    extract = call.world.extracted()

    rounded = call.get(f"/extracts/{extract.id}/totals").json()
    exact = call.get(f"/extracts/{extract.id}/attrition", by="gustav").json()

    assert rounded["delivered_persons"] == {"at_least": 380, "below": 390}
    assert exact["cohort_persons"] == sum(out["persons"] for out in exact["exclusions"]) + exact["delivered_persons"]
    assert exact["exclusions"][1]["told"] == "The person has opted out of such use."


def test_whoever_may_not_count_exactly_does_not_get_the_manifest_either() -> None:
    call = Caller()
    extract = call.world.extracted()
    call.world.rules.answers["read-attrition"] = refuse("W01-may-act", "W02-within-reach")

    counted = call.get(f"/extracts/{extract.id}/attrition")
    papers = call.get(f"/permits/{extract.permit}/papers")
    traced = call.get(f"/permits/{extract.permit}/trace").json()

    assert counted.status_code == papers.status_code == 403
    assert "manifest" in {link["kind"] for link in traced["links"]}
    assert "manifest" not in {paper["kind"] for paper in traced["papers"]}
    assert "permit" in {paper["kind"] for paper in traced["papers"]}


def test_a_caller_may_wait_for_the_next_step() -> None:
    call = Caller()
    extract = call.world.ordered()

    waited = call.get(f"/extracts/{extract.id}", params={"wait": 0.3})

    assert waited.json()["progress"] == Progress.ORDERED
    assert waited.json()["told"] == "Ordered: the order waits for the runner."
    assert [entry.event for entry in call.world.ledger[-1:]] == [Event.EXTRACT_READ]


def test_the_ledger_is_read_page_by_page_and_the_reading_is_a_line() -> None:
    call = Caller()
    call.world.submitted()

    page = call.get("/ledger", params={"limit": 3}, by="gustav").json()
    rest = call.get("/ledger", params={"after": page["next"]}, by="gustav").json()

    assert [line["sequence"] for line in page["items"]] == [0, 1, 2]
    assert rest["items"][-1]["event"] == "audit.ledger_read"
    assert rest["next"] is None
    assert call.post("/ledger/verify", by="gustav").json()["holds"] is True


def test_the_ledger_is_asked_who_did_what_and_turned_page_by_page_without_more_lines() -> None:
    call = Caller()
    call.world.submitted()

    page = call.get("/ledger", params={"actor": "anna", "way": "did", "limit": 2}, by="gustav").json()
    lines = len(call.world.ledger)
    rest = call.get("/ledger", params={"asked": page["asked"], "after": page["next"]}, by="gustav").json()

    assert {line["actor"] for line in (*page["items"], *rest["items"])} == {"anna"}
    assert rest["items"][-1]["datasets"] == list(builders.DATASETS)
    assert len(call.world.ledger) == lines
    assert call.get("/ledger", params={"asked": 0}, by="gustav").status_code == 404
    wrong = {"from": "2026-02-01", "until": "2026-01-01"}
    assert call.get("/ledger", params=wrong, by="gustav").json()["reason"] == "dates-order"
    assert call.get("/ledger", params={"actor": "a b\x00"}, by="gustav").status_code == 422


def test_a_register_is_no_dataset_that_can_be_asked_for() -> None:
    call = Caller()

    listed = call.get("/catalog/datasets", params={"limit": 2}).json()
    shown = call.get("/catalog/datasets/alvik").json()

    assert [item["dataset"] for item in listed["items"]] == ["alvik", "birka"]
    assert listed["next"] == "birka"
    assert shown["tables"][0]["columns"][0]["treatments"] == ["pseudonym", "drop"]
    assert call.get("/catalog/datasets/persons").status_code == 404


def test_a_pass_opens_one_workspace_for_one_question() -> None:
    call = Caller()
    extract = call.world.delivered()

    answer = call.post(f"/permits/{extract.permit}/workspace-pass", {"statement": "SELECT 1"})

    assert answer.status_code == 201
    assert answer.json()["paper"]["kind"] == "workspace-pass"
    assert "anna" not in answer.text


def test_the_whole_api_is_described_with_an_example() -> None:
    described = Caller().get("/openapi.json", by=None).json()

    assert len(described["paths"]) >= 25
    assert described["components"]["schemas"]["DraftIn"]["examples"][0]["purpose"] == "53.1.e"


def test_a_wait_ends_when_the_status_changes() -> None:
    call = Caller()
    request = call.world.submitted()
    withdrawing = Timer(0.2, lambda: call.world.house.access_request.withdraw(request.id, by=builders.RESEARCHER))

    withdrawing.start()
    waited = call.get(f"/access-requests/{request.id}", params={"wait": 20})
    withdrawing.join()

    assert waited.json()["status"] == "withdrawn"
    assert waited.elapsed.total_seconds() < 10


def test_nobody_waits_for_a_step_that_does_not_come() -> None:
    call = Caller()
    request = call.world.drafted()
    call.post(f"/access-requests/{request.id}/withdraw")

    ended = call.get(f"/access-requests/{request.id}", params={"wait": 20})

    assert ended.json()["status"] == "withdrawn"
    assert ended.elapsed.total_seconds() < 10
