"""The compose file is a true drawing of who may open what, though no container engine ran it where it was written."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.reading import REPOSITORY, standing

SERVICE_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "build": dict,
    "cap_drop": list,
    "command": list,
    "depends_on": list,
    "entrypoint": list,
    "environment": dict,
    "healthcheck": dict,
    "image": str,
    "network_mode": str,
    "networks": list,
    "ports": list,
    "profiles": list,
    "read_only": bool,
    "restart": str,
    "secrets": list,
    "security_opt": list,
    "stop_grace_period": str,
    "stop_signal": str,
    "tmpfs": list,
    "user": str,
    "volumes": list,
}
"""Those keys of the specification that the file uses, in the shorter of their forms; a mistyped key would be none."""

HEALTH_KEYS = frozenset({"test", "interval", "timeout", "retries", "start_period"})
TOP_LEVEL = frozenset({"name", "services", "networks", "volumes", "secrets"})
DURATION = re.compile(r"(\d+h)?(\d+m)?(\d+s)?")
ROWS_LIE_IN = frozenset({"sources", "runner", "objects", "objects-versions", "runner-backups", "tombstones"})
OURS = ("gateway", "runner")
ENGINE = ("engine-master", "engine-worker")
LEFT_OUT = frozenset({"pyspark", "py4j", "pandas", "pyarrow", "duckdb", "presidio-analyzer", "spacy", "dbos"})
"""Distributions that the gateway's image does not hold."""


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    said = yaml.safe_load(standing("docker-compose.yml").read_text(encoding="utf-8"))
    assert isinstance(said, dict)
    return said


def commands_of(service: dict[str, Any]) -> list[str]:
    return [
        *service.get("entrypoint", ()),
        *service.get("command", ()),
        *service.get("healthcheck", {}).get("test", ()),
    ]


def volumes_of(service: dict[str, Any]) -> set[str]:
    """The named volumes a service mounts."""
    return {mount.split(":")[0] for mount in service.get("volumes", ()) if not mount.startswith((".", "/", "$"))}


def networks_of(compose: dict[str, Any], name: str) -> set[str]:
    return set(compose["services"][name].get("networks", ()))


def test_it_has_the_form_of_the_specification(compose: dict[str, Any]) -> None:
    assert {name for name in compose if not name.startswith("x-")} <= TOP_LEVEL
    for name, service in compose["services"].items():
        wrong = [key for key, value in service.items() if not isinstance(value, SERVICE_KEYS.get(key, ()))]
        assert wrong == [], name
        assert ("image" in service) != ("build" in service), name
        assert ("networks" in service) != ("network_mode" in service), name
        assert all(isinstance(word, str) for word in commands_of(service)), name
        assert all(isinstance(value, str) for value in service.get("environment", {}).values()), name
        health = service.get("healthcheck", {"test": ["CMD"]})
        assert set(health) <= HEALTH_KEYS, name
        assert health["test"][0] == "CMD", name
        for length in (service.get("stop_grace_period"), health.get("interval"), health.get("timeout")):
            assert length is None or DURATION.fullmatch(length), name


def test_every_name_in_it_is_one_of_its_own(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert networks_of(compose, name) <= set(compose["networks"]), name
        assert volumes_of(service) <= set(compose["volumes"]), name
        assert set(service.get("depends_on", ())) <= set(compose["services"]), name
        assert set(service.get("secrets", ())) <= set(compose["secrets"]), name


def test_nothing_in_it_is_more_than_it_needs_to_be(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service, name


def test_no_secret_stands_in_it_and_none_has_a_default(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for variable, value in service.get("environment", {}).items():
            secret = re.search("PASSWORD|SECRET|TOKEN|KEY|PASSPHRASE", variable)
            harmless = value.startswith("/run/secrets/") or value.isdecimal() or ":?" in value
            assert not secret or harmless, (name, variable)
    files = [secret["file"] for secret in compose["secrets"].values()]
    assert all(file.startswith("${SLUSSEN_SECRETS:-./secrets}/") for file in files)
    assert len(set(files)) == len(files)
    assert not (REPOSITORY / "secrets").exists()


def test_no_service_is_in_demo_mode(compose: dict[str, Any]) -> None:
    given = {name for service in compose["services"].values() for name in service.get("environment", {})}

    assert given.isdisjoint({"SLUSSEN_DEMO", "SLUSSEN_RUNNER_DEMO", "SLUSSEN_RULES"})


def test_every_volume_network_and_path_it_names_is_used_and_exists(compose: dict[str, Any]) -> None:
    services = compose["services"].values()

    assert set().union(*(volumes_of(service) for service in services)) == set(compose["volumes"])
    assert set().union(*(service.get("networks", ()) for service in services)) == set(compose["networks"])
    for service in services:
        paths = [mount.split(":")[0] for mount in service.get("volumes", ()) if mount.startswith("./")]
        if "build" in service:
            paths.append(str(Path(service["build"]["context"]) / service["build"]["dockerfile"]))
        assert [path for path in paths if not (REPOSITORY / path).exists()] == []


def test_every_image_is_pinned(compose: dict[str, Any]) -> None:
    images = [service["image"] for service in compose["services"].values() if "build" not in service]

    assert images
    assert all("@sha256:" in image and ":latest" not in image for image in images)


def test_the_images_are_pinned_to_what_they_are_built_from() -> None:
    for name in OURS:
        text = standing(f"deploy/images/{name}.Containerfile").read_text(encoding="utf-8")
        bases = re.findall(r"^FROM (\S+)", text, flags=re.MULTILINE)
        assert bases
        assert all(
            re.fullmatch(r"docker\.io/library/python:3\.11\.\d+-\S+@sha256:[0-9a-f]{64}", base) for base in bases
        )
        assert text.count("--require-hashes") >= 2
        paths = re.findall(r"^COPY ((?:\S+ )+)\S+$", text, flags=re.MULTILINE)
        assert [path for line in paths for path in line.split() if not (REPOSITORY / path).exists()] == []


def test_the_gateways_image_holds_no_engine_and_no_code_of_the_data_plane_but_the_papers() -> None:
    text = standing("deploy/images/gateway.Containerfile").read_text(encoding="utf-8")

    copied = {path for line in re.findall(r"^COPY (.+)$", text, flags=re.MULTILINE) for path in line.split()[:-1]}
    assert {path for path in copied if path.startswith(("spark_jobs", "pseudonymisation"))} == {
        "spark_jobs/__init__.py",
        "spark_jobs/system.py",  # the clock that places of objects ask
        "spark_jobs/papers",
        "spark_jobs/objects",
        "spark_jobs/watching",
    }
    assert "requirements-java.lock" not in text
    assert set(re.findall(r"uninstall --system (.+)", text)[0].split()) >= LEFT_OUT


def test_the_gateway_opens_without_what_its_image_leaves_out() -> None:
    script = (
        "import sys\n"
        f"gone = {sorted(name.replace('-', '_') for name in LEFT_OUT)} + ['pseudonymisation']\n"
        "shared = {'papers', 'objects', 'watching', 'system'}\n"
        "class Gone:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in gone: raise ImportError(name)\n"
        "        if name.startswith('spark_jobs.') and name.split('.')[1] not in shared:\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Gone())\n"
        "import gateway.cli, gateway.main, gateway.wiring, gateway.adapters.watching.traces\n"
        "print('open')\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=REPOSITORY)

    assert done.stdout == "open\n", done.stderr


def test_the_planes_share_the_order_box_and_no_network(compose: dict[str, Any]) -> None:
    gateway, runner = compose["services"]["gateway"], compose["services"]["runner"]

    assert volumes_of(gateway) & volumes_of(runner) == {"box"}
    assert "network_mode" not in gateway
    assert networks_of(compose, "gateway") & networks_of(compose, "runner") == set()


def test_the_gateway_mounts_nothing_in_which_rows_lie(compose: dict[str, Any]) -> None:
    assert volumes_of(compose["services"]["gateway"]) & ROWS_LIE_IN == set()
    for name in ("runner", "objects"):
        assert volumes_of(compose["services"][name]) & ROWS_LIE_IN
    mounted = {name for name in compose["services"] if volumes_of(compose["services"][name]) & ROWS_LIE_IN}
    assert mounted == {"runner", "objects", "engine-worker"}


def test_the_gateway_reaches_no_service_of_the_data_plane(compose: dict[str, Any]) -> None:
    reached = {name for name in compose["services"] if networks_of(compose, name) & networks_of(compose, "gateway")}

    assert reached == {"gateway", "opa", "keycloak"}


def test_no_process_runs_as_another_or_as_root(compose: dict[str, Any]) -> None:
    accounts = [service["user"].split(":")[0] for service in compose["services"].values() if "user" in service]

    assert {name for name, service in compose["services"].items() if "user" not in service} == {
        "opa"
    }  # its image has one
    assert len(accounts) == 7
    assert len(set(accounts)) == 5
    assert {compose["services"][name]["user"] for name in ENGINE} == {compose["services"]["runner"]["user"]}
    assert "0" not in accounts


def test_each_process_is_given_its_own_secrets_and_shares_nothing_secret(compose: dict[str, Any]) -> None:
    given = {name: set(service.get("secrets", ())) for name, service in compose["services"].items()}
    assert all(given.pop(name) == {"engine_secret"} for name in ENGINE)  # of the runner's own plane and account

    shared = {secret for one in given for other in given if one < other for secret in given[one] & given[other]}
    assert shared == {"trust", "objects_certificate"}
    assert set().union(*given.values()) == set(compose["secrets"])


def test_the_runner_and_the_rule_server_are_reached_from_nowhere_else(compose: dict[str, Any]) -> None:
    for name in ("runner", "opa", "objects", "store", *ENGINE):
        assert "ports" not in compose["services"][name]
        assert all(compose["networks"][network]["internal"] for network in networks_of(compose, name))
    assert compose["services"]["store"]["network_mode"] == "none"
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["gateway"]["ports"])


def test_the_start_commands_are_those_the_tests_run(compose: dict[str, Any]) -> None:
    standing("gateway/cli/operator.py")
    standing("spark_jobs/cli/running.py")
    commands = {name: compose["services"][name]["command"] for name in ("gateway", "runner")}

    assert commands["gateway"][:3] == ["slussen", "operator", "serve"]
    assert commands["runner"][:2] == ["slussen-runner", "serve"]
    for command in commands.values():
        assert shutil.which(command[0], path=str(Path(sys.executable).parent))


def test_the_images_start_what_the_file_starts(compose: dict[str, Any]) -> None:
    for name in OURS:
        text = standing(f"deploy/images/{name}.Containerfile").read_text(encoding="utf-8")
        started, account = re.search(r"^CMD (.+)$", text, re.MULTILINE), re.search(r"^USER (.+)$", text, re.MULTILINE)
        assert started is not None
        assert account is not None
        assert json.loads(started[1]) == compose["services"][name]["command"]
        assert account[1] == compose["services"][name]["user"]


def test_the_health_checks_are_commands_and_addresses_of_the_house(compose: dict[str, Any]) -> None:
    from gateway.web.api.health import router
    from spark_jobs.cli import app

    gateway, runner = (" ".join(compose["services"][name]["healthcheck"]["test"]) for name in OURS)

    assert "http://127.0.0.1:8420/health" in gateway
    assert "/health" in {getattr(route, "path", "") for route in router.routes}
    assert runner == "CMD slussen-runner health"
    assert "health" in {command.callback.__name__ for command in app.registered_commands if command.callback}


def test_store_and_objects_are_started_as_the_tests_start_them(compose: dict[str, Any]) -> None:
    from tests.support import postgresql, s3

    store, objects = (compose["services"][name]["command"] for name in ("store", "objects"))
    started = Path(s3.__file__).read_text(encoding="utf-8")

    assert store[0] == "postgres"
    assert {word for word in store if word.startswith(("fsync", "log_min"))} <= set(postgresql.SETTINGS)
    assert objects[0] == "versitygw"
    words = {word for word in objects if word.startswith("--")} - {"--health"}
    assert [word for word in words if f'"{word}"' not in started] == []
    assert objects[objects.index("--region") + 1] == s3.REGION
    script = standing("deploy/neighbours/versitygw.sh").read_text(encoding="utf-8")
    version = re.search(r"^VERSION=(\S+)$", script, re.MULTILINE)
    assert version is not None
    assert f"versitygw:{version[1]}@" in compose["services"]["objects"]["image"]


def test_the_provider_of_identities_is_that_of_the_tests_with_the_realm_of_the_tests(compose: dict[str, Any]) -> None:
    from tests.support import keycloak

    service = compose["services"]["keycloak"]
    built = standing(service["build"]["dockerfile"]).read_text(encoding="utf-8")
    script = standing("deploy/neighbours/keycloak.sh").read_text(encoding="utf-8")
    started = Path(keycloak.__file__).read_text(encoding="utf-8")

    version = re.search(r"^VERSION=(\S+)$", script, re.MULTILINE)
    assert version is not None
    assert re.search(rf"^FROM quay\.io/keycloak/keycloak:{version[1]}@sha256:[0-9a-f]{{64}}$", built, re.MULTILINE)
    assert [word for word in service["command"][:5] if f'"{word}"' not in started] == []
    assert any(mount.startswith("./deploy/keycloak/realm.json:") for mount in service["volumes"])
    gateway = compose["services"]["gateway"]
    mounted = next(mount for mount in gateway["volumes"] if mount.startswith("./deploy/keycloak/claims.json:"))
    assert gateway["environment"]["SLUSSEN_OIDC_CLAIMS_FILE"] == mounted.split(":")[1]


def test_no_secret_and_nobody_stands_in_the_realm() -> None:
    realm = json.loads(standing("deploy/keycloak/realm.json").read_bytes())

    assert {client.get("secret", "${none}")[:2] for client in realm["clients"]} == {"${"}
    assert [user["username"] for user in realm["users"]] == ["service-account-slussen-watch"]
    for client in realm["clients"]:
        assert not client["implicitFlowEnabled"]
        assert not client["directAccessGrantsEnabled"]
        by_people = client["standardFlowEnabled"]
        assert by_people != client["serviceAccountsEnabled"]
        assert not by_people or client["attributes"]["pkce.code.challenge.method"] == "S256"


def test_the_rule_server_is_started_as_the_tests_start_it(compose: dict[str, Any]) -> None:
    from gateway.adapters.rules.bundle import TOKEN_DIGEST, serve_command

    started = serve_command(
        Path("opa"), bundle=Path("/policies.tar.gz"), address="0.0.0.0:8181", seal=Path("/seal.pem")
    )

    assert compose["services"]["opa"]["command"] == started[1:]
    assert set(compose["services"]["opa"]["environment"]) == {TOKEN_DIGEST}


def test_gateway_and_rule_server_are_given_the_same_bundle(compose: dict[str, Any]) -> None:
    mounts = [mount.rsplit(":", 2) for name in ("gateway", "opa") for mount in compose["services"][name]["volumes"]]

    served = {
        (source, mode) for source, _, mode in (mount for mount in mounts if len(mount) == 3) if "BUNDLE" in source
    }
    assert served == {("${SLUSSEN_BUNDLE:-./var/policies.tar.gz}", "ro")}
    given = compose["services"]["gateway"]["environment"]
    inside = {mount[1] for mount in mounts if len(mount) == 3}
    assert {given["SLUSSEN_RULES_BUNDLE"], given["SLUSSEN_RULES_RELEASES"]} <= inside


def test_the_engine_is_started_as_the_tests_of_the_cluster_start_it(compose: dict[str, Any]) -> None:
    from tests.support import cluster

    master, worker = (compose["services"][name] for name in ENGINE)
    script = standing("deploy/images/engine.sh").read_text(encoding="utf-8")
    started = Path(cluster.__file__).read_text(encoding="utf-8")

    assert (master["command"][0], worker["command"][0]) == (cluster.MASTER, cluster.WORKER)
    words = {word for service in (master, worker) for word in service["command"] if word.startswith("--")}
    assert [word for word in words if f'"{word}"' not in started] == []
    told = {tuple(line.split()[:2]) for line in cluster.TOLD.strip().splitlines() if "{secret}" not in line}
    assert told <= {tuple(line.split()) for line in script.splitlines()}
    assert "spark.authenticate.secret $(" in script
    assert (master["profiles"], worker["profiles"]) == (["cluster"], ["cluster"])


def test_every_setting_it_gives_is_a_setting(compose: dict[str, Any]) -> None:
    standing("gateway/settings.py")
    rows = (REPOSITORY / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    given = [name for service in OURS for name in compose["services"][service]["environment"]]

    assert len(given) >= 8
    assert [name for name in given if f"`{name}`" not in rows] == []
