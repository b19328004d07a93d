"""What the runner needs, asked one by one: each is ok, or to be looked at, or missing, and then with what to do."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from stat import S_IMODE

from spark_jobs.errors import RunnerError, SettingsUnfit
from spark_jobs.java import java_home
from spark_jobs.jobs.buckets import looked_into
from spark_jobs.jobs.desk import read_pins, read_stewards
from spark_jobs.jobs.office import Office
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.trust import KeyRole, TrustFile
from spark_jobs.settings import Settings
from spark_jobs.system import Clock, day_of
from spark_jobs.watching.findings import Finding, State, asked, clock_goes_on, key_lasts


def examined(settings: Settings, *, clock: Clock, also: Mapping[str, Callable[[], object]]) -> Iterator[Finding]:
    """Everything, most needed first; `also` is asked last, under its names."""
    yield _asked("a Java runtime", lambda: java_home(settings.work / "java"))
    yield _asked("keys, trust file, catalog, journal", lambda: Office.open(settings, clock=clock))
    yield from _last_days(settings, day_of(clock()))
    yield _asked("master key", lambda: _for_its_owner_alone(settings.needed("master_key_file")))
    yield _asked("controllers' keys", lambda: read_pins(settings.needed("controllers_file")))
    yield _stewards(settings)
    yield _asked("order box", lambda: _try_order_box(Office.open(settings, clock=clock)))
    yield from _buckets(settings)
    yield _tombstones(settings)
    yield _clock(settings, clock)
    yield _room(settings)
    for what, ask in also.items():
        yield _asked(what, ask)


def _asked(what: str, ask: Callable[[], object]) -> Finding:
    return asked(what, ask, told=_sentence)


def _sentence(fault: Exception) -> str | None:
    return fault.sentence if isinstance(fault, RunnerError | PaperError) else None


def _last_days(settings: Settings, today: date) -> Iterator[Finding]:
    try:
        trust = TrustFile.read(settings.needed("trust_file"))
    except (RunnerError, PaperError):
        return  # told above
    for role in (KeyRole.GATEWAY, KeyRole.RUNNER):
        ends = [pinned.valid_until for pinned in trust.keys if pinned.role is role and pinned.valid_from <= today]
        yield key_lasts(f"{role.value} key's last day", max(ends, default=None), today=today)


def _for_its_owner_alone(file: Path) -> None:
    if not file.is_file():
        raise SettingsUnfit(f"There is no master key at {file}: make one with `keys new`, or bring it from its safe.")
    if S_IMODE(file.stat().st_mode) & 0o077:
        raise SettingsUnfit(f"The file {file} can be read by others than its owner: set its mode to 0600.")


def _stewards(settings: Settings) -> Finding:
    """To be looked at where a pinned controller has no steward's key: none of its masked notes would leave."""
    what = "stewards' keys"
    try:
        keys = read_stewards(settings.stewards_folder)
    except RunnerError as unfit:
        return Finding(what=what, state=State.MISSING, sentence=unfit.sentence)
    without = set[str]()
    with suppress(RunnerError):  # told above
        without = read_pins(settings.needed("controllers_file")).keys() - keys.keys()
    if not without:
        return Finding(what=what)
    sentence = f"No masked note of {', '.join(sorted(without))} leaves: lay its steward's key into the folder of"
    return Finding(what=what, state=State.WARN, sentence=f"{sentence} SLUSSEN_RUNNER_STEWARDS_FOLDER.")


def _try_order_box(office: Office) -> None:
    """Lays out what no gateway takes for an answer, and takes it away."""
    try:
        office.box.place.put("out/doctor", b"")
        office.box.place.remove("out/doctor")
    except ObjectsUnreachable as lacking:
        raise SettingsUnfit(lacking.sentence) from None


def _buckets(settings: Settings) -> Iterator[Finding]:
    """Each bucket that is named: missing where it is not fit, and to be looked at where its server lacks something."""
    try:
        for what, lacking in looked_into(settings):
            state = State.WARN if lacking else State.OK
            yield Finding(what=what, state=state, sentence=f"It has {'; '.join(lacking)}." if lacking else "")
    except SettingsUnfit as unfit:
        yield Finding(what="buckets", state=State.MISSING, sentence=unfit.sentence)


def _tombstones(settings: Settings) -> Finding:
    what, apart = "tombstones apart", settings.tombstones
    if apart is None:
        sentence = (
            "A restore could revive a destroyed secret: name a folder on another disk in SLUSSEN_RUNNER_TOMBSTONES."
        )
        return Finding(what=what, state=State.WARN, sentence=sentence)
    if _disk_of(apart) == _disk_of(settings.work):
        sentence = "They lie on the keyring's own disk, and whoever loses one loses both: name a folder on another."
        return Finding(what=what, state=State.WARN, sentence=sentence)
    return Finding(what=what)


def _clock(settings: Settings, clock: Clock) -> Finding:
    written = settings.journal.stat().st_mtime if settings.journal.is_file() else None
    last = None if written is None else datetime.fromtimestamp(written, tz=UTC) - timedelta(seconds=1)
    return clock_goes_on(clock(), last=last, after="the journal's last entry")


def _room(settings: Settings) -> Finding:
    free, least = shutil.disk_usage(_standing(settings.work)).free // 2**20, settings.least_free_mb
    if free < least:
        sentence = f"The disk of {settings.work} has {free} MB left; {least} are wanted: make room."
        return Finding(what="disk of work", state=State.MISSING, sentence=sentence)
    if free < 2 * least:
        return Finding(what="disk of work", state=State.WARN, sentence=f"It has {free} MB left: make room.")
    return Finding(what="disk of work")


def _disk_of(folder: Path) -> int:
    return _standing(folder).stat().st_dev


def _standing(folder: Path) -> Path:
    folder = folder.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
