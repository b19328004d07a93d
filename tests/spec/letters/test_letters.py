"""A letter says what its papers say: the same papers make the same letter, and one that does not hold makes none."""

import json
from dataclasses import replace
from typing import Any

import pytest

from gateway.domain.chain import signed_on
from gateway.domain.errors import Invalid, LedgerBroken, NotFound, Refused
from gateway.domain.letter import Behind, Letter, LetterKind, Section
from gateway.ports.typesetting import Typesetter
from gateway.words.language import Language
from gateway.words.letters import letter
from spark_jobs.papers.paper import Kind, SignedPaper
from tests.support import builders
from tests.support import written_about as written
from tests.support.builders import PERMIT, REQUEST, RESEARCHER
from tests.support.fakes import World, refuse


class Kept(Typesetter):
    """Keeps the letter itself."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    def typeset(self, letter: Letter, /) -> bytes:
        self.letters.append(letter)
        return b"%PDF"


def read(walk: str, language: Language) -> Letter:
    made, kind, of = written.WALKS[walk]
    kept = Kept()
    world = replace(made(), typesetter=kept)
    if kind in {LetterKind.DECISION, LetterKind.SAMPLES, LetterKind.RETURN, LetterKind.REFUSAL}:
        world.house.letter.request_letter(REQUEST, kind=kind, of=of, language=language, by=RESEARCHER)
    else:
        world.house.letter.permit_letter(PERMIT, kind=kind, language=language, by=RESEARCHER)
    assert world.ledger[-1].event.value == "letter.read"
    assert world.ledger[-1].because == (kind.value, *([of] if of else []))
    return kept.letters[0]


def texts(found: Letter) -> str:
    def of(section: Section) -> list[str]:
        return [section.heading, *section.texts, *section.points, *(word for row in section.rows for word in row)]

    return "\n".join([found.title, *found.decision, *(text for one in found.sections for text in of(one))])


@pytest.mark.parametrize("walk", written.WALKS)
@pytest.mark.parametrize("language", Language)
def test_every_letter_is_whole_in_both_languages(walk: str, language: Language) -> None:
    found = read(walk, language)

    assert found.addressee == ("Anna", "ki")
    assert found.title
    assert all(found.decision)
    assert all(section.texts or section.points or section.rows for section in found.sections)
    assert found.papers[0].digest in found.check.texts
    assert "{" not in texts(found)
    assert "None" not in texts(found)


def test_a_refused_part_tells_its_reasons_its_law_and_how_it_is_appealed() -> None:
    swedish = texts(read("a no", Language.SV))

    assert "Vår del av din begäran avslås" in swedish
    assert "The group is too small." in swedish
    assert f"{builders.BASIS.paragraph}." in swedish
    assert "kammarrätten inom 3 veckor" in swedish


def test_a_private_providers_no_is_told_as_one_that_cannot_be_appealed() -> None:
    basis = {
        "kind": "private",
        "paragraph": "Patientsäkerhetslag (2010:659) 6 kap. 12 och 16 §§",
        "appeal": "none",
        "appeal_weeks": None,
        "appeal_paragraph": "Patientsäkerhetslag (2010:659) 6 kap.",
    }

    english = texts(made_of("a no", basis=basis))

    assert "The decision cannot be appealed" in english
    assert "kammarrätten" not in english


def test_a_yes_with_conditions_lists_them_and_can_be_appealed() -> None:
    english = texts(read("a yes with conditions", Language.EN))

    assert "No linking with other registers." in english
    assert "How to appeal" in english


def test_a_yes_without_conditions_needs_no_appeal() -> None:
    english = texts(made_of("a yes with conditions", conditions=[]))

    assert "The data may be disclosed to you" in english
    assert "appeal" not in english


def test_decisions_from_before_names_law_and_sheet_were_kept_make_a_letter() -> None:
    found = made_of("a no", controller_name=..., basis=..., answers=..., capacity=None, kept=["care_block"])

    assert found.sender == "alvik"
    assert "Legal basis" not in texts(found)
    assert "Block on care records" in texts(found)


def test_a_no_names_the_grounds_that_the_sheet_lacked() -> None:
    point = builders.SHEET[0].as_json() | {"outcome": "no", "missing": ["E03-started-in-time", "unheard-of"]}

    found = made_of("a no", sheet=[point])

    assert "What was missing" in texts(found)


def test_an_extension_that_is_refused_says_until_when_the_permit_holds() -> None:
    world = written.asked_for_longer()
    world.house.permit.decide_extension(
        PERMIT, outcome=builders.REFUSES.outcome, reasons="The study is done.", by=builders.COORDINATOR
    )

    found = compose(world, Kind.EXTENSION_DECISION, Language.EN)

    assert found.title == "Your permit is not extended"
    assert "31 October 2028" in found.decision[0]


def test_an_amended_permit_says_that_it_replaces_one() -> None:
    world = written.replaced()

    papers = [paper for paper in world.memory.papers.values() if paper.body.get("amends") and paper.kind is Kind.PERMIT]
    found = letter(Behind.gathered(papers, world.memory.papers.get), Language.SV)

    assert found.title.startswith("Ändrat tillstånd")
    assert len(found.decision) == 2


def test_a_permit_lists_the_conditions_of_its_parts_and_the_release_of_its_rules() -> None:
    world = written.issued()
    permit = next(paper for paper in world.memory.papers.values() if paper.kind is Kind.PERMIT)
    part = next(paper for paper in world.memory.papers.values() if paper.kind is Kind.PART_DECISION)
    held = {**part.body, "conditions": [{"id": "c1", "text": "Nothing is linked."}], "basis": None}
    papers = {**world.memory.papers, part.digest: replace(part, body=held)}
    rules = {"revision": "sha256:1", "release": 7}

    first = replace(permit, body={**permit.body, "rules": rules})
    found = letter(Behind.gathered([first], papers.get), Language.EN)

    assert "Nothing is linked." in texts(found)
    assert ("Release of the rules", "7") in found.sections[0].rows


def test_which_letters_there_are_is_told() -> None:
    world = written.revoked()

    of_request = world.house.letter.letters_of_request(REQUEST, by=RESEARCHER)
    of_permit = world.house.letter.letters_of_permit(PERMIT, by=RESEARCHER)

    assert [(one.kind, one.of) for one in of_request] == [(LetterKind.DECISION, name) for name in builders.DATASETS]
    assert [one.kind for one in of_permit] == [LetterKind.PERMIT, LetterKind.REVOCATION]
    assert {one.day for one in of_permit} == {builders.TODAY}


def test_a_letter_that_is_not_there_is_not_found() -> None:
    world = written.issued()

    with pytest.raises(NotFound):
        world.house.letter.request_letter(REQUEST, kind=LetterKind.RETURN, of="", language=Language.SV, by=RESEARCHER)
    with pytest.raises(NotFound):
        world.house.letter.permit_letter(PERMIT, kind=LetterKind.DECISION, language=Language.SV, by=RESEARCHER)


def test_whoever_may_not_read_the_request_may_not_read_its_letters() -> None:
    world = written.issued()

    world.rules.answers["read"] = refuse("W02-within-reach")

    with pytest.raises(Refused, match="W02-within-reach"):
        world.house.letter.permit_letter(PERMIT, kind=LetterKind.PERMIT, language=Language.SV, by=builders.STRANGER)


@pytest.mark.parametrize("spoiled", ["changed", "gone", "of a stranger", "without its day"])
def test_no_letter_is_made_of_a_paper_that_does_not_hold(spoiled: str) -> None:
    world = written.issued()
    digest = world.permit().paper
    paper = world.paper(digest)
    assert digest is not None
    if spoiled == "changed":
        world.memory.papers[digest] = replace(paper, body={**paper.body, "valid_until": "2099-12-31"})
    elif spoiled == "gone":
        del world.memory.papers[digest]
    else:
        body = dict(paper.body)
        if spoiled == "without its day":
            del body["issued_on"]
        key = builders.FOREIGN_KEY if spoiled == "of a stranger" else builders.GATEWAY_KEY
        other = key.sign(Kind.PERMIT, body)
        world.memory.papers[other.digest] = other
        permits = world.memory.nouns["permits"]
        permits[PERMIT] = replace(permits[PERMIT], paper=other.digest)

    with pytest.raises(LedgerBroken):
        world.house.letter.permit_letter(PERMIT, kind=LetterKind.PERMIT, language=Language.SV, by=RESEARCHER)


def test_papers_that_do_not_refuse_everything_make_no_refusal() -> None:
    world = written.issued()
    papers = world.memory.papers
    first = [paper for paper in papers.values() if paper.kind in {Kind.ACCESS_REQUEST, Kind.PART_DECISION}]

    with pytest.raises(Invalid, match="do not refuse"):
        letter(Behind.gathered(sorted(first, key=_requests_first), papers.get), Language.SV)


def test_a_permit_whose_parts_are_not_all_there_makes_no_letter() -> None:
    world = written.issued()
    papers = {digest: paper for digest, paper in world.memory.papers.items() if paper.body.get("controller") != "birka"}
    permit = [paper for paper in papers.values() if paper.kind is Kind.PERMIT]

    with pytest.raises(Invalid, match="lacks the decision on a part"):
        letter(Behind.gathered(permit, papers.get), Language.EN)


def test_papers_that_nobody_is_written_to_about_make_no_letter() -> None:
    world = written.issued()
    ruling = next(paper for paper in world.memory.papers.values() if paper.kind is Kind.RULING)

    with pytest.raises(Invalid, match="no letter about"):
        Behind.gathered([ruling], world.memory.papers.get)
    with pytest.raises(Invalid, match="no letter about"):
        Behind.gathered([], world.memory.papers.get)


def test_a_paper_in_another_shape_makes_no_letter() -> None:
    with pytest.raises(Invalid, match="cannot be read as a letter"):
        made_of("a no", datasets=...)


def test_a_letter_without_the_request_it_answers_is_none() -> None:
    world = written.part_refused()
    part = next(paper for paper in world.memory.papers.values() if paper.kind is Kind.PART_DECISION)

    with pytest.raises(Invalid, match="lacks its access-request"):
        letter(Behind(kind=LetterKind.DECISION, papers=(part,)), Language.SV)


def test_a_request_that_was_refused_for_its_samples_too_says_so() -> None:
    world = written.samples_refused()
    papers = world.memory.papers
    for controller in world.request().datasets:
        world.review(controller, None if controller == builders.DATASETS[0] else builders.REFUSES)
    papers = world.memory.papers
    kinds = {Kind.ACCESS_REQUEST, Kind.PART_DECISION, Kind.SAMPLE_DECISION}
    first = sorted((paper for paper in papers.values() if paper.kind in kinds), key=_requests_first)

    found = letter(Behind.gathered(first, papers.get), Language.EN)

    assert "the samples may not be used" in texts(found)
    assert "granted its part" in texts(found)


def test_an_amendment_that_is_refused_leaves_the_permit_as_it_was() -> None:
    world = written.refused()
    papers = dict(world.memory.papers)
    request = next(paper for paper in papers.values() if paper.kind is Kind.ACCESS_REQUEST)
    amending = replace(request, body={**request.body, "amends": builders.some_digest("a permit")})
    parts = [
        replace(paper, body={**paper.body, "access_request": amending.digest})
        for paper in papers.values()
        if paper.kind is Kind.PART_DECISION
    ]

    found = letter(Behind.gathered([amending, parts[0]], papers.get), Language.EN)

    assert found.decision == ("The amendment of the permit is refused. The permit that you have holds as before.",)


def made_of(walk: str, *, sheet: list[dict[str, Any]] | None = None, **changes: Any) -> Letter:
    """The letter that a decision would make if its paper said that; `...` takes a field away."""
    world = written.WALKS[walk][0]()
    papers = dict(world.memory.papers)
    part = next(paper for paper in papers.values() if paper.kind is Kind.PART_DECISION)
    if sheet is not None:
        ruling = papers[part.body["ruling"]]
        papers[ruling.digest] = replace(ruling, body={**ruling.body, "sheet": sheet})
    body = {name: value for name, value in {**part.body, **changes}.items() if value is not ...}
    return letter(Behind.gathered([replace(part, body=body)], papers.get), Language.EN)


def compose(world: World, kind: Kind, language: Language) -> Letter:
    papers = world.memory.papers
    first = [paper for paper in papers.values() if paper.kind is kind]
    return letter(Behind.gathered(first, papers.get), language)


def _requests_first(paper: SignedPaper) -> tuple[bool, str]:
    return paper.kind is not Kind.ACCESS_REQUEST, paper.digest


def test_a_return_is_a_paper_that_names_the_version_it_sends_back() -> None:
    world = written.returned()

    paper = world.paper(world.request().return_paper)

    assert paper.kind is Kind.REQUEST_RETURN
    assert paper.body["follows"] == world.request().sent_back
    assert signed_on(paper) == builders.TODAY
    assert json.loads(paper.to_json())["body"]["because"] == "say which ward\nand since when"


def test_once_a_request_is_sent_back_its_earlier_decisions_are_no_letters_of_it() -> None:
    world = written.granted()
    world.house.access_request.send_back(REQUEST, because="say which ward", by=builders.COORDINATOR)

    found = world.house.letter.letters_of_request(REQUEST, by=RESEARCHER)

    assert [one.kind for one in found] == [LetterKind.RETURN]
