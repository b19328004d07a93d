"""One suite for the place where signed heads are kept: the fake, and a folder."""

from pathlib import Path

import pytest

from gateway.adapters.heads import FolderHeads
from gateway.domain.errors import NeighbourUnavailable
from gateway.ports.heads import Heads
from spark_jobs.papers.paper import Kind, SignedPaper
from tests.support.builders import GATEWAY_KEY
from tests.support.fakes import FakeHeads


@pytest.fixture(params=["fake", "folder"])
def heads(request: pytest.FixtureRequest, tmp_path: Path) -> Heads:
    return FakeHeads() if request.param == "fake" else FolderHeads(tmp_path / "heads")


def head(sequence: int, at: str = "2026-11-22T09:00:00+00:00", digest: str = "sha256:0") -> SignedPaper:
    return GATEWAY_KEY.sign(Kind.LEDGER_HEAD, {"sequence": sequence, "digest": digest, "at": at})


def test_where_none_was_kept_there_is_none(heads: Heads) -> None:
    assert list(heads.all()) == []


def test_heads_come_back_in_the_order_of_the_ledger_as_they_were_kept(heads: Heads) -> None:
    for sequence in (10, 9, 1_000_000):
        heads.keep(head(sequence), sequence=sequence)

    assert list(heads.all()) == [head(sequence).to_json() for sequence in (9, 10, 1_000_000)]


def test_a_head_is_never_written_over(heads: Heads) -> None:
    heads.keep(head(4), sequence=4)

    heads.keep(head(4, at="2027-01-01T00:00:00+00:00"), sequence=4)

    assert list(heads.all()) == [head(4).to_json()]


def test_a_head_of_another_line_under_the_same_number_is_kept_beside(heads: Heads) -> None:
    heads.keep(head(4), sequence=4)

    heads.keep(head(4, digest="sha256:1"), sequence=4)

    assert sorted(heads.all()) == sorted([head(4).to_json(), head(4, digest="sha256:1").to_json()])


def test_the_newest_is_the_one_that_was_kept_last(heads: Heads) -> None:
    assert heads.newest() is None

    for sequence in (9, 12, 4):
        heads.keep(head(sequence), sequence=sequence)

    assert heads.newest() == head(4).to_json()


def test_a_place_that_cannot_be_reached_says_so(tmp_path: Path) -> None:
    (tmp_path / "heads").write_bytes(b"a file where a folder should be")
    heads = FolderHeads(tmp_path / "heads")

    with pytest.raises(NeighbourUnavailable, match="cannot be kept"):
        heads.keep(head(1), sequence=1)


def test_a_head_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    heads = FolderHeads(tmp_path / "heads")
    heads.keep(head(1), sequence=1)
    (tmp_path / "heads" / "0000000002.json").mkdir()

    with pytest.raises(NeighbourUnavailable, match="cannot be read"):
        heads.all()
