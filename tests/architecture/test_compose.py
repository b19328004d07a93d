"""The compose file is a true drawing of who may open what, though no container engine ran it where it was written."""

import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.reading import REPOSITORY, standing

SERVICE_KEYS = frozenset(
    {
        "image",
        "build",
        "command",
        "entrypoint",
        "environment",
        "volumes",
        "networks",
        "depends_on",
        "ports",
        "user",
        "read_only",
    }
    | {"tmpfs", "cap_drop", "security_opt", "healthcheck", "restart", "stop_grace_period", "init", "secrets", "configs"}
)
"""Those keys of the specification that the file uses; a mistyped key would be none of them."""

TOP_LEVEL = frozenset({"name", "services", "networks", "volumes", "secrets", "configs"})
ROWS_LIE_IN = frozenset({"sources", "runner", "workspaces"})


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    said = yaml.safe_load(standing("docker-compose.yml").read_text(encoding="utf-8"))
    assert isinstance(said, dict)
    return said


def volumes_of(service: dict[str, Any]) -> set[str]:
    """The named volumes a service mounts."""
    return {mount.split(":")[0] for mount in service.get("volumes", ()) if not mount.startswith((".", "/", "$"))}


def networks_of(compose: dict[str, Any], name: str) -> set[str]:
    return set(compose["services"][name].get("networks", ()))


def test_it_has_the_form_of_the_specification(compose: dict[str, Any]) -> None:
    assert set(compose) <= TOP_LEVEL
    for name, service in compose["services"].items():
        assert set(service) <= SERVICE_KEYS, name
        assert "image" in service or "build" in service, name
        assert networks_of(compose, name) <= set(compose["networks"]), name
        assert volumes_of(service) <= set(compose["volumes"]), name
        assert set(service.get("depends_on", ())) <= set(compose["services"]), name
        assert set(service.get("secrets", ())) <= set(compose.get("secrets", ())), name
        assert all(isinstance(word, str) for word in service.get("command", ())), name


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


def test_the_planes_share_the_order_box_and_no_network(compose: dict[str, Any]) -> None:
    gateway, runner = compose["services"]["gateway"], compose["services"]["runner"]

    assert volumes_of(gateway) & volumes_of(runner) == {"box"}
    assert networks_of(compose, "gateway") & networks_of(compose, "runner") == set()


def test_the_gateway_mounts_nothing_in_which_rows_lie(compose: dict[str, Any]) -> None:
    assert volumes_of(compose["services"]["gateway"]) & ROWS_LIE_IN == set()
    assert volumes_of(compose["services"]["runner"]) >= ROWS_LIE_IN


def test_no_process_runs_as_another_or_as_root(compose: dict[str, Any]) -> None:
    accounts = [compose["services"][name]["user"] for name in ("gateway", "runner")]

    assert len(set(accounts)) == 2
    assert not any(account.startswith("0") for account in accounts)


def test_each_process_is_given_its_own_secrets_and_only_the_trust_file_is_common(compose: dict[str, Any]) -> None:
    gateway, runner = (set(compose["services"][name]["secrets"]) for name in ("gateway", "runner"))

    assert gateway & runner == {"trust"}
    assert gateway | runner == set(compose["secrets"])


def test_the_runner_and_the_rule_server_are_reached_from_nowhere_else(compose: dict[str, Any]) -> None:
    for name in ("runner", "opa"):
        assert "ports" not in compose["services"][name]
        assert all(compose["networks"][network]["internal"] for network in networks_of(compose, name))


def test_the_start_commands_are_those_the_tests_run(compose: dict[str, Any]) -> None:
    standing("gateway/cli/operator.py")
    standing("spark_jobs/cli.py")
    commands = {name: compose["services"][name]["command"] for name in ("gateway", "runner")}

    assert commands["gateway"][:3] == ["slussen", "operator", "serve"]
    assert commands["runner"][:2] == ["slussen-runner", "serve"]
    for command in commands.values():
        assert shutil.which(command[0], path=str(Path(sys.executable).parent))


def test_the_rule_server_is_started_as_the_tests_start_it(compose: dict[str, Any]) -> None:
    from gateway.adapters.rules.bundle import TOKEN_DIGEST, serve_command

    started = serve_command(Path("opa"), bundle=Path("/policies.tar.gz"), address="0.0.0.0:8181")

    assert compose["services"]["opa"]["command"] == started[1:]
    assert set(compose["services"]["opa"]["environment"]) == {TOKEN_DIGEST}


def test_every_setting_it_gives_is_a_setting(compose: dict[str, Any]) -> None:
    standing("gateway/settings.py")
    rows = (REPOSITORY / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")

    given = [name for service in ("gateway", "runner") for name in compose["services"][service]["environment"]]

    assert len(given) >= 8
    assert [name for name in given if f"`{name}`" not in rows] == []
