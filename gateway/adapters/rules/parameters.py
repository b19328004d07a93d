"""What each controller has said, as it lies among the policies: believed as two stewards signed it, or not at all."""

from pathlib import Path

from gateway.domain.errors import Misconfigured
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.parameters import Parameters
from spark_jobs.papers.trust import TrustFile

FILE = Path("parameters") / "data.json"
"""Where it lies in a folder of policies: a bundle reads files of this name alone."""


def read_parameters(policies: Path, trust: TrustFile) -> Parameters:
    """
    The parameters in a folder of policies.

    Raises Misconfigured, in one sentence, where they are missing or misshapen, or where a change lacks a signature, is
    signed twice by one person, is out of order, or was edited after it was signed.
    """
    try:
        parameters = Parameters.read((policies / FILE).read_bytes())
        parameters.verify(trust)
    except OSError:
        raise Misconfigured(f"The policies have no {FILE}: nobody knows what the controllers have said.") from None
    except PaperError as refused:
        raise Misconfigured(f"{FILE} among the policies is not believed: {refused.sentence}") from None
    return parameters


def write_parameters(policies: Path, parameters: Parameters) -> Path:
    """Lays them in place of the old ones, whole or not at all. Raises Misconfigured where that may not be done."""
    path = policies / FILE
    beside = path.with_name("data.json.new")
    try:
        beside.write_bytes(parameters.to_json())
        beside.replace(path)
    except OSError as failed:
        raise Misconfigured(f"{path} cannot be written: {type(failed).__name__}.") from None
    return path
