"""What the gateway needs, asked one by one: each is ok, or to be looked at, or missing, and then with what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from stat import S_IMODE
from typing import Protocol

from gateway.adapters.disk import free_megabytes, need_room, share_a_disk
from gateway.domain.day import swedish_day
from gateway.domain.errors import GatewayError, Misconfigured
from gateway.domain.rules_release import RulesRelease
from gateway.ports.rules import Question, Rules
from gateway.settings import Settings
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import KeyRole, TrustFile
from spark_jobs.watching.findings import Finding, State, asked, clock_goes_on, key_lasts


class Form(Protocol):
    """The store's tables."""

    @property
    def is_newest(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What is asked; each raises a GatewayError with its sentence where it does not open."""

    catalog: Callable[[], object]
    trust: Callable[[], TrustFile]
    issuer: Callable[[], object]
    release: Callable[[], RulesRelease | None]
    rules: Callable[[], Rules]
    store: Callable[[], Form]
    last_line: Callable[[], datetime | None]
    order_box: Callable[[], object]
    now: Callable[[], datetime]


def examined(settings: Settings, doors: Doors) -> Iterator[Finding]:
    """Everything, most needed first."""
    yield _asked("catalog", doors.catalog)
    yield _asked("trust file", doors.trust)
    yield from _keys(settings, doors)
    yield _asked("token issuer", doors.issuer)
    yield _asked("token of the rules' server", lambda: _for_its_owner_alone(settings.opa_token_file))
    yield _release(doors)
    yield _asked("rules", lambda: _ruled(doors.rules(), doors.now()))
    yield _asked("store", lambda: _newest(doors.store()))
    yield _asked("order box", doors.order_box)
    yield _apart(settings)
    yield _clock(doors)
    for what, folder in (
        ("disk of home", settings.home),
        ("disk of the heads", settings.path(settings.heads, "heads")),
    ):
        yield _room(what, folder, settings.least_free_mb)


def _asked(what: str, ask: Callable[[], object]) -> Finding:
    return asked(what, ask, told=_sentence)


def _sentence(fault: Exception) -> str | None:
    return fault.sentence if isinstance(fault, GatewayError | KeyFileError) else None


def _keys(settings: Settings, doors: Doors) -> Iterator[Finding]:
    file = settings.path(settings.key_file, "gateway.key")
    yield _asked("signing key", lambda: SigningKey.read(file))
    try:
        key, trust = SigningKey.read(file), doors.trust()
    except (GatewayError, KeyFileError):
        return  # told above
    today = swedish_day(doors.now())
    if not any(pinned.id == key.key_id and pinned.role is KeyRole.GATEWAY for pinned in trust.keys):
        sentence = "The trust file does not name it as the gateway's: pin it on both sides."
        yield Finding(what="signing key in the trust file", state=State.MISSING, sentence=sentence)
    for role in (KeyRole.GATEWAY, KeyRole.RUNNER):
        ends = [pinned.valid_until for pinned in trust.keys if pinned.role is role and pinned.valid_from <= today]
        yield key_lasts(f"{role.value} key's last day", max(ends, default=None), today=today)


def _for_its_owner_alone(file: Path | None) -> None:
    if file is None:
        return
    if not file.is_file():
        raise Misconfigured(f"There is no file {file}: place the token there.")
    if S_IMODE(file.stat().st_mode) & 0o077:
        raise Misconfigured(f"The file {file} can be read by others than its owner: set its mode to 0600.")


def _ruled(rules: Rules, now: datetime) -> None:
    # A question with nobody in it: any answer will do, and it comes from exactly the house's policies or not at all.
    rules.ask(Question.ACT, {"today": swedish_day(now).isoformat(), "verb": "read"})


def _release(doors: Doors) -> Finding:
    what = "release of the rules"
    try:
        release = doors.release()
    except (GatewayError, KeyFileError) as fault:
        return Finding(what=what, state=State.MISSING, sentence=fault.sentence)
    if release is None:
        sentence = "No steward has signed the rules of this demo: they rule nothing outside demo mode."
        return Finding(what=what, state=State.WARN, sentence=sentence)
    return Finding(what=f"{what} {release.number}, signed by {' and '.join(release.stewards)}")


def _newest(form: Form) -> None:
    if not form.is_newest:
        raise Misconfigured(
            "Its tables have not the form of this version: `slussen operator migrate` brings them there."
        )


def _apart(settings: Settings) -> Finding:
    what, heads = "heads apart from the ledger", settings.heads
    if heads is None:
        state = State.WARN if settings.demo else State.MISSING
        return Finding(what=what, state=state, sentence="Name a folder on another disk in SLUSSEN_HEADS.")
    if share_a_disk(settings.home, heads):
        sentence = "They lie on the ledger's own disk, and whoever loses one loses both: name a folder on another."
        return Finding(what=what, state=State.WARN, sentence=sentence)
    return Finding(what=what)


def _clock(doors: Doors) -> Finding:
    try:
        last = doors.last_line()
    except Exception:  # told under the store, with what to do
        last = None
    return clock_goes_on(doors.now(), last=last, after="the ledger's last line")


def _room(what: str, folder: Path, least: int) -> Finding:
    try:
        need_room(folder, megabytes=least)
        if free_megabytes(folder) < 2 * least:
            sentence = f"Less than twice the {least} MB below which the house is not ready: make room."
            return Finding(what=what, state=State.WARN, sentence=sentence)
    except GatewayError as lacking:
        return Finding(what=what, state=State.MISSING, sentence=lacking.sentence)
    return Finding(what=what)
