"""The file of a letter: PDF/A-3 with tags and fonts of its own, its papers inside, the same bytes each time."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner, Result

from gateway.adapters.letters.reading import enclosed
from gateway.adapters.letters.shown import SHOWN
from gateway.adapters.letters.typesetting import TEMPLATE, Typst
from gateway.cli import app
from gateway.domain.disclosure_review import Outcome
from gateway.domain.errors import Invalid
from gateway.domain.letter import ABOUT_PERMITS
from gateway.words.language import Language
from spark_jobs.papers.trust import TrustFile
from tests.support import builders
from tests.support import written_about as written
from tests.support.builders import PERMIT, REQUEST, RESEARCHER
from tests.support.fakes import World
from tests.support.neighbours import verapdf

ALIEN = '#eval("1") *bold* \\ <script>alert(1)</script> $x$ @cite å𝔖中'


def made(walk: str, language: Language, world: World | None = None) -> bytes:
    begin, kind, of = written.WALKS[walk]
    world = world or begin()
    world.typesetter = Typst()
    if kind in ABOUT_PERMITS:
        return world.house.letter.permit_letter(PERMIT, kind=kind, language=language, by=RESEARCHER)
    return world.house.letter.request_letter(REQUEST, kind=kind, of=of, language=language, by=RESEARCHER)


@pytest.fixture(scope="module")
def refusal() -> bytes:
    return made("a no", Language.SV)


def test_the_file_is_tagged_and_says_its_title_its_language_and_its_standard(refusal: bytes) -> None:
    with pikepdf.open(BytesIO(refusal)) as pdf:
        meta = pdf.open_metadata()

        assert (meta["pdfaid:part"], meta["pdfaid:conformance"], meta["pdfuaid:part"]) == ("3", "A", "1")
        assert str(pdf.docinfo["/Title"]) == "Vår del av din begäran avslås"
        assert str(pdf.Root.Lang) == "sv"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/StructTreeRoot" in pdf.Root
        assert "/OpenAction" not in pdf.Root


def test_every_font_lies_inside_the_file(refusal: bytes) -> None:
    with pikepdf.open(BytesIO(refusal)) as pdf:
        described = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontName" in one]

        assert described
        assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in described)


def test_the_same_papers_make_the_same_bytes(refusal: bytes) -> None:
    assert made("a no", Language.SV) == refusal
    assert made("a no", Language.EN) != refusal


def test_the_papers_lie_inside_as_they_were_signed(refusal: bytes) -> None:
    found = enclosed(refusal)

    assert [paper.kind.value for paper in found.papers] == ["part-decision", "access-request", "ruling"]
    for paper in found.papers:
        builders.TRUST.verify(paper, on=builders.TODAY)


def test_what_somebody_wrote_is_text_and_never_markup() -> None:
    world = World()
    world.submitted()
    world.review("alvik", builders.finding(Outcome.REFUSED, ALIEN))

    content = made("a no", Language.SV, world)

    assert enclosed(content).papers[0].body["reasons"] == ALIEN
    with pikepdf.open(BytesIO(content)) as pdf:
        assert not any("/JS" in one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))


def test_every_character_that_is_told_to_be_shown_is_shown() -> None:
    world = World()
    world.submitted()
    world.review("alvik", builders.finding(Outcome.REFUSED, " ".join(sorted(SHOWN))))

    assert made("a no", Language.SV, world).startswith(b"%PDF")


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\n", b"not a letter", b"%PDF-1.7\n%%EOF"])
def test_a_file_that_is_no_letter_is_told_as_such(broken: bytes) -> None:
    with pytest.raises(Invalid, match="no letter"):
        enclosed(broken)


def test_a_file_without_papers_or_of_another_maker_is_no_letter(refusal: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(refusal)) as pdf:
        pdf.docinfo["/Keywords"] = "somebody, else"
        pdf.save(out)

    with pytest.raises(Invalid, match="no letter"):
        enclosed(out.getvalue())


def test_a_letter_is_checked_offline_from_its_file_alone(tmp_path: Path, refusal: bytes) -> None:
    told = check(tmp_path, refusal)

    assert (told.exit_code, "genuine and unchanged" in told.output) == (0, True)


@pytest.mark.parametrize("walk", ["nothing granted", "emptied", "extended"])
def test_letters_of_several_papers_are_checked_too(tmp_path: Path, walk: str) -> None:
    assert check(tmp_path, made(walk, Language.EN)).exit_code == 0


def test_a_letter_whose_words_were_changed_does_not_hold(tmp_path: Path, refusal: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(refusal)) as pdf:
        pdf.docinfo["/Title"] = "Din begäran beviljas"
        pdf.save(out)

    told = check(tmp_path, out.getvalue())

    assert (told.exit_code, "DOES NOT HOLD" in told.output) == (1, True)


def test_a_letter_of_papers_that_nobody_trusts_does_not_hold(tmp_path: Path, refusal: bytes) -> None:
    told = check(tmp_path, refusal, trust=TrustFile(keys=()))

    assert (told.exit_code, "is not in the trust file" in told.output) == (1, True)


def test_a_letter_of_another_version_is_told_as_one_to_be_checked_with_it(tmp_path: Path, refusal: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(refusal)) as pdf:
        pdf.docinfo["/Keywords"] = str(pdf.docinfo["/Keywords"]).replace("slussen, ", "slussen, 99.")
        pdf.save(out)

    told = check(tmp_path, out.getvalue())

    assert (told.exit_code, "The papers hold" in told.output) == (1, True)


def test_what_is_no_letter_ends_as_bad_input(tmp_path: Path) -> None:
    assert check(tmp_path, b"no pdf").exit_code == 3


@pytest.mark.parametrize("language", Language)
def test_every_letter_is_pdf_a_and_pdf_ua_for_an_independent_judge(tmp_path: Path, language: Language) -> None:
    command = verapdf()
    for walk in written.WALKS:
        (tmp_path / f"{walk.replace(' ', '-')}.pdf").write_bytes(made(walk, language))

    for flavour in ("3a", "ua1"):
        words = [*command, "--flavour", flavour, "--format", "text", *map(str, sorted(tmp_path.glob("*.pdf")))]
        told = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600).stdout

        judged = [line.split()[0] for line in told.splitlines() if line.startswith(("PASS", "FAIL"))]
        assert judged == ["PASS"] * len(written.WALKS), told


def check(folder: Path, content: bytes, *, trust: TrustFile = builders.TRUST) -> Result:
    file, pins = folder / "letter.pdf", folder / "trust.json"
    file.write_bytes(content)
    pins.write_text(json.dumps(trust.model_dump(mode="json", by_alias=True)), "utf-8")
    return CliRunner().invoke(app, ["--lang", "en", "check-letter", str(file), "--trust", str(pins)])


def test_the_template_reads_nothing_but_the_letter() -> None:
    template = TEMPLATE.decode("utf-8")

    for reading in ("#import", "#include", "@preview", "read(", "image(", "csv(", "yaml(", "xml(", "plugin("):
        assert reading not in template
    assert template.count("sys.inputs") == 1
