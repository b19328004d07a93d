"""Who decides a part, and who holds several parts together, in words: the codes of `policies/routing`."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.ruling import Route
from gateway.words.language import Language, said

CAPACITIES: Mapping[str, Words] = {
    "head_of_operations": Words(sv="verksamhetschefen", en="the head of operations"),
    "consultation_group": Words(
        sv="samrådsgruppen för datautlämning", en="the consultation group for disclosure of data"
    ),
}

ROUTED = Words(
    sv="Delen beslutas av {few} vid högst {most} enheter, och av {more} vid fler.",
    en="The part is decided by {few} where it concerns at most {most} units, and by {more} where more.",
)

COORDINATED = Words(
    sv="Flera vårdgivare är tillfrågade: samordnaren håller ihop delarna, och var och en beslutar bara om sin egen.",
    en="Several controllers are asked: the coordinator holds the parts together, and each decides only its own.",
)


def capacity(code: str, language: Language) -> str:
    """In which capacity; the code itself where these words do not know it."""
    return said(CAPACITIES[code], language) if code in CAPACITIES else code


def route(told: Route, language: Language) -> str:
    """Who decides the part, by how many units it concerns, and who holds the parts together."""
    few, more = capacity(told.few_units, language), capacity(told.more_units, language)
    sentence = said(ROUTED, language).format(few=few, most=told.most_units, more=more)
    return f"{sentence} {said(COORDINATED, language)}" if told.coordinated_by else sentence
