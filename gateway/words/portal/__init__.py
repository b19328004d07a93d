"""The texts of the portal's pages, in both languages: one file per stage, each text under `stage.name`."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.words.portal.accepting import ACCEPTING
from gateway.words.portal.accessibility import ACCESSIBILITY
from gateway.words.portal.afterwards import AFTERWARDS
from gateway.words.portal.approval import APPROVAL
from gateway.words.portal.asking import ASKING
from gateway.words.portal.audit import AUDIT
from gateway.words.portal.barring import BARRING
from gateway.words.portal.catalog import BASKET, CATALOG
from gateway.words.portal.conversation import CONVERSATION
from gateway.words.portal.coordination import COORDINATION
from gateway.words.portal.decision import DECISION
from gateway.words.portal.deputy import DEPUTY
from gateway.words.portal.desk import DESK
from gateway.words.portal.ethics import ETHICS
from gateway.words.portal.faults import FAULTS
from gateway.words.portal.frame import FRAME
from gateway.words.portal.holdings import HOLDINGS
from gateway.words.portal.letter import DOCUMENT, LETTER
from gateway.words.portal.matter import MATTER
from gateway.words.portal.note_check import NOTE_CHECK
from gateway.words.portal.parts import PARTS
from gateway.words.portal.project import PROJECT
from gateway.words.portal.registering import PEOPLE
from gateway.words.portal.samples import SAMPLE_PAGES
from gateway.words.portal.signing_in import SIGNING_IN
from gateway.words.portal.term import TERM
from gateway.words.portal.trouble import TROUBLE
from gateway.words.portal.writing import WRITING

__all__ = ["PORTAL"]

STAGES: Mapping[str, Mapping[str, Words]] = {
    "accepting": ACCEPTING,
    "accessibility": ACCESSIBILITY,
    "afterwards": AFTERWARDS,
    "basket": BASKET,
    "catalog": CATALOG,
    "conversation": CONVERSATION,
    "desk": DESK,
    "approval": APPROVAL,
    "faults": FAULTS,
    "audit": AUDIT,
    "asking": ASKING,
    "barring": BARRING,
    "coordination": COORDINATION,
    "decision": DECISION,
    "deputy": DEPUTY,
    "document": DOCUMENT,
    "letter": LETTER,
    "ethics": ETHICS,
    "frame": FRAME,
    "holdings": HOLDINGS,
    "matter": MATTER,
    "note_check": NOTE_CHECK,
    "parts": PARTS,
    "project": PROJECT,
    "people": PEOPLE,
    "samples": SAMPLE_PAGES,
    "sign_in": SIGNING_IN,
    "term": TERM,
    "trouble": TROUBLE,
    "writing": WRITING,
}
"""A stage that adds pages adds its file here."""

PORTAL: Mapping[str, Words] = {
    f"{stage}.{name}": text for stage, texts in STAGES.items() for name, text in texts.items()
}
"""All of them, as templates ask for them: `w("frame.skip")`."""
