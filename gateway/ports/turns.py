"""Whose turn it is: several gateways may stand on one store, and one of them at a time goes the house's rounds."""

from contextlib import AbstractContextManager
from typing import Protocol


class Turns(Protocol):
    """
    Keeps the rounds of several houses apart, so that they do not do each other's work twice and quarrel in the ledger.

    It saves work and noise; that each verb happens once does not rest on it, but on the revisions.
    """

    def take(self) -> AbstractContextManager[bool]:
        """
        Whether the turn is ours until the block ends; a house that dies in it has given it back.

        Never waits. Raises NeighbourUnavailable.
        """
        ...
