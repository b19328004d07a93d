"""
The policies evaluated in this process, so that the demo needs no server.
"""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from regopy import Interpreter

from gateway.adapters.rules.answer import no_answer, read_ruling
from gateway.adapters.rules.digest import policy_digest, policy_files
from gateway.domain.errors import Misconfigured
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question


class EmbeddedRules:
    """
    Asks the files of a folder through rego-cpp. For the demo alone: elsewhere a server of its own rules.

    Safe to share between threads; one question is answered at a time.
    """

    engine = "embedded"

    def __init__(self, folder: Path, *, demo: bool) -> None:
        if not demo:
            raise Misconfigured("Outside demo mode an OPA server rules; the embedded rule engine does not start.")
        self.policy_digest = policy_digest(folder)
        self._interpreter = _loaded(folder)
        self._bundle = self._interpreter.build(None, [question.value for question in Question])
        if not self._bundle.ok():
            raise no_answer("The policies could not be read by the embedded rule engine.")
        self._lock = threading.Lock()

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """The ruling on these facts; raises NeighbourUnavailable where the engine gives no whole answer."""
        document = json.dumps(facts, allow_nan=False)
        with self._lock:
            answer = self._evaluate(question, document)
        return read_ruling(answer, question=question, facts=facts, engine=self.engine, policy_digest=self.policy_digest)

    def _evaluate(self, question: Question, document: str) -> object:
        # As a term, not as a Python value: the library's own conversion wraps whole numbers at 64 bits and breaks
        # texts with a line break in them.
        self._interpreter.set_input_term(document)
        output = self._interpreter.query_bundle_entrypoint(self._bundle, question.value)
        if not output.ok() or not len(output) or not output[0].expressions:
            raise no_answer("The embedded rule engine gave no answer.")
        return output[0].expressions[0]


def _loaded(folder: Path) -> Interpreter:
    interpreter = Interpreter()
    for name, path in policy_files(folder):
        parts = Path(name).parts
        if parts[0] == "system":  # speaks to the server alone, and of its environment
            continue
        if path.suffix == ".rego":
            interpreter.add_module(name, path.read_text(encoding="utf-8"))
        else:
            interpreter.add_data(_nested(parts[:-1], json.loads(path.read_bytes())))
    return interpreter


def _nested(path: tuple[str, ...], document: object) -> object:
    """The document under the path of its folder, as a bundle places it."""
    for name in reversed(path):
        document = {name: document}
    return document
