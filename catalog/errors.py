"""
What can be wrong with a description or a question, as one tree.

CatalogError
├── DescriptionFault    a description file is wrong: file, line and reason
└── SelectionFault      a question names what the catalog does not have, or asks what it does not allow
"""

from typing import ClassVar


class CatalogError(Exception):
    """Each carries a stable code and one sentence."""

    code: ClassVar[str] = "catalog"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DescriptionFault(CatalogError):
    """A description that must not be used; the program does not start with it."""

    code = "description-fault"


class SelectionFault(CatalogError):
    """`where` is the JSON path of the fault inside the question; `reason` a code of its own."""

    code = "selection-fault"

    def __init__(self, sentence: str, *, where: str, reason: str) -> None:
        super().__init__(sentence)
        self.where = where
        self.reason = reason
