"""Of several runners on one order box, one at a time carries an order out; none that was displaced publishes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest

from spark_jobs.errors import LeaseLost
from spark_jobs.instance import Instance
from spark_jobs.leases import Lease, Leases
from spark_jobs.objects.folder import FolderObjects

SECONDS = 60.0
ELSEWHERE = Instance(name="elsewhere", place="another machine", pid=1, begun="1")


class Steady:
    """A steady clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady() -> Steady:
    return Steady()


Runners = Callable[[Instance], Leases]


@pytest.fixture
def runner(tmp_path: Path, steady: Steady) -> Runners:
    place = FolderObjects(root=tmp_path / "leases", made=True)
    return lambda own: Leases(place=place, own=own, seconds=SECONDS, steady=steady)


def claimed(leases: Leases, order: str = "order-1") -> Lease:
    lease = leases.claim(order)
    assert lease is not None
    return lease


def dead() -> Instance:
    """A process of this machine that bore our number before us."""
    return replace(Instance.own(), name="dead", begun="1")


def test_an_order_is_held_by_one_runner(runner: Runners) -> None:
    held = claimed(runner(Instance.own()))

    assert runner(Instance.own()).claim("order-1") is None
    assert (held.token, held.attempts) == (1, 1)


def test_another_order_is_free(runner: Runners) -> None:
    claimed(runner(Instance.own()))

    assert claimed(runner(Instance.own()), "order-2").token == 1


def test_of_many_that_claim_at_once_one_is_given_the_order(runner: Runners) -> None:
    ready, given = Barrier(8), []

    def claim() -> None:
        leases = runner(Instance.own())
        ready.wait()
        given.append(leases.claim("order-1"))

    claimers = [Thread(target=claim) for _ in range(8)]
    for claimer in claimers:
        claimer.start()
    for claimer in claimers:
        claimer.join()

    assert sum(lease is not None for lease in given) == 1


def test_what_a_dead_runner_held_is_taken_over_at_once(runner: Runners) -> None:
    first = claimed(runner(dead()))

    second = claimed(runner(Instance.own()))

    assert (second.token, second.attempts, second.job) == (2, 2, first.job)


def test_a_runner_elsewhere_that_beats_is_never_displaced(runner: Runners, steady: Steady) -> None:
    far, watching = runner(ELSEWHERE), runner(Instance.own())
    lease = claimed(far)

    for beat in range(1, 6):
        far.beat(lease, beat)
        steady.now += SECONDS / 2
        assert watching.claim("order-1") is None


def test_a_runner_elsewhere_whose_beat_stands_still_is_displaced(runner: Runners, steady: Steady) -> None:
    far, watching = runner(ELSEWHERE), runner(Instance.own())
    lease = claimed(far)
    far.beat(lease, 1)
    assert watching.claim("order-1") is None

    steady.now += SECONDS + 1

    assert claimed(watching).token == 2
    with pytest.raises(LeaseLost):
        lease.require()


def test_stillness_is_seen_by_watching_and_not_by_a_clock_that_jumped(runner: Runners, steady: Steady) -> None:
    claimed(runner(ELSEWHERE))
    steady.now += 3600

    assert runner(Instance.own()).claim("order-1") is None


def test_whoever_was_displaced_can_neither_end_nor_beat_the_lease_that_followed(
    runner: Runners, steady: Steady
) -> None:
    far, watching = runner(ELSEWHERE), runner(Instance.own())
    old = claimed(far)
    watching.claim("order-1")
    steady.now += SECONDS + 1
    new = claimed(watching)

    far.beat(old, 99)
    old.release()
    old.put_back(counted=True)

    new.require()
    assert runner(ELSEWHERE).claim("order-1") is None


def test_an_answered_order_that_comes_again_begins_anew_under_a_higher_number(runner: Runners) -> None:
    first = claimed(runner(Instance.own()))
    first.release()

    again = claimed(runner(Instance.own()))

    assert (again.token, again.attempts) == (2, 1)
    assert again.job != first.job


@pytest.mark.parametrize(("counted", "attempts"), [(True, 2), (False, 1)])
def test_an_order_put_back_is_free_at_once(runner: Runners, counted: bool, attempts: int) -> None:
    claimed(runner(Instance.own())).put_back(counted=counted)

    assert claimed(runner(Instance.own())).attempts == attempts


def test_a_place_that_is_gone_holds_nothing(runner: Runners, tmp_path: Path) -> None:
    lease = claimed(runner(Instance.own()))
    (tmp_path / "leases").rename(tmp_path / "gone")
    (tmp_path / "leases").write_text("no folder")

    with pytest.raises(LeaseLost):
        lease.require()
    lease.put_back(counted=True)


def test_an_entry_that_cannot_be_read_ends_by_standing_still(runner: Runners, steady: Steady, tmp_path: Path) -> None:
    claimed(runner(Instance.own()))
    (tmp_path / "leases" / "order-1" / "000001.json").write_text("{")
    watching = runner(Instance.own())
    assert watching.claim("order-1") is None

    steady.now += SECONDS + 1

    assert claimed(watching).token == 2


def test_what_was_begun_is_abandoned_once_its_runner_is_dead_or_has_ended(runner: Runners) -> None:
    leases = runner(Instance.own())
    living, ended = claimed(leases), claimed(leases, "order-2")
    ended.release()
    claimed(runner(dead()), "order-3")

    assert not leases.abandoned("order-1", living.token)
    assert leases.abandoned("order-1", living.token + 1)
    assert leases.abandoned("order-2", ended.token)
    assert leases.abandoned("order-3", 1)
    assert leases.abandoned("never heard of", 1)


def test_a_holder_beats_for_as_long_as_its_work_takes(tmp_path: Path) -> None:
    place = FolderObjects(root=tmp_path / "leases", made=True)
    lease = claimed(Leases(place=place, own=ELSEWHERE, seconds=0.04))

    with lease.beating():
        seen: set[bytes | None] = set()
        while len(seen) < 3:
            seen.add(place.get("order-1/000001.beat"))

    lease.require()
