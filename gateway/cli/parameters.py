"""The parameters of the controllers: shown, and changed by two stewards, each with a key of their own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.adapters.system import SystemClock
from gateway.cli.operator import DemoFolder, chosen_settings, told
from gateway.cli.telling import say, short, table
from gateway.domain.errors import Misconfigured
from gateway.ports.clock import swedish_day
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import canonical
from spark_jobs.papers.parameters import SignedChange

if TYPE_CHECKING:
    from spark_jobs.papers.parameters import Parameters

ChangeFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A change in JSON.")]


def show(demo_home: DemoFolder = None) -> None:
    """What each controller has said, in which version, and what holds where nothing is said."""
    with told():
        parameters = _standing(demo_home)
    say(sv=f"Version {parameters.version}.", en=f"Version {parameters.version}.")
    for name, said in [("*", parameters.strictest), *sorted(parameters.controllers.items())]:
        table([(name, key, _text(value)) for key, value in said.as_json().items()], indent=0)


def propose(
    controller: Annotated[str, typer.Argument(help="The controller whose parameters change.")],
    because: Annotated[str, typer.Option(help="Why.")],
    out: Annotated[Path, typer.Option(help="A new file for the change.")],
    care_block: Annotated[str | None, typer.Option(help="exclude, human_decides or keep.")] = None,
    small_cell_threshold: Annotated[int | None, typer.Option(help="Smaller counts are told to nobody.")] = None,
    donated_data: Annotated[str | None, typer.Option(help="not_used or used.")] = None,
    counts: Annotated[str | None, typer.Option(help="closed or open.")] = None,
    extra_safeguards: Annotated[
        list[str] | None, typer.Option(help="A health category that needs more; may be given several times.")
    ] = None,
    demo_home: DemoFolder = None,
) -> None:
    """Write a change of one controller's parameters, for two stewards to sign; what is not named stays."""
    wanted = {
        "care_block": care_block,
        "small_cell_threshold": small_cell_threshold,
        "donated_data": donated_data,
        "counts": counts,
        "extra_safeguards": extra_safeguards,
    }
    with told():
        _lay(out, _proposed(_standing(demo_home), controller, wanted, because=because), new=True)
    say(sv=f"{out} väntar på två underskrifter.", en=f"{out} waits for two signatures.")


def sign(
    file: ChangeFile, key: Annotated[Path, typer.Option(help="Your own signing key, made by `slussen keys new --out`.")]
) -> None:
    """Sign a change with your own key. The second steward does the same with theirs."""
    with told():
        signed = _read(file).signed_by(SigningKey.read(key))
        _lay(file, signed, new=False)
    say(sv=f"{len(signed.papers)} av 2 underskrifter.", en=f"{len(signed.papers)} of 2 signatures.")


def check(file: ChangeFile, demo_home: DemoFolder = None) -> None:
    """Whether a change is signed by two stewards and follows on what holds; nothing is written."""
    _change(file, demo_home, write=False)
    say(sv="Ändringen håller.", en="The change holds.")


def apply(file: ChangeFile, demo_home: DemoFolder = None) -> None:
    """Put a signed change among the policies. The house and its rule server read it when they start."""
    parameters, path = _change(file, demo_home, write=True)
    say(
        sv=f"{path} har version {parameters.version} ({short(parameters.digest)}). Starta om regelservern och huset.",
        en=f"{path} has version {parameters.version} ({short(parameters.digest)}). Restart rule server and house.",
    )


def _change(file: Path, demo_home: Path | None, *, write: bool) -> "tuple[Parameters, Path]":
    from gateway import wiring

    with told():
        return wiring.change_parameters(chosen_settings(demo_home), _read(file), write=write)


def _standing(demo_home: Path | None) -> "Parameters":
    from gateway import wiring

    return wiring.open_parameters(chosen_settings(demo_home))


def _proposed(standing: "Parameters", controller: str, wanted: dict[str, Any], *, because: str) -> SignedChange:
    said = {
        **standing.said_by(controller).as_json(),
        **{key: value for key, value in wanted.items() if value is not None},
    }
    change = {
        "version": standing.version + 1,
        "follows": standing.digest,
        "controller": controller,
        "parameters": said,
        "because": because,
        "on": swedish_day(SystemClock().now()).isoformat(),
    }
    try:
        return SignedChange.read(canonical({"change": change}))
    except PaperError as broken:
        raise Misconfigured(broken.sentence) from None


def _read(file: Path) -> SignedChange:
    try:
        return SignedChange.read(file.read_bytes())
    except PaperError as broken:
        raise Misconfigured(broken.sentence) from None


def _lay(file: Path, signed: SignedChange, *, new: bool) -> None:
    try:
        with file.open("xb" if new else "wb") as place:
            place.write(signed.to_json())
    except OSError as failed:
        raise Misconfigured(f"{file} cannot be written: {type(failed).__name__}.") from None


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
