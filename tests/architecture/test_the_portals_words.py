"""No text in a template but from the words; no word that no page says; none that lacks a language."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import gateway.web.portal
from gateway.words.portal import PORTAL
from gateway.words.portal.fields import FIELD_WORDS

PACKAGE = Path(gateway.web.portal.__file__).parent
TEMPLATES = sorted((PACKAGE / "templates").rglob("*.html"))
TOLD_IN = ("alt", "aria-label", "placeholder", "title", "value", "content", "label")
NO_TEXT = frozenset({"width=device-width, initial-scale=1", "light dark", "utf-8"})
ONLY_ASKED = frozenset({"dataset", "event", "project", "subject", "way"})
"""Fields of a search: it is asked for by an address, and nothing of it is lost."""
LANGUAGE_NEUTRAL = re.compile(r"[^A-Za-zÅÄÖåäö]*")
ASKED = re.compile(r'\bw\(\s*"([a-z_0-9]+\.[a-z_0-9]+)"(?!\s*~)')
FIELD = re.compile(r'(?:form\.field|form\.choose|line|radios|ticks)\("([a-z_]+)"|Field\(\s*name="([a-z_]+)"')
"""Where a field of a form gets its name, in a template or in a question."""
NAMED = re.compile(r'"([a-z_0-9]+\.[a-z_0-9]+)"')
PUT_TOGETHER = re.compile(r"""\bw\(\s*"([a-z_0-9]+\.[a-z_0-9]*)"\s*~""")


class Texts(HTMLParser):
    """Every text that somebody would read, in the template's own words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._in_code = False  # what is typed at a machine is the same in every language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_code = tag == "code"
        self.found += [value for name, value in attrs if name in TOLD_IN and value and value not in NO_TEXT]

    def handle_data(self, data: str) -> None:
        if not self._in_code:
            self.found.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_code = False


def untranslated(template: str) -> Iterator[str]:
    reader = Texts()
    without = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    reader.feed(without)
    for text in reader.found:
        if not LANGUAGE_NEUTRAL.fullmatch(text):
            yield text.strip()


def python() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_text_of_a_page_comes_from_the_words(template: Path) -> None:
    assert list(untranslated(template.read_text("utf-8"))) == []


def test_the_rule_about_texts_sees_one_that_is_not() -> None:
    written = '<p>{{ w("a.b") }} Hello</p><img alt="A dog"><a href="/x" aria-label="{{ w("a.c") }}">–</a>'

    assert list(untranslated(written)) == ["Hello", "A dog"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_word_that_a_page_asks_for_is_there(template: Path) -> None:
    asked = set(ASKED.findall(template.read_text("utf-8")))

    begun = PUT_TOGETHER.findall(template.read_text("utf-8"))
    assert asked - set(PORTAL) == set()
    assert [prefix for prefix in begun if not any(name.startswith(prefix) for name in PORTAL)] == []


def test_every_word_is_said_on_some_page() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
    said = set(NAMED.findall(pages)) | set(NAMED.findall(python()))
    begun = tuple(PUT_TOGETHER.findall(pages))

    assert {name for name in PORTAL if name not in said and not (begun and name.startswith(begun))} == set()


@pytest.mark.parametrize("name", sorted(PORTAL))
def test_every_word_stands_in_both_languages_with_the_same_places(name: str) -> None:
    words = PORTAL[name]

    assert words.sv.strip()
    assert words.en.strip()
    assert set(re.findall(r"\{(\w*)", words.sv)) == set(re.findall(r"\{(\w*)", words.en))


def test_every_field_of_a_form_has_a_word_by_which_it_is_told_elsewhere() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in TEMPLATES)
    names = {name or other for name, other in FIELD.findall(pages + python())}

    assert len(names) > 50
    assert names - set(FIELD_WORDS) == ONLY_ASKED


def test_nothing_on_a_page_goes_unescaped() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in TEMPLATES) + python()

    assert re.findall(r"\|\s*safe\b|Markup\(|autoescape\s+false|autoescape=False", pages) == []


def test_no_page_has_a_script_or_a_style_of_its_own() -> None:
    for template in TEMPLATES:
        text = template.read_text("utf-8")

        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|https?://|//[a-z]", text) == [], template
