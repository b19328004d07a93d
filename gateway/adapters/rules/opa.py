"""
The policies as an OPA server answers them: what rules outside demo mode.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import requests
from opa_client.opa import OpaClient

from gateway.adapters.rules.answer import no_answer, read_ruling
from gateway.adapters.rules.digest import policy_digest
from gateway.domain.errors import RulesVoid
from gateway.domain.rules_release import RulesRelease
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question

EACH = "permission/each"
"""The package that asks `permission/act` of several matters."""


class OpaRules:
    """
    Asks a server, and believes it only where it names exactly those policies with its answer that were released.

    Where nothing was released, in demo mode and for a proposal, they are those of `folder`. The server may be down when
    this is made; each question finds out anew. Safe to share between threads.
    """

    engine = "opa"

    def __init__(
        self,
        folder: Path,
        *,
        host: str,
        port: int,
        token: str,
        timeout: float = 2.0,
        release: RulesRelease | None = None,
    ) -> None:
        """`timeout`: seconds to connect, and again to answer; no question is asked twice."""
        self.policy_digest = release.revision if release else policy_digest(folder)
        self.release = release.number if release else 0
        self._client = OpaClient(host=host, port=port, token=token, timeout=timeout, retries=0)
        # Facts go to this server alone: no proxy from the environment, and no other credential in the token's place.
        self._client._session.trust_env = False

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """The ruling on these facts; raises NeighbourUnavailable where none came, RulesVoid by other policies."""
        answer = self._answer(question.value, facts)
        version = self._checked_version(answer)
        return self._read(answer.get("result"), question, facts, version)

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """One question for all of them. An answer for more or fewer of them is none."""
        answer = self._answer(EACH, {**facts, "matters": [dict(matter) for matter in matters]})
        version, result = self._checked_version(answer), answer.get("result")
        found = result.get("rulings") if isinstance(result, Mapping) else None
        if not isinstance(found, list) or len(found) != len(matters):
            raise no_answer("The rule server did not answer for each of the matters.")
        together = [{**facts, **matter} for matter in matters]
        return [self._read(one, Question.ACT, told, version) for one, told in zip(found, together, strict=True)]

    def close(self) -> None:
        """Lets go of the connection."""
        self._client.close_connection()

    def _read(self, answer: object, question: Question, facts: Mapping[str, Any], version: str) -> Ruling:
        return read_ruling(
            answer,
            question=question,
            facts=facts,
            engine=self.engine,
            engine_version=version,
            policy_digest=self.policy_digest,
            release=self.release,
        )

    def _answer(self, package: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            answer = self._client.query_rule(
                input_data=dict(facts), package_path=package, query_params={"provenance": True}
            )
        except requests.HTTPError as error:
            raise no_answer("The rule server refused the question or failed on it.") from error
        except (requests.RequestException, OSError) as error:
            raise no_answer("The rule server did not answer in time, or not at all.") from error
        except ValueError as error:
            raise no_answer("The rule server's answer could not be read.") from error
        if not isinstance(answer, Mapping):
            raise no_answer("The rule server's answer could not be read.")
        return answer

    def _checked_version(self, answer: Mapping[str, Any]) -> str:
        """
        The version of the server that answered, which may be another from one question to the next.

        A server with no bundle, another, or one more beside it, rules by something that nobody here has read.
        """
        provenance = answer.get("provenance")
        if not isinstance(provenance, Mapping) or not isinstance(version := provenance.get("version"), str):
            raise no_answer("The rule server does not say which version of it answers.")
        bundles = provenance.get("bundles")
        if not isinstance(bundles, Mapping) or len(bundles) != 1:
            raise _void("The rule server does not name the one set of policies that it rules by.")
        (named,) = bundles.values()
        if not isinstance(named, Mapping) or named.get("revision") != self.policy_digest:
            raise _void("The rule server rules by other policies than this house.")
        return version


def _void(sentence: str) -> RulesVoid:
    return RulesVoid(sentence, reason="rules-other")
