"""A reader sees the old file or the new one, never half of one."""

from pathlib import Path
from threading import Thread

import pytest

from spark_jobs.objects.files import write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "in" / "order-1.json"

    write_whole(path, b"order")

    assert path.read_bytes() == b"order"
    assert [one.name for one in path.parent.iterdir()] == ["order-1.json"]


def test_a_file_is_replaced_by_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "order-1.json"
    write_whole(path, b"old and long")

    write_whole(path, b"new")

    assert path.read_bytes() == b"new"


def test_a_writing_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "order-1.json"
    write_whole(path, b"old")

    def no_space(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="no space"):
        write_whole(path, b"new")

    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["order-1.json"]


def test_bytes_are_on_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr("os.fsync", lambda _: done.append("fsync"))
    rename = Path.rename

    def renamed(path: Path, to: Path) -> Path:
        done.append("rename")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", renamed)

    write_whole(tmp_path / "order-1.json", b"order")

    assert done == ["fsync", "rename", "fsync"]


def test_two_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "head.json"
    contents = [bytes([letter]) * 50_000 for letter in b"ab"]
    threads = [Thread(target=write_whole, args=(path, content)) for content in contents for _ in range(5)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert path.read_bytes() in contents
    assert [one.name for one in tmp_path.iterdir()] == ["head.json"]
