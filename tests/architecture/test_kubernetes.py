"""The manifests say to a cluster what the compose file says to one machine, and deny whatever is not named."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from tests.architecture.reading import REPOSITORY, standing

Document = Mapping[str, Any]
KINDS: Mapping[str, str] = {
    "Namespace": "v1",
    "ServiceAccount": "v1",
    "NetworkPolicy": "networking.k8s.io/v1",
    "PersistentVolumeClaim": "v1",
    "Deployment": "apps/v1",
    "StatefulSet": "apps/v1",
    "Service": "v1",
}
CLUSTER = {"SLUSSEN_RUNNER_SPARK_MASTER", "SLUSSEN_RUNNER_SPARK_SECRET_FILE", "SLUSSEN_RUNNER_DRIVER_HOST"}
OURS = {"gateway": "deploy/images/gateway.Containerfile", "runner": "deploy/images/runner.Containerfile"}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    files = sorted(standing("deploy/kubernetes").glob("*.yaml"))
    return [document for file in files for document in yaml.safe_load_all(file.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def compose() -> Document:
    said: Document = yaml.safe_load(standing("docker-compose.yml").read_text(encoding="utf-8"))
    return said


def pods(documents: list[Document]) -> Iterator[tuple[str, str, Document]]:
    """Name, namespace and pod of everything that runs."""
    for document in documents:
        if document["kind"] in {"Deployment", "StatefulSet"}:
            metadata = document["metadata"]
            yield metadata["name"], metadata["namespace"], document["spec"]["template"]["spec"]


def containers(pod: Document) -> list[Document]:
    return [*pod["containers"], *pod.get("initContainers", ())]


def main_container(documents: list[Document], name: str) -> Document:
    found: Document = next(pod for one, _, pod in pods(documents) if one == name)["containers"][0]
    return found


def test_every_document_is_of_a_known_kind_in_one_of_the_two_namespaces(documents: list[Document]) -> None:
    assert len(documents) > 20
    for document in documents:
        assert document["apiVersion"] == KINDS[document["kind"]]
        place = document["metadata"].get("namespace", document["metadata"]["name"])
        assert place in {"slussen-gateway", "slussen-runner"}
    names = [(one["kind"], one["metadata"].get("namespace"), one["metadata"]["name"]) for one in documents]
    assert len(set(names)) == len(names)


def test_the_pieces_are_those_of_the_compose_file(documents: list[Document], compose: Document) -> None:
    always = {name for name, service in compose["services"].items() if "profiles" not in service}
    assert {name for name, _, _ in pods(documents)} == always


def test_both_namespaces_enforce_the_strictest_standard(documents: list[Document]) -> None:
    spaces = [document for document in documents if document["kind"] == "Namespace"]

    levels = [space["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] for space in spaces]

    assert levels == ["restricted", "restricted"]


def test_every_pod_keeps_to_that_standard(documents: list[Document]) -> None:
    for name, _, pod in pods(documents):
        whole = pod["securityContext"]
        assert whole["runAsNonRoot"] is True, name
        assert whole["runAsUser"] > 0, name
        assert whole["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        for container in containers(pod):
            own = container["securityContext"]
            assert own["allowPrivilegeEscalation"] is False, name
            assert own["readOnlyRootFilesystem"] is True, name
            assert own["capabilities"] == {"drop": ["ALL"]}, name
        assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod), name
        assert all("hostPath" not in volume for volume in pod["volumes"]), name


def test_accounts_are_those_of_the_compose_file(documents: list[Document], compose: Document) -> None:
    for name, _, pod in pods(documents):
        written = compose["services"][name].get("user")
        account = f"{pod['securityContext']['runAsUser']}:{pod['securityContext']['runAsGroup']}"
        assert written is None or account == written, name


def test_in_both_namespaces_everything_is_denied_that_is_not_named(documents: list[Document]) -> None:
    policies = [document for document in documents if document["kind"] == "NetworkPolicy"]

    closed = {one["metadata"]["namespace"] for one in policies if one["spec"].get("podSelector") == {}}
    assert closed == {"slussen-gateway", "slussen-runner"}
    for one in policies:
        if one["spec"]["podSelector"] == {}:
            assert one["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_no_policy_lets_one_plane_reach_the_other(documents: list[Document]) -> None:
    policies = [document for document in documents if document["kind"] == "NetworkPolicy"]

    named = set(re.findall(r"metadata\.name': '([a-z-]+)'", str(policies)))
    assert named == {"identity", "ingress", "kube-system"}
    assert "ipBlock" not in str(policies)


def test_nobody_reaches_the_runner(documents: list[Document]) -> None:
    for document in documents:
        if document["kind"] == "NetworkPolicy" and document["spec"]["podSelector"].get("matchLabels") == {
            "app": "runner"
        }:
            assert document["spec"]["policyTypes"] == ["Egress"]
        if document["kind"] == "Service":
            assert document["spec"]["selector"] != {"app": "runner"}
    assert "ports" not in main_container(documents, "runner")


def test_what_the_house_runs_is_started_as_the_compose_file_starts_it(
    documents: list[Document], compose: Document
) -> None:
    for name in OURS:
        assert main_container(documents, name)["args"] == compose["services"][name]["command"], name
    for name in ("opa", "store", "objects"):
        container, service = main_container(documents, name), compose["services"][name]
        assert container["image"] == service["image"], name
        assert container["args"][0] == service["command"][0], name
        words = {word for word in service["command"] if word.startswith("--") or "=" in word} - {"listen_addresses="}
        assert words <= set(container["args"]), name


def test_every_setting_it_gives_is_one_that_the_compose_file_gives(
    documents: list[Document], compose: Document
) -> None:
    for name in OURS:
        given = {variable["name"] for variable in main_container(documents, name)["env"]}
        of_a_cluster = {variable for variable in compose["services"][name]["environment"] if variable in CLUSTER}
        assert given | of_a_cluster == set(compose["services"][name]["environment"]), name


def test_no_secret_stands_in_a_manifest(documents: list[Document]) -> None:
    assert all(document["kind"] not in {"Secret", "ConfigMap"} for document in documents)
    for name, _, pod in pods(documents):
        for variable in pod["containers"][0].get("env", ()):
            secret = re.search("PASSWORD|SECRET|TOKEN|KEY|PASSPHRASE", variable["name"])
            value = variable.get("value", "")
            assert not secret or "valueFrom" in variable or value.startswith("/run/") or value.isdecimal(), name


def test_every_volume_is_mounted_and_every_mount_is_a_volume(documents: list[Document]) -> None:
    claims = {
        (document["metadata"]["namespace"], document["metadata"]["name"])
        for document in documents
        if document["kind"] == "PersistentVolumeClaim"
    }
    made = {
        document["metadata"]["name"]: {claim["metadata"]["name"] for claim in document["spec"]["volumeClaimTemplates"]}
        for document in documents
        if document["kind"] == "StatefulSet"
    }
    used = set()
    for name, namespace, pod in pods(documents):
        volumes = {volume["name"] for volume in pod["volumes"]} | made.get(name, set())
        mounted = {mount["name"] for container in containers(pod) for mount in container["volumeMounts"]}
        assert mounted == volumes, name
        asked = {
            volume["persistentVolumeClaim"]["claimName"]
            for volume in pod["volumes"]
            if "persistentVolumeClaim" in volume
        }
        used |= {(namespace, claim) for claim in asked}
    assert used == claims


def test_every_pod_is_asked_whether_it_is_well(documents: list[Document]) -> None:
    for name, _, _ in pods(documents):
        assert "livenessProbe" in main_container(documents, name), name
    gateway, runner = main_container(documents, "gateway"), main_container(documents, "runner")
    assert gateway["livenessProbe"]["httpGet"]["path"] == "/health"
    assert gateway["readinessProbe"]["httpGet"]["path"] == "/ready"
    assert runner["livenessProbe"]["exec"]["command"] == ["slussen-runner", "health"]


def test_labels_lead_where_selectors_look(documents: list[Document]) -> None:
    labels = {
        document["metadata"]["name"] for document in documents if document["kind"] in {"Deployment", "StatefulSet"}
    }
    for document in documents:
        spec = document.get("spec", {})
        if document["kind"] in {"Deployment", "StatefulSet"}:
            name = {"app": document["metadata"]["name"]}
            assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"] == name
        elif document["kind"] == "Service":
            assert spec["selector"]["app"] in labels
    assert (REPOSITORY / "deploy" / "kubernetes" / "README.md").is_file()
