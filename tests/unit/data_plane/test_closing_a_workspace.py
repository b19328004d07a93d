"""The data plane follows orders about a workspace: it lets nobody into a closed one, whatever pass they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from catalog.loading import BUILT_IN
from spark_jobs.errors import PassRefused
from spark_jobs.jobs.opening import question
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from spark_jobs.papers.workspaces import DeletionCertificate, WorkspaceOrder
from spark_jobs.sinks.folder_staging import FolderStaging
from spark_jobs.sinks.folder_workspace import FolderWorkspaces
from tests.spark.house import PERMIT, House
from tests.support import builders, staged
from tests.support.staged import Store

STATEMENT = "SELECT 1"


@dataclass
class Delivered:
    """A house in which one extract lies in its workspace."""

    house: House
    passed: SignedPaper

    @classmethod
    def into(cls, root: Path) -> "Delivered":
        house = House.new(root, sources=root / "sources", descriptions=[BUILT_IN], session=None)
        office = house.runner().desk.office
        catalog = builders.catalog_of(builders.dataset("alvik"), builders.dataset("birka"))
        workspaces = FolderWorkspaces(root=house.settings.workspace_root, key=house.runner_key, catalog=catalog)
        assert isinstance(office.staging, FolderStaging)
        store = Store(staging=office.staging, workspaces=workspaces, root=root)
        extract = store.stage()
        workspaces.place(extract, staged.note(extract))
        leave = {
            "id": "pass-1",
            "workspace": "w-1",
            "permit": PERMIT,
            "permit_id": "T-1",
            "statement": digest_of(STATEMENT.encode()),
            "made_at": house.moment.isoformat(),
            "expires_at": (house.moment + timedelta(minutes=5)).isoformat(),
        }
        return cls(house=house, passed=house.gateway.sign(Kind.WORKSPACE_PASS, leave))

    def order(self, state: str, turn: int, *, key: SigningKey | None = None, **changes: Any) -> Mapping[str, Any]:
        """Put the order, run once, and give its last status."""
        order = self.body(state, turn, **changes)
        paper = (key or self.house.gateway).sign(Kind.WORKSPACE_ORDER, order.as_json())
        self.house.put_bytes(paper.to_json(), name=order.id)
        self.house.runner().run_once()
        return self.house.status(order.id)

    def body(self, state: str, turn: int, **changes: Any) -> WorkspaceOrder:
        """What such an order says."""
        body = {
            "id": f"{state}-{turn}",
            "workspace": "w-1",
            "order": "o-1",
            "permit": PERMIT,
            "permit_id": "T-1",
            "project": "p-1",
            "follows": digest_of(b"the receipt"),
            "ruling": digest_of(b"the ruling"),
            "turn": turn,
            "state": state,
            "because": ["E10-nothing-against"],
            "made_at": self.house.moment,
        }
        return WorkspaceOrder.model_validate({**body, **changes})

    def refused(self) -> str:
        """Why the pass opens nothing; empty where it would."""
        try:
            question(self.passed, STATEMENT, self.house.runner().desk.office, limit=1)
        except PassRefused as refused:
            return refused.reason
        except Exception:  # the drawn rows are no Parquet: it was let in
            return ""
        return ""

    def lies_in(self, folder: Path) -> list[str]:
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def delivered(tmp_path: Path) -> Delivered:
    return Delivered.into(tmp_path)


def test_a_closed_workspace_is_opened_by_no_pass_not_even_one_signed_before(delivered: Delivered) -> None:
    assert delivered.refused() == ""

    told = delivered.order("closed", 1)

    assert told["state"] == "closed"
    assert delivered.refused() == "workspace-closed"


def test_a_later_order_opens_it_again_and_an_earlier_one_that_comes_late_closes_nothing(delivered: Delivered) -> None:
    delivered.order("closed", 1)

    assert delivered.order("open", 2)["state"] == "open"
    assert delivered.refused() == ""
    late = delivered.order("closed", 1, id="closed-late")

    assert (late["state"], late["code"]) == ("refused", "order-late")
    assert delivered.refused() == ""


def test_an_order_that_nobody_pinned_may_sign_changes_nothing(delivered: Delivered) -> None:
    for key in (SigningKey.new(), delivered.house.runner_key):
        told = delivered.order("closed", 1, key=key)

        assert told["state"] == "refused"
        assert delivered.refused() == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"workspace": "w-2"}, "workspace-missing"),
        ({"permit_id": "T-2"}, "permit-differs"),
        ({"project": "p-2"}, "permit-differs"),
        ({"order": "o-2"}, "permit-differs"),
    ],
)
def test_an_order_about_another_workspace_is_refused(delivered: Delivered, changes: dict[str, Any], code: str) -> None:
    told = delivered.order("emptied", 1, **changes)

    assert (told["state"], told["code"]) == ("refused", code)
    assert delivered.refused() == ""


def test_an_order_from_the_future_is_refused(delivered: Delivered) -> None:
    told = delivered.order("closed", 1, made_at=delivered.house.moment + timedelta(days=1, seconds=1))

    assert told["code"] == "order-future"


@pytest.mark.parametrize("spoilt", [b"{}", b"", "of another", "by another key"])
def test_an_order_in_the_workspace_that_does_not_hold_keeps_it_closed(delivered: Delivered, spoilt: Any) -> None:
    delivered.order("closed", 1)
    path = delivered.house.settings.workspace_root / "w-1" / "orders" / "000002.json"
    body = dict(SignedPaper.from_json(path.with_name("000001.json").read_bytes()).body) | {"state": "open", "turn": 2}
    if spoilt == "of another":
        spoilt = delivered.house.gateway.sign(Kind.WORKSPACE_ORDER, body | {"workspace": "w-2"}).to_json()
    elif spoilt == "by another key":
        spoilt = SigningKey.new().sign(Kind.WORKSPACE_ORDER, body).to_json()

    path.write_bytes(spoilt)

    assert delivered.refused() != ""


def test_an_emptied_workspace_holds_papers_alone_and_its_certificate_names_what_is_gone(delivered: Delivered) -> None:
    settings = delivered.house.settings

    told = delivered.order("emptied", 1)

    assert told["state"] == "emptied"
    certificate = SignedPaper.from_json((settings.box / "out" / "emptied-1" / "deletion-certificate.json").read_bytes())
    said = DeletionCertificate.of(certificate)
    assert {file.path for file in said.files} == set(staged.ROWS)
    assert (
        said.workspace_order
        == SignedPaper.from_json((settings.workspace_root / "w-1" / "orders" / "000001.json").read_bytes()).digest
    )
    assert delivered.lies_in(settings.workspace_root / "w-1") == [
        "deletion-certificate.json",
        "delivery-note.json",
        "orders/000001.json",
    ]
    assert not [name for name in delivered.lies_in(settings.staging) if "/rows/" in name]
    assert delivered.refused() == "workspace-emptied"


def test_nothing_follows_the_emptying(delivered: Delivered) -> None:
    delivered.order("emptied", 1)

    told = delivered.order("open", 2)

    assert (told["state"], told["code"]) == ("refused", "workspace-emptied")
    assert delivered.refused() == "workspace-emptied"


def test_the_same_order_again_is_the_same_certificate(delivered: Delivered) -> None:
    delivered.order("emptied", 1)
    place = delivered.house.settings.box / "out" / "emptied-1" / "deletion-certificate.json"
    first = place.read_bytes()

    delivered.house.moment += timedelta(minutes=1)
    delivered.order("emptied", 1, made_at=delivered.house.moment - timedelta(minutes=1))

    assert place.read_bytes() == first


def test_what_cannot_be_removed_is_told_and_nothing_is_certified(
    delivered: Delivered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spark_jobs.sinks.folder_workspace.shutil.rmtree", lambda *_, **__: None)

    delivered.order("emptied", 1)
    monkeypatch.undo()

    assert not (delivered.house.settings.box / "out" / "emptied-1" / "deletion-certificate.json").exists()
    assert delivered.refused() == "workspace-emptied"
