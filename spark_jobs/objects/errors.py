"""
Everything that can go wrong where bytes lie under names, as one tree.

ObjectsError
├── AccessUnfit               how a bucket is named, addressed or opened is not fit; nothing was asked
└── ObjectsUnreachable        the place does not answer as it should, or not at all
    ├── ObjectsFull           it has no room for this
    ├── ObjectsRefused        it does not let these credentials do this
    ├── ObjectChanged         what lies there does not carry the digest it should
    ├── CreationIgnored       it writes over what stands where it was told to create
    └── ObjectUnfit           what lies under that name is nothing to be read at once

Each carries a stable code and one sentence: never a secret, an address with a signature, or the server's own words.
"""

from typing import ClassVar


class ObjectsError(Exception):
    """The root: never raised as such."""

    code: ClassVar[str] = "objects"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class AccessUnfit(ObjectsError, ValueError):
    """The sentence names the setting, or the file of credentials and never what stands in it."""

    code = "access-unfit"


class ObjectsUnreachable(ObjectsError, OSError):
    """The place does not answer, or answers with something else than was asked for."""

    code = "objects-unreachable"


class ObjectsFull(ObjectsUnreachable):
    """The place answers, and has no room for this."""

    code = "objects-full"


class ObjectsRefused(ObjectsUnreachable):
    """The place answers, and does not let these credentials do this."""

    code = "objects-refused"


class ObjectChanged(ObjectsUnreachable):
    """What came back, or what arrived there, does not carry the digest it should."""

    code = "objects-changed"


class CreationIgnored(ObjectsUnreachable):
    """The place writes over what stands where it was told to create: nothing can be published once there."""

    code = "objects-create-once"


class ObjectUnfit(ObjectsUnreachable):
    """Too large, or no plain file. Others may be read."""

    code = "object-unfit"
