"""What a log may hold: known fields in their form. What a library or a fault says of a value stays out of it."""

import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
import structlog
from py4j.protocol import Py4JError
from pydantic import BaseModel, ValidationError
from sqlalchemy import create_engine, text

from gateway.adapters.watching import logs as of_the_gateway
from spark_jobs.jobs.watching import logs as of_the_runner
from tests.support.people import personal_number

SPEAKERS = {"gateway": of_the_gateway.WORDS, "runner": of_the_runner.WORDS}
NUMBER = personal_number(date(1951, 3, 7))
NOTE = "söker för hosta sedan tre veckor"


@pytest.fixture(params=SPEAKERS)
def said(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Everything that was told since, each line read as JSON; no line holds a value."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    handlers, level = root.handlers[:], root.level
    SPEAKERS[request.param].speak()

    def lines() -> list[dict[str, Any]]:
        told = capsys.readouterr().err
        assert NUMBER not in told
        assert "hosta" not in told
        return [json.loads(line) for line in told.splitlines()]

    yield lines
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks
    structlog.reset_defaults()


Said = Callable[[], list[dict[str, Any]]]


def test_a_line_has_its_time_level_component_and_trace(said: Said) -> None:
    with structlog.contextvars.bound_contextvars(trace="0af7651916cd43dd8448eb211c80319c"):
        structlog.get_logger("slussen.rounds").warning("trouble", code="neighbour-unavailable")

    (line,) = said()

    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "warning",
        "event": "trouble",
        "component": "slussen.rounds",
        "code": "neighbour-unavailable",
        "trace": "0af7651916cd43dd8448eb211c80319c",
    }


@pytest.mark.parametrize(
    "field",
    [
        {"person": NUMBER},
        {"code": NUMBER},
        {"fault": NOTE},
        {"seconds": NUMBER},
        {"at": NOTE},
        {"code": [NUMBER]},
        {"seconds": int(NUMBER)},
    ],
    ids=str,
)
def test_a_field_that_is_unknown_or_not_of_its_form_is_withheld_by_name(said: Said, field: Mapping[str, Any]) -> None:
    structlog.get_logger("slussen").info("answered", **field)

    (line,) = said()

    assert line["withheld"] == next(iter(field))
    assert line["event"] == "answered"


def test_an_event_that_is_more_than_plain_words_is_withheld(said: Said) -> None:
    structlog.get_logger("slussen").info(f"could not resolve {NUMBER}")

    (line,) = said()

    assert (line["event"], line["withheld"]) == ("withheld", "event")


def test_a_field_whose_name_is_a_value_is_not_told_either(said: Said) -> None:
    structlog.get_logger("slussen").info("answered", **{NUMBER: "x"})

    (line,) = said()

    assert line["withheld"] == "unnamed"


def the_store() -> None:
    with create_engine("sqlite://").connect() as store:
        store.execute(text("INSERT INTO nowhere VALUES (:number)"), {"number": NUMBER})


class Body(BaseModel):
    """Something that is sent."""

    size: int


def the_form() -> None:
    Body.model_validate({"size": f"{NUMBER} {NOTE}"})


def the_engine() -> None:
    raise Py4JError(f"An error occurred while calling o1: failed at row {NUMBER}: {NOTE}")


def the_reader() -> None:
    int(NUMBER + "x")


@pytest.mark.parametrize("fault", [the_store, the_form, the_engine, the_reader])
def test_a_librarys_fault_is_told_by_class_and_place(said: Said, fault: Callable[[], None]) -> None:
    try:
        fault()
    except Exception as raised:
        kind = type(raised).__name__
        structlog.get_logger("slussen").error("failed", exc_info=True)
        logging.getLogger("sqlalchemy.engine").exception("failed with %s", raised)
        sys.excepthook(type(raised), raised, raised.__traceback__)

    lines = said()

    assert [line["fault"] for line in lines] == [kind] * 3
    assert all(line["at"].rpartition(":")[2].isdecimal() for line in lines)


def test_a_librarys_own_words_stay_with_it(said: Said) -> None:
    logging.getLogger("py4j.clientserver").warning("row %s: %s", NUMBER, NOTE)
    with warnings.catch_warnings():  # the tests' own runner takes warnings to itself
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"{NUMBER} is no number", UserWarning, stacklevel=1)

    lines = said()

    assert [line["component"] for line in lines] == ["py4j.clientserver", "py.warnings"]
    assert {line["event"] for line in lines} == {"a library said something"}


def test_a_fault_that_ends_a_thread_is_told_without_its_words(said: Said) -> None:
    thread = threading.Thread(target=the_reader)
    thread.start()
    thread.join()

    (line,) = said()

    assert (line["event"], line["fault"]) == ("ended unforeseen", "ValueError")


@pytest.mark.parametrize("said", ["runner"], indirect=True)
def test_an_order_is_named_unless_its_name_reads_as_a_person(said: Said) -> None:
    log = structlog.get_logger("slussen.runner")
    log.info("status", order="extract-0af7651916cd43dd8448", state="taken")
    log.info("status", order=NUMBER, state="refused")

    named, unnamed = (line.get("order") for line in said())

    assert (named, unnamed) == ("extract-0af7651916cd43dd8448", None)


def test_the_form_of_a_body_is_what_pydantic_would_have_quoted() -> None:
    with pytest.raises(ValidationError, match=NUMBER):
        the_form()
