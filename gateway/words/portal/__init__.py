"""The texts of the portal's pages, in both languages: one file per stage, each text under `stage.name`."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.words.portal.accepting import ACCEPTING
from gateway.words.portal.accessibility import ACCESSIBILITY
from gateway.words.portal.afterwards import AFTERWARDS
from gateway.words.portal.catalog import BASKET, CATALOG
from gateway.words.portal.conversation import CONVERSATION
from gateway.words.portal.desk import DESK
from gateway.words.portal.approval import APPROVAL
from gateway.words.portal.faults import FAULTS
from gateway.words.portal.frame import FRAME
from gateway.words.portal.matter import MATTER
from gateway.words.portal.parts import PARTS
from gateway.words.portal.project import PROJECT
from gateway.words.portal.signing_in import SIGNING_IN
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
    "frame": FRAME,
    "matter": MATTER,
    "parts": PARTS,
    "project": PROJECT,
    "sign_in": SIGNING_IN,
    "trouble": TROUBLE,
    "writing": WRITING,
}
"""A stage that adds pages adds its file here."""

PORTAL: Mapping[str, Words] = {
    f"{stage}.{name}": text for stage, texts in STAGES.items() for name, text in texts.items()
}
"""All of them, as templates ask for them: `w("frame.skip")`."""
