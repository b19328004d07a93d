"""A real rule server under a real release: what is stale, unsigned, edited or half of it rules nothing."""

import gzip
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from gateway import wiring
from gateway.adapters.rules.bundle import read_bundle, write_bundle
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.releases import place_paper
from gateway.adapters.rules.seal import Seal
from gateway.adapters.rules.server import LOOPBACK, RuleServer, free_port, serving
from gateway.adapters.system import SystemClock
from gateway.domain.day import swedish_day
from gateway.domain.errors import Misconfigured, NeighbourUnavailable, RulesVoid
from gateway.ports.rules import Question
from gateway.settings import Settings
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.paper import digest_of
from spark_jobs.papers.trust import TrustFile
from tests.policy.cases import POLICIES, valid
from tests.support.builders import GATEWAY_KEY, RULES_TRUST, release_paper
from tests.support.neighbours import opa

TOKEN = "a-token-drawn-for-the-tests-0123456789"
TODAY = swedish_day(SystemClock().now())
ALWAYS = {"valid_from": date(2000, 1, 1), "valid_until": date(2099, 12, 31)}
TRUST = TrustFile(keys=tuple(key.model_copy(update=ALWAYS) for key in RULES_TRUST.keys))
"""The house is opened on the day of the machine."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Outside demo mode: the rules of the house, released as number two by two stewards; no server stands yet."""
    bundle, token = tmp_path / "served" / "policies.tar.gz", tmp_path / "opa.token"
    bundle.parent.mkdir()
    write_bundle(POLICIES, bundle)
    token.write_text(TOKEN)
    (tmp_path / "trust.json").write_text(TRUST.model_dump_json(by_alias=True))
    settings = Settings(
        home=tmp_path / "home",
        opa_url=f"http://{LOOPBACK}:{free_port()}",
        opa_token_file=token,
        opa_timeout_seconds=5,
        trust_file=tmp_path / "trust.json",
        rules_bundle=bundle,
        rules_releases=tmp_path / "releases",
        order_box=tmp_path / "box",
        heads=tmp_path / "heads",
    )
    GATEWAY_KEY.write(settings.home / "gateway.key")
    sign(settings, "Stina", "Sven")
    return settings


def sign(settings: Settings, *stewards: str, release: int = 2) -> None:
    assert settings.rules_bundle
    assert settings.rules_releases
    content = settings.rules_bundle.read_bytes()
    for steward in stewards:
        paper = release_paper(
            steward,
            release=release,
            revision=read_bundle(settings.rules_bundle).revision,
            bundle=digest_of(content),
            on=TODAY,
        )
        place_paper(settings.rules_releases, paper)


def unsign(settings: Settings, *, keep: int = 0) -> None:
    assert settings.rules_releases
    for paper in sorted(settings.rules_releases.glob("*.json"))[keep:]:
        paper.unlink()


def other_rules(folder: Path, *, longest: int = 20) -> Path:
    """The policies of the house with another number in them."""
    other = shutil.copytree(POLICIES, folder)
    numbers = other / "thresholds/data.json"
    numbers.write_text(numbers.read_text().replace('"value": 2,', f'"value": {longest},'))
    return other


def repacked(bundle: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    """The same bundle with other members, whatever its manifest says."""
    with tarfile.open(bundle, "r:gz") as archive:
        opened = {entry.name: archive.extractfile(entry) for entry in archive}
        files = {name: member.read() for name, member in opened.items() if member is not None}
    change(files)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    bundle.write_bytes(gzip.compress(packed.getvalue(), mtime=0))


def edit(files: dict[str, bytes]) -> None:
    files["thresholds/data.json"] = files["thresholds/data.json"].replace(b'"value": 2,', b'"value": 20,')


def halve(files: dict[str, bytes]) -> None:
    for name in sorted(files)[1::2]:
        del files[name]


def add(files: dict[str, bytes]) -> None:
    files["more/more.rego"] = b"package more\n\nallow := true\n"


@pytest.fixture
def server(settings: Settings, tmp_path: Path) -> Iterator[RuleServer]:
    assert settings.rules_bundle
    with serving(opa(), bundle=settings.rules_bundle, scratch=tmp_path, token=TOKEN) as started:
        yield started


def asked_of(server: RuleServer, settings: Settings) -> OpaRules:
    """The house's own rules, as wiring opens them, pointed at that server."""
    url = f"http://{server.host}:{server.port}"
    rules = wiring.open_rules(settings.model_copy(update={"opa_url": url}))
    assert isinstance(rules, OpaRules)
    return rules


def test_released_rules_rule_and_the_ruling_names_number_and_revision(server: RuleServer, settings: Settings) -> None:
    assert settings.rules_bundle
    with closing(asked_of(server, settings)) as rules:
        ruling = rules.ask(Question.QUERY, valid(Question.QUERY))

    assert ruling.allows
    assert (ruling.release, ruling.policy_digest) == (2, read_bundle(settings.rules_bundle).revision)


def test_a_server_that_still_serves_the_release_before_rules_nothing(
    server: RuleServer, settings: Settings, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.tar.gz"
    write_bundle(other_rules(tmp_path / "other"), newer)
    settings = settings.model_copy(update={"rules_bundle": newer})
    sign(settings, "Stina", "Siri", release=3)

    with closing(asked_of(server, settings)) as rules, pytest.raises(RulesVoid) as void:
        rules.ask(Question.QUERY, valid(Question.QUERY))

    assert void.value.reason == "rules-other"


def test_a_bundle_that_is_replaced_while_the_house_stands_rules_nothing(settings: Settings, tmp_path: Path) -> None:
    served = tmp_path / "other.tar.gz"
    write_bundle(other_rules(tmp_path / "other"), served)

    with (
        serving(opa(), bundle=served, scratch=tmp_path, token=TOKEN) as started,
        closing(asked_of(started, settings)) as rules,
        pytest.raises(RulesVoid) as void,
    ):
        rules.ask(Question.QUERY, valid(Question.QUERY))

    assert void.value.reason == "rules-other"


def test_a_house_outside_demo_mode_opens_on_released_rules_and_on_no_others(
    server: RuleServer, settings: Settings
) -> None:
    settings = settings.model_copy(update={"opa_url": f"http://{server.host}:{server.port}"})
    with wiring.open_house(settings) as house:
        assert house.desk.rules.release == 2
        assert not house.desk.rules.ask(Question.ACT, {"today": TODAY.isoformat(), "verb": "read"}).allows

    unsign(settings, keep=1)

    with pytest.raises(RulesVoid, match="two different"), wiring.open_house(settings):
        pass


def test_evidence_is_read_though_the_rules_are_void(settings: Settings) -> None:
    with wiring.open_house(settings):
        pass
    unsign(settings)

    with wiring.look_into(settings) as house, house.desk.open_work() as work:
        assert house.audit.examine(work).faults == ()
        with pytest.raises(NeighbourUnavailable, match="only looks"):
            house.desk.rules.ask(Question.ACT, {})


def why(settings: Settings) -> str:
    """The reason for which the house refuses to open its rules."""
    with pytest.raises(RulesVoid) as void:
        wiring.open_rules(settings)
    return void.value.reason


def test_outside_demo_mode_a_release_must_be_named(settings: Settings) -> None:
    for name in ("rules_bundle", "rules_releases"):
        with pytest.raises(Misconfigured, match="SLUSSEN_RULES_RELEASES"):
            wiring.open_rules(settings.model_copy(update={name: None}))


def test_an_unsigned_bundle_is_not_opened(settings: Settings) -> None:
    unsign(settings)

    assert why(settings) == "rules-unsigned"


def test_a_folder_that_is_not_there_holds_no_signature(settings: Settings, tmp_path: Path) -> None:
    assert why(settings.model_copy(update={"rules_releases": tmp_path / "nowhere"})) == "rules-unsigned"


def test_a_paper_that_cannot_be_read_is_told(settings: Settings) -> None:
    assert settings.rules_releases
    (settings.rules_releases / "0009.json").write_text("{}")

    with pytest.raises(RulesVoid, match="cannot be read"):
        wiring.open_rules(settings)


def test_a_bundle_that_one_steward_signed_is_not_opened(settings: Settings) -> None:
    unsign(settings, keep=1)

    assert why(settings) == "rules-once-signed"


@pytest.mark.parametrize("change", [edit, halve, add])
def test_a_bundle_that_holds_other_rules_than_it_says_is_not_opened(
    settings: Settings, change: Callable[[dict[str, bytes]], None]
) -> None:
    assert settings.rules_bundle
    repacked(settings.rules_bundle, change)

    assert why(settings) == "rules-edited"


def test_a_bundle_with_another_revision_in_its_manifest_is_not_opened(settings: Settings) -> None:
    def rename(files: dict[str, bytes]) -> None:
        files[".manifest"] = json.dumps({**json.loads(files[".manifest"]), "revision": "sha256:" + "0" * 64}).encode()

    assert settings.rules_bundle
    repacked(settings.rules_bundle, rename)

    assert why(settings) == "rules-edited"


def test_the_same_rules_in_another_file_than_the_signed_one_are_not_opened(settings: Settings) -> None:
    assert settings.rules_bundle
    repacked(settings.rules_bundle, lambda files: files.update(dict(reversed(list(files.items())))))
    settings.rules_bundle.write_bytes(settings.rules_bundle.read_bytes() + b"\0" * 512)

    assert why(settings) == "rules-edited"


def test_a_bundle_that_is_cut_off_or_gone_is_not_opened(settings: Settings) -> None:
    assert settings.rules_bundle
    whole = settings.rules_bundle.read_bytes()
    settings.rules_bundle.write_bytes(whole[: len(whole) // 2])
    assert why(settings) == "rules-edited"

    settings.rules_bundle.unlink()
    assert why(settings) == "rules-edited"


def test_the_house_that_was_given_a_newer_release_does_not_open_the_older_one(
    settings: Settings, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.tar.gz"
    write_bundle(other_rules(tmp_path / "other"), newer)
    sign(settings.model_copy(update={"rules_bundle": newer}), "Stina", "Sven", release=3)

    assert why(settings) == "rules-superseded"


def test_the_same_rules_are_the_same_bytes_wherever_they_are_built(tmp_path: Path) -> None:
    copied = shutil.copytree(POLICIES, tmp_path / "elsewhere")
    (copied / "thresholds/more_test.rego").write_text("package more_test\n")

    revisions = [write_bundle(POLICIES, tmp_path / "a.tar.gz"), write_bundle(copied, tmp_path / "b.tar.gz")]

    assert (tmp_path / "a.tar.gz").read_bytes() == (tmp_path / "b.tar.gz").read_bytes()
    assert revisions[0] == revisions[1] == read_bundle(tmp_path / "a.tar.gz").revision


# --- the seal ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(settings: Settings, tmp_path: Path) -> Path:
    """The released bundle sealed and signed anew; the file of the seal's public key."""
    assert settings.rules_bundle
    key = tmp_path / "seal.key"
    drawn = ec.derive_private_key(2026, ec.SECP256R1())
    key.write_bytes(drawn.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key.chmod(0o600)
    write_bundle(POLICIES, settings.rules_bundle, seal=Seal.read(key))
    unsign(settings)
    sign(settings, "Stina", "Sven")
    public = tmp_path / "seal.pem"
    public.write_bytes(Seal.read(key).public)
    return public


def test_a_sealed_bundle_is_loaded_and_rules(settings: Settings, sealed: Path, tmp_path: Path) -> None:
    assert settings.rules_bundle
    with (
        serving(opa(), bundle=settings.rules_bundle, scratch=tmp_path, token=TOKEN, seal=sealed) as started,
        closing(asked_of(started, settings)) as rules,
    ):
        assert rules.ask(Question.QUERY, valid(Question.QUERY)).allows


@pytest.mark.parametrize("change", [edit, halve, add, lambda files: files.pop(".signatures.json")])
def test_a_server_with_the_seal_does_not_load_what_was_changed_under_the_same_revision(
    settings: Settings, sealed: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    assert settings.rules_bundle
    repacked(settings.rules_bundle, change)

    with (
        pytest.raises(NeighbourUnavailable, match="did not start"),
        serving(opa(), bundle=settings.rules_bundle, scratch=tmp_path, token=TOKEN, seal=sealed),
    ):
        pass


def test_a_sealed_bundle_is_the_same_bytes_each_time_and_of_the_same_revision(
    settings: Settings, sealed: Path, tmp_path: Path
) -> None:
    assert settings.rules_bundle
    again = tmp_path / "again.tar.gz"

    write_bundle(POLICIES, again, seal=Seal.read(tmp_path / "seal.key"))

    assert again.read_bytes() == settings.rules_bundle.read_bytes()
    assert read_bundle(again).revision == write_bundle(POLICIES, tmp_path / "unsealed.tar.gz")


def test_the_seals_key_is_its_owners_alone_and_of_its_kind(sealed: Path, tmp_path: Path) -> None:
    key = tmp_path / "seal.key"
    key.chmod(0o640)
    with pytest.raises(KeyFileError, match="0600"):
        Seal.read(key)
    with pytest.raises(KeyFileError, match="There is no"):
        Seal.read(tmp_path / "nowhere")
    with pytest.raises(KeyFileError, match="no private key"):
        Seal.read(sealed)
    key.write_bytes(Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(KeyFileError, match="P-256"):
        Seal.read(key)


# --- the interface of the server --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RuleServer]:
    scratch = tmp_path_factory.mktemp("alone")
    write_bundle(POLICIES, scratch / "policies.tar.gz")
    with serving(opa(), bundle=scratch / "policies.tar.gz", scratch=scratch, token=TOKEN) as started:
        yield started


def called(server: RuleServer, method: str, path: str, token: str | None) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
    url = f"http://{server.host}:{server.port}{path}"
    return requests.request(method, url, json={"input": {}, "query": "true"}, headers=headers, timeout=5)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path",
    [
        "/v1/policies",
        "/v1/policies/facts/facts.rego",
        "/v1/data/thresholds",
        "/v1/data/system/authz",
        "/v1/compile",
        "/v1/compile/delivery/query",
        "/v1/query",
        "/v1/status",
        "/v1/config",
        "/v1/cache/query",
        "/v0/data/delivery/query",
        "/",
    ],
)
def test_with_the_token_too_nothing_beside_the_questions_is_answered(alone: RuleServer, method: str, path: str) -> None:
    assert called(alone, method, path, TOKEN).status_code == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("question", Question)
def test_a_question_is_asked_and_never_written(alone: RuleServer, question: Question, method: str) -> None:
    assert called(alone, method, f"/v1/data/{question.value}", TOKEN).status_code == 401


@pytest.mark.parametrize("token", [None, "", "short", "another-token-of-thirty-two-characters-0"], ids=str)
@pytest.mark.parametrize("question", Question)
def test_without_the_token_no_question_is_answered(alone: RuleServer, question: Question, token: str | None) -> None:
    assert called(alone, "POST", f"/v1/data/{question.value}", token).status_code == 401
    assert called(alone, "POST", f"/v1/data/{question.value}", TOKEN).status_code == 200
