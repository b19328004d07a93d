"""What lies in the repository: nobody's number, no private key, no file too large to review, no host in a lock file."""

import gzip
import re
import tomllib

import pytest

from deploy.checks.repository import (
    LARGEST,
    PRIVATE_KEY,
    findings,
    has_its_check_digit,
    repository_files,
    resembles_a_person,
)
from tests.architecture.reading import REPOSITORY
from tests.support.shared import shared

LOCKS = ("requirements.lock", "requirements-java.lock", "requirements-uv.lock")


def with_check_digit(nine_digits: str) -> str:
    return next(nine_digits + digit for digit in "0123456789" if has_its_check_digit(nine_digits + digit))


def test_no_real_number_no_private_key_and_no_large_file_lies_here() -> None:
    files = repository_files()

    found = [sentence for path in files for sentence in findings(path)]

    assert len(files) > 100
    assert found == []


@pytest.mark.parametrize("serial", ["123", "237", "240", "979", "984"])
def test_a_number_outside_the_published_kind_is_noticed_in_each_of_its_forms(serial: str) -> None:
    ten = with_check_digit("811228" + serial)

    forms = [ten, f"19{ten}", f"{ten[:6]}-{ten[6:]}", f"19{ten[:6]}-{ten[6:]}", with_check_digit("811288" + serial)]

    assert [resembles_a_person(f'"{form}"') for form in forms] == [True] * len(forms)


@pytest.mark.parametrize("text", ["8112002381", "811300-2390", "0.8112289874", "a8112289874b", "19811228239"])
def test_what_is_no_number_of_anybody_is_passed_over(text: str) -> None:
    assert not resembles_a_person(text)


def test_the_published_numbers_of_the_kind_we_draw_are_passed_over() -> None:
    """A published number with another serial is noticed too: the check would rather be asked than be silent."""
    numbers = [
        number
        for name in ("allPins.json.gz", "allCoords.json.gz")
        for number in re.findall(
            r"\d{12}", gzip.decompress(shared(f"data/se_personnummer/{name}").read_bytes()).decode()
        )
    ]

    ours = [number for number in numbers if number[8:11] in {"238", "239"}]

    assert len(ours) > 30_000
    assert [number for number in ours if resembles_a_person(number)] == []


def test_a_private_key_is_noticed() -> None:
    assert PRIVATE_KEY.search("-----BEGIN " + "PRIVATE KEY-----")
    assert PRIVATE_KEY.search("-----BEGIN OPENSSH " + "PRIVATE KEY-----")
    assert not PRIVATE_KEY.search("-----BEGIN PUBLIC KEY-----")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_pins_by_digest_and_names_no_host(name: str) -> None:
    """Whoever installs does so from a mirror of their own; the digests say that it is the same."""
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    pinned = [block for block in re.split(r"\n(?=\S)", text) if block.strip()]

    assert all("==" in block and "--hash=sha256:" in block for block in pinned)
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host|@ (git|file)", text)
    assert len(text) < LARGEST


def test_every_dependency_that_is_declared_is_locked() -> None:
    declared = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *declared["project"]["dependencies"],
        *declared["dependency-groups"]["dev"],
        *declared["dependency-groups"]["java"],
    ]
    locked = "\n".join((REPOSITORY / name).read_text(encoding="utf-8") for name in LOCKS)

    missing = [one for one in wanted if f"\n{re.split('[<>=[]', one)[0]}==" not in f"\n{locked}"]

    assert len(wanted) > 20
    assert missing == []


def test_the_licence_file_is_the_one_the_project_names() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    first_line = (REPOSITORY / "LICENSE").read_text(encoding="utf-8").splitlines()[0]

    assert (project["license"], first_line) == ("EUPL-1.2", "EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_every_lint_rule_that_is_switched_off_says_why() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    lint = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8-tidy-imports]")]
    after_the_choice = lint[lint.index("ignore = [") :]

    unexplained = [
        line for line in after_the_choice.splitlines() if re.search(r'"[A-Z]+\d+"', line) and "#" not in line
    ]

    assert unexplained == []
