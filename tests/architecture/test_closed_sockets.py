"""Outside `contract/`, `journey/`, `faults/` and `bench/` no test reaches a network, not even by mistake."""

import asyncio
import socket
import subprocess
import sys
import warnings

import pytest
from pytest_socket import SocketBlockedError

from tests.conftest import LOOPBACK, LOOPBACK_ONLY, OPEN


def test_a_socket_cannot_be_made_here() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")

        with pytest.raises(SocketBlockedError):
            socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def test_an_event_loop_still_talks_to_itself() -> None:
    async def nothing() -> int:
        return 1

    assert asyncio.run(nothing()) == 1


def test_the_chapters_with_open_sockets_are_these() -> None:
    assert sorted(OPEN) == ["bench", "contract", "faults", "journey"]
    assert sorted(LOOPBACK_ONLY) == ["spark"]
    assert sorted(LOOPBACK) == ["127.0.0.1", "::1", "localhost"]


MASKING = """
import sys

# urllib3, which comes with presidio, tries at its import whether an address of this machine can be bound.
allowed = {"socket.__new__", "socket.bind"}

def refused(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "ssl.")) and event not in allowed:
        raise SystemExit(f"{event} was asked for")

sys.addaudithook(refused)

from pseudonymisation.text import mask_texts
from pseudonymisation.text.engine import analyzer
from pseudonymisation.text.known_person import KnownPerson
from pseudonymisation.text.mask import mask_note
from pseudonymisation.text.surrogates import Surrogates

allowed.clear()
mail = "Anna Lindqvist, anna@example.se, https://example.se, 08-123 456 78, 2023-04-12, Umeå, Sankt Görans sjukhus."
long = f"The patient was seen and she has had no fever but is in pain and was told to return. {mail} " * 1500
persons = [{"person_id": "p", "names": ["Anna Lindqvist"], "addresses": ["Storgatan 1"], "phones": ["08-123 456 78"]}]
for text in (mail, long):
    for language in ("sv", "en"):
        (line,) = mask_texts([{"id": 1, "text": text, "person_id": "p"}], persons, language)
        assert "Lindqvist" not in line["text"], line.keys()
mask_note(mail, KnownPerson(given_name="Anna"), writing=Surrogates(code=lambda text: bytes(32), offset_days=7))
analyzer().analyze(mail, "sv", score_threshold=0.1)
print("masked")
"""


def test_masking_asks_for_no_socket_from_its_first_import_to_its_last_note() -> None:
    """Libraries beneath would fetch models and lists of suffixes: a process that dies where one does ends well."""
    done = subprocess.run([sys.executable, "-c", MASKING], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "masked\n"), done.stderr
