"""
The policies evaluated in this process, so that the demo needs no server.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from regopy import Bundle, Interpreter
from regopy.rego_shared import RegoError

from gateway.adapters.rules.answer import no_answer, read_ruling
from gateway.adapters.rules.digest import policy_digest, policy_files
from gateway.domain.errors import Misconfigured
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question

AT_ONCE = ("permission", "each")
"""
It asks a rule again with other facts (`with input as`), which ends this library's process. Like `system`, which speaks
of a server's environment, it is for a server alone.
"""


class EmbeddedRules:
    """
    Asks the files of a folder through rego-cpp. For the demo alone: elsewhere a server of its own rules.

    Safe to share between threads; one question is answered at a time.
    """

    engine = "embedded"
    engine_version = version("regopy")
    release = 0

    def __init__(self, folder: Path, *, demo: bool) -> None:
        if not demo:
            raise Misconfigured("Outside demo mode an OPA server rules; the embedded rule engine does not start.")
        self.policy_digest = policy_digest(folder)
        self._interpreter, self._bundle = _compiled(folder)
        self._lock = threading.Lock()
        for question in Question:  # a folder that lacks one is found here, and not in the middle of a study
            self._evaluate(question, "{}")

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """The ruling on these facts; raises NeighbourUnavailable where the engine gives no whole answer."""
        try:
            document = json.dumps(facts, allow_nan=False)
        except ValueError as error:
            raise no_answer("The facts are no plain JSON, so the rules were not asked.") from error
        with self._lock:
            answer = self._evaluate(question, document)
        return read_ruling(
            answer,
            question=question,
            facts=facts,
            engine=self.engine,
            engine_version=self.engine_version,
            policy_digest=self.policy_digest,
        )

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """One after the other: here no way to a server is saved by asking them at once."""
        return [self.ask(Question.ACT, {**facts, **matter}) for matter in matters]

    def _evaluate(self, question: Question, document: str) -> object:
        # As a term, not as a Python value: the library's own conversion wraps whole numbers at 64 bits and breaks
        # texts with a line break in them.
        try:
            self._interpreter.set_input_term(document)
            output = self._interpreter.query_bundle_entrypoint(self._bundle, question.value)
        except (RegoError, ValueError) as error:
            raise no_answer("The embedded rule engine failed on the question.") from error
        if not output.ok() or not len(output) or not output[0].expressions:
            raise no_answer("The embedded rule engine gave no answer.")
        return output[0].expressions[0]


def _compiled(folder: Path) -> tuple[Interpreter, Bundle]:
    try:
        interpreter = _loaded(folder)
        bundle = interpreter.build(None, [question.value for question in Question])
    except RegoError as error:
        raise no_answer("The policies could not be read by the embedded rule engine.") from error
    if not bundle.ok():
        raise no_answer("The policies could not be compiled by the embedded rule engine.")
    return interpreter, bundle


def _loaded(folder: Path) -> Interpreter:
    interpreter = Interpreter()
    documents: dict[str, Any] = {}
    for name, path in policy_files(folder):
        parts = Path(name).parts
        if parts[0] == "system" or parts[:2] == AT_ONCE:
            continue
        if path.suffix == ".rego":
            interpreter.add_module(name, path.read_text(encoding="utf-8"))
        else:
            _place(documents, parts[:-1], json.loads(path.read_bytes()))
    # All at once: the library cannot always merge documents that it is given one by one.
    interpreter.add_data(documents)
    return interpreter


def _place(documents: dict[str, Any], path: tuple[str, ...], document: object) -> None:
    """Puts a document under the path of its folder, as a bundle does."""
    around = documents
    for name in path[:-1]:
        around = around.setdefault(name, {})
    around[path[-1]] = document
