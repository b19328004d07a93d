"""The demo's clocks may stand behind the machine's, so that nights pass in its story; nobody else's may."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway import wiring
from gateway.domain.errors import Misconfigured
from gateway.settings import Settings
from spark_jobs.errors import SettingsUnfit
from spark_jobs.settings import Settings as RunnerSettings

A_MOMENT = timedelta(minutes=5)


def test_a_demos_clocks_stand_as_many_days_behind_as_is_asked(tmp_path: Path) -> None:
    gateway = Settings(home=tmp_path, demo=True, demo_days_behind=2)
    runner = RunnerSettings(demo=True, demo_days_behind=2)

    for told in (wiring.clock_of(gateway).now(), runner.clock()):
        assert abs(datetime.now(UTC) - timedelta(days=2) - told) < A_MOMENT


def test_a_clock_is_the_machines_where_nothing_is_asked(tmp_path: Path) -> None:
    for told in (wiring.clock_of(Settings(home=tmp_path)).now(), RunnerSettings().clock()):
        assert abs(datetime.now(UTC) - told) < A_MOMENT


def test_outside_demo_mode_no_clock_stands_behind(tmp_path: Path) -> None:
    gateway = Settings(home=tmp_path, demo_days_behind=1)
    runner = RunnerSettings(demo_days_behind=1)

    with pytest.raises(Misconfigured, match="SLUSSEN_DEMO_DAYS_BEHIND"):
        wiring.clock_of(gateway)
    with pytest.raises(SettingsUnfit, match="SLUSSEN_RUNNER_DEMO_DAYS_BEHIND"):
        runner.clock()
