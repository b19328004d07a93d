"""What comes in by a browser and is not as it should be: forged forms, foreign pages, addresses that lead elsewhere."""

import gzip

import pytest

from gateway.services.assignment import AssignmentRoom
from gateway.services.project import ProjectRoom
from gateway.web.portal.assets import address_of, assets
from gateway.web.portal.visit import local
from tests.spec.portal.browsing import HOST, Browser, text_of

FOREIGN = "https://elsewhere.test"


def raising_a_value(*_: object, **__: object) -> None:
    raise RuntimeError("a value")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN, "Sec-Fetch-Site": None},
        {"Origin": "null", "Sec-Fetch-Site": None},
        {"Origin": HOST, "Sec-Fetch-Site": "cross-site"},
        {"Origin": None, "Sec-Fetch-Site": "same-site"},
        {"Origin": None, "Sec-Fetch-Site": None},
    ],
    ids=["foreign", "null", "cross-site", "same-site", "silent"],
)
def test_a_form_from_elsewhere_changes_nothing(headers: dict[str, str | None]) -> None:
    browser = Browser().be("anna")

    answer = browser.post("/sign-out", headers=headers)

    assert answer.status_code == 403
    assert "did not come from here" in text_of(answer.text)
    assert browser.get("/").status_code == 200


def test_nobody_is_signed_in_by_a_form_from_elsewhere() -> None:
    browser = Browser()

    answer = browser.post("/sign-in/demo", {"chosen": "anna"}, headers={"Origin": FOREIGN, "Sec-Fetch-Site": None})

    assert answer.status_code == 403
    assert not browser.sessions.there


@pytest.mark.parametrize("token", ["", "made.up", ".", "é.é", "salt."])
def test_a_form_without_its_token_or_with_a_forged_one_changes_nothing(token: str) -> None:
    browser = Browser().be("anna")

    answer = browser.post("/sign-out", {"csrf": token})

    assert answer.status_code == 403
    assert browser.get("/").status_code == 200


def test_the_token_of_one_session_opens_no_other() -> None:
    anna = Browser().be("anna")
    sten = anna.another().be("sten")

    answer = sten.post("/sign-out", {"csrf": anna.token})

    assert answer.status_code == 403


def test_each_page_carries_another_token_and_each_of_them_holds() -> None:
    browser = Browser().be("anna")
    first, page = browser.token, browser.get("/accessibility")

    assert first not in page.text
    assert browser.post("/sign-out", {"csrf": first}).status_code == 303


@pytest.mark.parametrize(
    "back",
    [
        "https://elsewhere.test/",
        "//elsewhere.test/",
        "/\\elsewhere.test",
        "\\\\elsewhere.test",
        "javascript:alert(1)",
        "elsewhere.test",
        "/ok\r\nSet-Cookie: a=b",
        "",
    ],
)
def test_nobody_is_sent_elsewhere(back: str) -> None:
    browser = Browser()

    signed = browser.post("/sign-in/demo", {"chosen": "anna", "back": back})
    chosen = browser.get("/language/en", params={"back": back})

    assert local(back) == "/"
    assert signed.headers["Location"] == chosen.headers["Location"] == "/"
    assert "a" not in browser.client.cookies


def test_every_page_stays_out_of_frames_and_out_of_caches() -> None:
    browser = Browser()

    for path in ("/sign-in", "/accessibility", "/nowhere"):
        answer = browser.get(path)

        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<script>" not in answer.text
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text


def test_a_script_in_an_address_is_shown_and_not_run() -> None:
    browser = Browser()

    answer = browser.get("/sign-in", params={"back": '/"><script>alert(1)</script>'})

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_what_is_not_there_is_told_on_a_page_and_over_the_api_as_a_document() -> None:
    browser = Browser()

    page, document = browser.get("/nowhere"), browser.get("/api/v1/nowhere")

    assert page.status_code == document.status_code == 404
    assert "Nothing here" in text_of(page.text)
    assert document.json()["code"] == "not-found"


def test_a_silent_store_is_told_on_a_page() -> None:
    browser = Browser().be("anna")
    browser.sessions.down = True

    answer = browser.get("/")

    assert answer.status_code == 503
    assert "does not answer" in text_of(answer.text)


@pytest.mark.parametrize("broken", [(ProjectRoom, "list"), (AssignmentRoom, "acting")], ids=["the page", "who it is"])
def test_what_nobody_expected_is_told_on_a_page_with_its_trace_and_what_to_do(
    broken: tuple[type, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = Browser(language="sv").be("anna")
    monkeypatch.setattr(*broken, raising_a_value)

    page, document = browser.get("/"), browser.get("/api/v1/projects", headers={"Authorization": "Bearer anna"})

    assert (page.status_code, document.status_code) == (500, 500)
    assert '<html lang="sv">' in page.text
    assert "Se efter i ärendet om det du gjorde blev gjort" in text_of(page.text)
    assert f"Spårnummer {page.headers['X-Trace-Id']}" in text_of(page.text)
    assert "a value" not in page.text
    assert document.headers["Content-Type"] == "application/problem+json"


def test_the_language_is_chosen_and_remembered_and_else_swedish() -> None:
    browser = Browser(language="")

    first = browser.get("/sign-in")
    chosen = browser.get("/language/en?back=/sign-in")
    then = browser.get("/sign-in")

    assert '<html lang="sv">' in first.text
    assert chosen.headers["Location"] == "/sign-in"
    assert '<html lang="en">' in then.text
    assert then.headers["Content-Language"] == "en"


def test_a_language_of_no_house_is_not_there() -> None:
    assert Browser().get("/language/de").status_code == 404


def test_a_browser_that_asks_for_english_reads_english() -> None:
    assert '<html lang="en">' in Browser(language="en-GB, sv;q=0.3").get("/sign-in").text


@pytest.mark.parametrize("file", sorted(assets()))
def test_files_have_names_of_their_content_and_are_kept_for_ever(file: str) -> None:
    browser = Browser()

    packed = browser.get(address_of(file), headers={"Accept-Encoding": "gzip"})
    plain = browser.get(address_of(file), headers={"Accept-Encoding": "identity"})

    assert packed.content == plain.content == assets()[file].content
    assert "immutable" in plain.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["portal.css", "..%2f..%2fvisit.py", "../visit.py", "portal.000000000000.css"])
def test_nothing_else_of_the_package_is_served(name: str) -> None:
    assert Browser().get(f"/static/{name}").status_code == 404


def test_a_page_is_packed_for_whoever_reads_that() -> None:
    browser = Browser()

    with browser.client.stream("GET", "/sign-in", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())

    assert gzip.decompress(raw).decode("utf-8").startswith("<!doctype html>")
