"""The Rego as Rego: its own tests, all of it covered, formatted, strictly checked, linted, and fitting its schema."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from catalog.model import ALLOWED
from gateway.adapters.rules.bundle import write_bundle
from gateway.adapters.rules.digest import policy_digest, policy_files
from tests.policy.cases import POLICIES, document
from tests.support.neighbours import opa, regal

SCHEMA = POLICIES / "schemas/input.json"


@pytest.fixture(scope="module", name="opa_program")
def _opa_program() -> Path:
    return opa()


def test_the_tests_beside_the_rules_pass_and_cover_every_line(opa_program: Path) -> None:
    passed = run(opa_program, "test", "-b", str(POLICIES))
    covered = run(opa_program, "test", "-b", str(POLICIES), "--coverage", "--format=json")

    assert "FAIL" not in passed
    assert json.loads(covered)["coverage"] == 100


def test_the_rules_are_formatted(opa_program: Path) -> None:
    assert run(opa_program, "fmt", "--list", "--fail", str(POLICIES)) == ""


def test_the_rules_are_strict(opa_program: Path) -> None:
    run(opa_program, "check", "--strict", "-b", str(POLICIES))


def test_the_questions_fit_the_schema_of_their_facts(opa_program: Path) -> None:
    run(opa_program, "check", "--strict", "--ignore=system", "--schema", str(SCHEMA), "-b", str(POLICIES))


def test_a_slip_in_a_facts_name_is_found_before_it_is_asked(opa_program: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(POLICIES, tmp_path / "policies")
    rule = copy / "access_request/submit/submit.rego"
    rule.write_text(
        rule.read_text().replace("input.access_request.expected_persons", "input.access_request.expected_person")
    )

    checked = subprocess.run(
        [opa_program, "check", "--ignore=system", "--schema", SCHEMA, "-b", copy], capture_output=True, text=True
    )

    assert checked.returncode != 0
    assert "expected_person" in checked.stdout + checked.stderr


def test_regal_finds_nothing() -> None:
    run(regal(), "lint", "--format=compact", str(POLICIES))


def test_the_facts_of_the_tests_fit_the_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema")

    jsonschema.validate(document(), json.loads(SCHEMA.read_bytes()))


def test_the_rules_let_leave_what_the_catalog_may_offer_and_no_more() -> None:
    rule = (POLICIES / "grounds/columns/columns.rego").read_text()

    written = {sensitivity.value: sorted(kinds) for sensitivity, kinds in ALLOWED.items()}

    for sensitivity, kinds in written.items():
        line = next(line for line in rule.splitlines() if line.startswith(f'\t"{sensitivity}": '))
        assert sorted(json.loads(line.split(": ", 1)[1].rstrip(",").replace("{", "[").replace("}", "]"))) == kinds


def test_the_digest_is_of_what_decides_and_of_nothing_else(tmp_path: Path) -> None:
    copy = shutil.copytree(POLICIES, tmp_path / "policies")
    (copy / "README.md").write_text("other words")
    (copy / "facts/facts_test.rego").write_text("package facts_test\n")
    assert policy_digest(copy) == policy_digest(POLICIES)

    for name, _ in policy_files(POLICIES):
        changed = copy / name
        before = changed.read_bytes()
        changed.write_bytes(before + b"\n")
        assert policy_digest(copy) != policy_digest(POLICIES), name
        changed.write_bytes(before)


def test_the_same_policies_make_the_same_bundle(tmp_path: Path) -> None:
    first, second = tmp_path / "first.tar.gz", tmp_path / "second.tar.gz"

    digest = write_bundle(POLICIES, first)

    assert write_bundle(shutil.copytree(POLICIES, tmp_path / "policies"), second) == digest == policy_digest(POLICIES)
    assert first.read_bytes() == second.read_bytes()


def run(program: Path, *arguments: str) -> str:
    """What the program says; its complaint is the failure."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("path", [name for name, _ in policy_files(POLICIES) if name.endswith(".rego")])
def test_nothing_is_negated_directly_inside_every(path: str) -> None:
    """The embedded engine passes over such a `not`, and would say yes where the rules' server says no."""
    inside: list[int] = []
    depth = 0

    for number, line in enumerate((POLICIES / path).read_text(encoding="utf-8").splitlines(), start=1):
        assert not (inside and line.strip().startswith("not ")), f"{path}:{number}"
        opens = line.strip().startswith("every ") and line.rstrip().endswith("{")
        depth += line.count("{") - line.count("}")
        if opens:
            inside.append(depth)
        while inside and depth < inside[-1]:
            inside.pop()
