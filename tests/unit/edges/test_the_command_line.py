"""The command line is a client of the API: it says one sentence, and ends with one number."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs
from typer.testing import CliRunner

from gateway.cli import app
from gateway.cli.endings import EXITS
from gateway.domain import bodies, errors
from gateway.domain.ruling import Compared
from gateway.ports.rules import Question
from gateway.words.errors import ERRORS
from tests.architecture.reading import REPOSITORY
from tests.spec.api.calling import Caller, decision, written
from tests.spec.api.test_ethics_decisions import amendment
from tests.support import builders, standing
from tests.support.fakes import TableRules, World, refuse, ruling, silent

ROUTED = ("--units", "1", "--as", "head_of_operations")


class Typed:
    """What somebody types, at the API of a house of fakes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.use(World())
        self._patch = monkeypatch
        monkeypatch.setattr(httpx, "Client", self._open)
        monkeypatch.setenv("SLUSSEN_URL", "http://gateway.test")

    def use(self, world: World) -> None:
        """At another house from now on."""
        self.caller, self.world = Caller(world), world

    def __call__(self, *words: str, by: str = "anna") -> Any:
        self._patch.setenv("SLUSSEN_TOKEN", by)
        return CliRunner().invoke(app, ["--lang", "en", *words])

    def _open(self, *, headers: dict[str, str], **_: Any) -> Any:
        return self.caller.browser("http://gateway.test/api/v1", headers)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    with capture_logs():  # what the gateway tells its operators is no part of what a command says
        yield Typed(monkeypatch)


def file(folder: Path, document: object) -> str:
    path = folder / "written.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_a_study_is_walked_by_typing(typed: Typed, tmp_path: Path) -> None:
    for person in ("anna", "bo"):
        typed("register-person", person, "--name", person, "--organisation", "ki", by="klara")
        typed("train-person", person, "--on", "2026-01-12", "--until", "2028-01-11", by="klara")
        typed("accept-terms", by=person)
    project = typed("open-project", "Bleeding", "--principal", "ki").stdout.strip()
    typed("record-approval", project, file(tmp_path, decision()))
    request = typed("draft", file(tmp_path, written()), "--project", project).stdout.strip()
    typed("revise", request, file(tmp_path, written(expected_persons=300)))
    checked = typed("check", request)
    submitted = typed("submit", request)
    for steward, controller in (("alma", "alvik"), ("bengt", "birka"), ("cilla", "cedra")):
        decided = typed("review", request, "--controller", controller, "--grant", *ROUTED, by=steward)
        assert decided.exit_code == 0, decided.stderr
    typed.world.house.round()
    followed = typed("follow", request)

    assert checked.stdout == "The rules say yes.\n"
    assert submitted.stdout == "Submitted: each controller now decides its part.\n"
    assert "Decided: the permit is issued" in followed.stdout
    assert "Permit permit-1" in followed.stdout
    assert "request-1  decided" in typed("list").stdout


def test_an_auditor_asks_the_ledger_by_typing(typed: Typed) -> None:
    typed.world.delivered()
    by_anna = ("audit", "search", "--actor", "anna", "--way", "did", "--from", "2026-11-22", "--until", "2026-11-22")

    found = typed(*by_anna, by="gustav")
    as_json = json.loads(typed(*by_anna, "--json", by="gustav").stdout)
    whole = typed("audit", "permit", builders.PERMIT, by="gustav")
    whole_as_json = json.loads(typed("audit", "permit", builders.PERMIT, "--json", by="gustav").stdout)

    assert "An access request was submitted." in found.stdout
    assert found.stdout.splitlines()[-1] == f"{len(as_json)} lines."
    assert {line["actor"] for line in as_json} == {"anna"}
    assert "anna: An access request was submitted. (request-1)" in whole.stdout
    assert "protected by a signed head up to line None" in whole.stdout
    assert (whole.exit_code, whole_as_json["holds"]) == (0, True)


def test_an_auditor_is_told_what_of_a_permit_does_not_hold_by_typing(typed: Typed) -> None:
    extract = typed.world.delivered()
    del typed.world.memory.papers[extract.manifest]  # type: ignore[arg-type]  # delivered: it has one

    ended = typed("audit", "permit", builders.PERMIT, by="gustav")

    assert ended.exit_code == EXITS["chain-broken"]
    assert str(extract.manifest) in ended.stdout


def test_a_question_of_many_lines_is_turned_page_by_page_by_typing(typed: Typed) -> None:
    typed.world.drafted()
    for _ in range(210):
        typed.world.house.project.read(builders.PROJECT, by=builders.RESEARCHER)

    found = json.loads(typed("audit", "search", "--event", "project.read", "--json", by="gustav").stdout)

    assert len(found) == 210


def test_an_export_is_written_with_its_note_and_checked_by_typing(typed: Typed, tmp_path: Path) -> None:
    typed.world.delivered()
    (tmp_path / "trust.json").write_text(builders.TRUST.model_dump_json(by_alias=True), encoding="utf-8")
    out, trust = tmp_path / "lines.csv", ("--trust", str(tmp_path / "trust.json"))

    made = typed("audit", "export", str(out), "--actor", "anna", by="gustav")
    holds = typed("audit", "check", str(out), *trust)
    out.write_bytes(out.read_bytes().replace(b"anna", b"anne", 1))
    changed = typed("audit", "check", str(out), *trust)
    note = tmp_path / "lines.csv.note.json"
    note.write_text(note.read_text("utf-8").replace("actor:anna", "actor:anne"), encoding="utf-8")
    rewritten = typed("audit", "check", str(out), *trust)
    note.unlink()

    assert made.exit_code == 0, made.stderr
    assert "gustav asked on 2026-11-22 for actor:anna; the ledger ended at line" in holds.stdout
    assert (changed.exit_code, rewritten.exit_code) == (EXITS["chain-broken"], EXITS["chain-broken"])
    assert "This is not the file that was signed." in changed.stderr
    assert typed("audit", "check", str(out), *trust).exit_code == EXITS["invalid"]
    assert typed("audit", "export", str(tmp_path / "no" / "x"), by="gustav").exit_code == EXITS["invalid"]
    refused = World(rules=TableRules({"export-ledger": refuse("W01-may-act")}))
    refused.drafted()
    typed.use(refused)
    assert typed("audit", "export", str(out), by="gustav").exit_code != 0


def test_a_spot_check_is_drawn_remarked_on_and_signed_off_by_typing(typed: Typed) -> None:
    typed.world.delivered()

    drawn = typed("audit", "draw", "1", "--from", "2026-11-01", by="gustav").stdout.splitlines()
    (check,) = json.loads(typed.caller.get("/spot-checks", by="gustav").text)["items"]
    item = check["items"][0]["item"]
    due = typed("due", by="gustav").stdout
    noted = typed("audit", "remark", drawn[0], item, "--verdict", "question", "--note", "who?", by="gustav").stdout
    signed = typed("audit", "sign-off", drawn[0], "--conclusion", "asked and answered", by="gustav").stdout
    told = typed("audit", "spot-check", drawn[0], by="gustav").stdout
    all_of_them = typed("audit", "spot-checks", by="gustav").stdout

    assert drawn[1].startswith("1 of ")
    assert "Sign the spot check off" in due
    assert (noted, signed) == ("Noted; 0 left.\n", "spot-check-1 is signed off.\n")
    assert f"{item}  a question. who?" in told
    assert "gustav 2026-11-22: asked and answered" in told
    assert "1/1  2026-11-22" in all_of_them


def test_samples_of_a_biobank_are_decided_on_by_typing(typed: Typed, tmp_path: Path) -> None:
    typed.use(World(catalog=builders.catalog_with_samples()))
    project = typed("open-project", "Bleeding", "--principal", "ki").stdout.strip()
    typed("record-approval", project, file(tmp_path, decision()))
    request = typed("draft", file(tmp_path, written()), "--project", project).stdout.strip()
    typed("submit", request)

    shown = typed("catalog", "show", "alvik")
    before = typed("samples", request, by="hedda")
    decided = typed("decide-samples", request, "--biobank", "914", "--grant", by="hedda")
    after = typed("samples", request)

    assert "From samples of biobank 914 (Region Stockholm)" in shown.stdout
    assert "From samples" not in typed("catalog", "show", "birka").stdout
    assert before.stdout.split("  ")[:3] == ["914", "Region Stockholm", "not decided yet"]
    assert decided.stdout.startswith("The decision is written as the paper ")
    assert "the samples may be used" in after.stdout


def test_what_is_approved_is_told_day_by_day(typed: Typed, tmp_path: Path) -> None:
    project = typed.world.opened().id

    recorded = typed("record-amendment", project, file(tmp_path, amendment()), by="klara")
    told = typed("approved", project)

    assert recorded.stdout == "Amendments on record: 2025-01234-02.\n"
    assert "2025-03-28 – 2026-02-04: 2025-01234\n" in told.stdout
    assert "2026-02-05 – until further notice: 2025-01234, 2025-01234-02\n" in told.stdout
    assert "persons at most  900" in told.stdout


def test_what_is_asked_for_is_told_beside_what_is_approved(typed: Typed) -> None:
    request = typed.world.drafted()
    things = (Compared(kind="dataset", what="alvik", covered=True), Compared(kind="persons", what="900", covered=False))
    typed.world.rules.answers[Question.SUBMIT] = lambda *_: ruling(
        missing=["E07-cohort-within-approval"], compared=things
    )

    compared = typed("compare", request.id)
    explained = typed("rules", "explain", request.id)

    assert compared.exit_code == explained.exit_code == EXITS["refused"]
    assert compared.stdout == "dataset  alvik  covered\npersons  900    not covered\n"
    assert "G01-found" in explained.stdout
    assert "E07-cohort-within-approval" in explained.stdout
    assert "persons  900    not covered" in explained.stdout


def test_a_request_in_order_is_covered_and_explained_without_trouble(typed: Typed) -> None:
    request = typed.world.drafted()

    assert typed("compare", request.id).exit_code == 0
    assert typed("rules", "explain", request.id).exit_code == 0


def test_a_judgement_and_a_decision_against_the_study_are_put_on_record(typed: Typed, tmp_path: Path) -> None:
    request = typed.world.submitted()
    against = {"case_number": "Ö 32-2026/3.1", "kind": "supervision_order", "decided_on": "2026-11-01"}

    judged = typed(
        "judge", request.id, "E05-people-approved", "--accept", "--reasons", "a doctoral student", by="klara"
    )
    decided = typed("record-decision-against", request.project, file(tmp_path, against), by="klara")
    refused_one = typed("judge", request.id, "E03-started-in-time", "--accept", "--reasons", "surely", by="klara")

    assert "The judgement is written as the paper" in judged.stdout
    assert decided.stdout == "Ö 32-2026/3.1  supervision_order  2026-11-01  –\n"
    assert refused_one.exit_code == EXITS["invalid"]
    assert "The rules alone decide" in refused_one.stderr


def test_an_approval_is_verified_with_the_document_in_hand(typed: Typed, tmp_path: Path) -> None:
    letter = tmp_path / "decision.pdf"
    letter.write_bytes(b"the decision's document")
    project = typed.world.opened().id

    verified = typed("verify-approval", project, "2025-01234", "--document", str(letter), by="klara")
    letter.write_bytes(b"another letter")
    refused_one = typed("verify-approval", project, "2025-01234", "--document", str(letter), by="klara")

    assert "The verification is written as the paper" in verified.stdout
    assert refused_one.exit_code == EXITS["invalid"]


def test_conditions_are_acknowledged_one_by_one(typed: Typed, tmp_path: Path) -> None:
    project = typed.world.opened().id
    conditions = [{"id": "c1", "text": "no minors"}, {"id": "c2", "text": "ask again"}]
    typed("record-amendment", project, file(tmp_path, amendment(conditions=conditions)))

    acknowledged = typed("acknowledge", project, "2025-01234-02", "c1")

    assert acknowledged.stdout == "2025-01234-02  c1  acknowledged\n2025-01234-02  c2  not acknowledged\n"


def test_a_part_granted_with_conditions_is_accepted_by_typing(typed: Typed) -> None:
    request = typed.world.submitted().id

    typed("review", request, "--controller", "alvik", "--grant", *ROUTED, "--condition", "c1=no linking", by="alma")
    accepted = typed("accept-condition", request, "alvik", "c1")

    assert accepted.stdout == "c1  accepted  no linking\n"


def test_something_is_said_about_a_request_and_read_by_the_others(typed: Typed) -> None:
    request = typed.world.submitted().id

    said = typed("message", request, "Which years do you mean?", by="alma")
    told = typed("conversation", request)

    assert said.stdout == "The message is written.\n"
    assert told.stdout == "2026-11-22 10:00 CET  alma\nWhich years do you mean?\n\n"


def test_the_law_of_a_part_is_told_before_and_with_its_decision(typed: Typed) -> None:
    request = typed.world.submitted().id
    basis = "  Decided by: the law of the part.\n  A public care provider: it must be clear that nobody is harmed.\n"

    asked = typed("parts", request, by="klara")
    decided = typed("review", request, "--controller", "alvik", "--refuse", "--reasons", "too few", *ROUTED, by="alma")

    assert asked.stdout.count(basis) == 3
    assert asked.stdout.count("decided by the head of operations where it concerns at most 2 units") == 3
    assert asked.stdout.startswith("alvik  ")
    assert basis in decided.stdout
    assert decided.stdout.endswith("(kammarrätten) within 3 weeks of being served.\n")


def test_the_applicant_is_told_where_a_no_can_be_taken(typed: Typed) -> None:
    request = typed.world.submitted().id
    typed("review", request, "--controller", "alvik", "--refuse", "--reasons", "too few", *ROUTED, by="alma")
    typed("review", request, "--controller", "birka", "--grant", *ROUTED, by="bengt")

    followed = typed("follow", request)

    assert "  alvik: A refusal or a condition can be appealed to the administrative court of appeal" in followed.stdout
    assert followed.stdout.count("appealed") == 1


def test_a_part_without_a_law_on_record_says_none(typed: Typed) -> None:
    request = typed.world.submitted().id
    typed.world.rules.answers[Question.REVIEW] = lambda *_: ruling(Question.REVIEW, basis=None)

    assert "Decided by" not in typed("parts", request, by="klara").stdout


def test_what_changed_since_a_version_was_sent_back_is_told(typed: Typed, tmp_path: Path) -> None:
    request = typed.world.submitted().id
    never = typed("versions", request)
    typed("send-back", request, "--because", "Fewer persons.", by="klara")
    same = typed("versions", request)
    typed("revise", request, file(tmp_path, written(expected_persons=299)))
    changed = typed("versions", request, by="klara")

    assert never.stdout == "The request was not sent back.\n"
    assert same.stdout.startswith("Version 2 beside 1, sent back:\n")
    assert "Nothing has changed." in same.stdout
    assert "number of persons" in changed.stdout
    assert "400 → 299" in changed.stdout


def test_what_is_to_be_seen_to_before_the_permit_is_told_with_the_yes(typed: Typed) -> None:
    request = typed.world.drafted()
    warned = replace(ruling(), warnings=frozenset({"E11-approval-verified"}))
    typed.world.rules.answers[Question.SUBMIT] = lambda *_: warned

    checked = typed("check", request.id)
    submitted = typed("submit", request.id)

    for told in (checked, submitted):
        assert told.exit_code == 0
        assert "Before the permit can be issued:\n  E11-approval-verified\n" in told.stdout


def test_a_refusal_is_read_on_the_error_stream_with_what_to_do_now(typed: Typed) -> None:
    request = typed.world.drafted()
    typed.world.rules.answers[Question.SUBMIT] = refuse("E03-started-in-time")

    ended = typed("submit", request.id)

    assert ended.exit_code == EXITS["refused"]
    assert ended.stdout == ""
    assert "E03-started-in-time" in ended.stderr
    assert "→ If the research did start in time" in ended.stderr


@pytest.mark.parametrize(
    ("words", "by", "code"),
    [
        (("submit", "request-99"), "anna", "not-found"),
        (("submit", "request-1"), "nobody", "not-signed-in"),
        (("send-back", "request-1", "--because", " "), "klara", "invalid"),
        (("ask-again", "request-1"), "klara", "step-refused"),
    ],
)
def test_each_trouble_has_its_own_number(typed: Typed, words: tuple[str, ...], by: str, code: str) -> None:
    typed.world.drafted()

    ended = typed(*words, by=by)

    assert ended.exit_code == EXITS[code]
    assert len(ended.stderr.splitlines()) == 1
    assert "Traceback" not in ended.output


def test_silent_rules_end_with_a_number_that_a_script_may_try_again_on(typed: Typed) -> None:
    request = typed.world.drafted()
    typed.world.rules.answers[Question.SUBMIT] = silent

    assert typed("submit", request.id).exit_code == EXITS["neighbour-unavailable"]


def test_nobody_at_the_address_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    opened = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **more: opened(**more, transport=httpx.MockTransport(nobody)))
    monkeypatch.setenv("SLUSSEN_URL", "http://nowhere.test")

    ended = CliRunner().invoke(app, ["--lang", "sv", "list"])

    assert ended.exit_code == EXITS["unreachable"]
    assert ended.stderr == "Ingen svarar på adressen i SLUSSEN_URL.\n"


def test_the_papers_of_a_delivery_are_collected_without_its_exact_counts(typed: Typed, tmp_path: Path) -> None:
    extract = typed.world.delivered()

    ended = typed("collect", extract.permit, "--to", str(tmp_path / "collected"))

    kinds = {json.loads(path.read_text())["kind"] for path in (tmp_path / "collected" / "papers").iterdir()}
    assert ended.exit_code == 0, ended.stderr
    assert {"permit", "receipt"} <= kinds
    assert "manifest" not in kinds
    described = json.loads((tmp_path / "collected" / "dictionary.json").read_text())
    assert described[0]["tables"][0]["columns"][0]["name"] == "person_id"


def test_attrition_is_rounded_for_researchers_and_adds_up_for_officers(typed: Typed) -> None:
    extract = typed.world.extracted()

    rounded = typed("attrition", extract.permit)
    exact = typed("attrition", extract.permit, "--exact", by="gustav")

    assert "380–389" in rounded.stdout
    assert "    400  in the cohort" in exact.stdout
    assert "X01-opted-out" in exact.stdout


def test_a_trace_through_the_api_tells_the_chain(typed: Typed) -> None:
    extract = typed.world.delivered()

    traced = typed("trace", extract.permit)

    assert traced.exit_code == 0, traced.output
    assert "anna (ki) asked on 2026-11-22 for 9 columns of 3 datasets" in traced.stdout
    assert traced.stdout.rstrip().endswith("The whole chain holds.")


def test_every_error_has_an_exit_code_and_a_sentence() -> None:
    tree = {error.code for error in vars(errors).values() if isinstance(error, type) and hasattr(error, "code")}

    assert tree <= set(EXITS)
    assert 0 not in EXITS.values()
    assert set(EXITS) - set(ERRORS) == {
        "chain-broken",
        "usage",
        "extract-failed",
        "ruling-differs",
        "rules-not-kept",
    }


def test_every_exit_code_stands_on_the_page_of_the_folder() -> None:
    page = (REPOSITORY / "gateway" / "README.md").read_text(encoding="utf-8")

    assert [code for code in EXITS.values() if f"| {code} | " not in page] == []


def test_somebody_is_barred_by_two_people_and_the_barring_is_lifted(typed: Typed) -> None:
    days = ("--from", "2026-11-22", "--until", "2029-11-21")

    written = typed("bar", "mallory", "--because", "passed rows on", *days, by="klara")
    typed("bar", "acme", "--organisation", "--because", "passed rows on", *days, by="klara")
    alone = typed("confirm-barring", "barring-1", by="klara")
    confirmed = typed("confirm-barring", "barring-1", by="sten")
    waiting = typed("barrings", by="klara")
    lifted = typed("lift-barring", "barring-1", "--because", "the court says so", by="klara")

    assert written.stdout == "barring-1 waits to be confirmed.\n"
    assert alone.exit_code == EXITS["step-refused"]
    assert confirmed.stdout == "barring-1 is confirmed.\n"
    assert waiting.stdout == (
        "barring-1  mallory  2026-11-22 – 2029-11-21  confirmed  passed rows on\n"
        "barring-2  acme     2026-11-22 – 2029-11-21  waits      passed rows on\n"
    )
    assert lifted.stdout == "barring-1 is lifted.\n"
    assert "  lifted  " in typed("barrings", by="klara").stdout


def test_a_deputy_is_named_listed_and_ended_by_typing(typed: Typed) -> None:
    days = ("--from", "2026-11-22", "--until", "2026-11-28")

    named = typed("deputy", "name", "dag", "--controller", "alvik", "--because", "leave", *days, by="alma")
    ended = typed("deputy", "end", "deputyship-1", "--because", "back again", by="alma")
    typed("deputy", "name", "disa", "--controller", "alvik", "--because", "leave", *days, by="alma")
    listed = typed("deputy", "list", "alvik", by="klara")

    assert named.stdout == "deputyship-1: dag is your deputy at alvik, 2026-11-22 – 2026-11-28.\n"
    assert ended.stdout == "deputyship-1 is ended.\n"
    assert listed.stdout == (
        "deputyship-1  dag for alma   2026-11-22 – 2026-11-28  ended 2026-11-22  leave\n"
        "deputyship-2  disa for alma  2026-11-22 – 2026-11-28  named             leave\n"
    )


def test_somebody_is_given_a_role_by_two_people_and_it_is_ended(typed: Typed) -> None:
    days = ("--from", "2026-11-22", "--until", "2027-11-21", "--because", "delegation")

    written = typed("assign", "dag", "steward", "--controller", "alvik", *days, by="olle")
    typed("assign", "service:slussen-watch", "auditor", *days, by="olle")
    alone = typed("confirm-assignment", "assignment-1", by="olle")
    confirmed = typed("confirm-assignment", "assignment-1", by="klara")
    waiting = typed("assignments", by="klara")
    ended = typed("end-assignment", "assignment-1", "--because", "moved on", by="klara")

    assert written.stdout == "assignment-1 waits to be confirmed.\n"
    assert alone.exit_code == EXITS["step-refused"]
    assert confirmed.stdout == "assignment-1 is confirmed.\n"
    first, second = waiting.stdout.splitlines()
    assert first.split() == "assignment-1 dag steward alvik 2026-11-22 – 2027-11-21 confirmed delegation".split()
    assert (
        second.split() == "assignment-2 service:slussen-watch auditor 2026-11-22 – 2027-11-21 waits delegation".split()
    )
    assert ended.stdout == "assignment-1 is ended.\n"
    assert " ended " in typed("assignments", by="klara").stdout


def test_a_permit_is_amended_and_what_becomes_another_is_told(typed: Typed, tmp_path: Path) -> None:
    permit = typed.world.issued()
    with typed.world.memory.work() as work:
        written = bodies.application(work.access_requests.get(permit.access_request).application)
    applicant = {"kind": "university", "country": "SE"}
    wanted = {"from": "2026-11-01", "until": "2027-12-31"}
    body = {**written, "project": permit.project, "applicant": applicant, "wanted": wanted}

    drafted = typed("amend", permit.id, file(tmp_path, body))
    shown = typed("amended", "request-2")
    typed("submit", "request-2")
    typed.world.house.permit.issue("request-2")

    assert drafted.stdout == "request-2\n"
    assert shown.stdout == "wanted time  until  2028-10-31 → 2027-12-31\nDecides anew: –\n"
    assert typed("amended", permit.access_request).stdout == "The request amends no permit.\n"
    assert "The permit is replaced by permit-2." in typed("follow", permit.access_request).stdout


def test_objections_since_an_extract_are_told_by_follow(typed: Typed) -> None:
    typed.use(standing.heard())
    told = typed("follow", builders.REQUEST).stdout
    typed.use(standing.waiting())
    typed.world.tell("question-1", "failed", sequence=1, code="table-missing", sentence="There is none.")
    typed.world.house.objection.hear(builders.WORKSPACE)
    unknown = typed("follow", builders.REQUEST).stdout

    assert "Objections since the extract was made: Withdrawn consent: 1 to 9 persons." in told
    assert "It could not be found out whether anybody has objected (table-missing)." in unknown
