"""What always holds of the nets of shapes: no day, no number and no way of writing it is passed by."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pseudonymisation.text.addresses import Addresses
from pseudonymisation.text.ages import Ages
from pseudonymisation.text.called_numbers import CalledNumbers
from pseudonymisation.text.codes import Codes
from pseudonymisation.text.contacts import Contacts
from pseudonymisation.text.dates import Dates
from pseudonymisation.text.identity_numbers import IdentityNumbers
from pseudonymisation.text.letters import Sieve, plain, words
from pseudonymisation.text.links import Links
from pseudonymisation.text.local_numbers import LocalNumbers
from pseudonymisation.text.named_dates import NamedDates
from pseudonymisation.text.reading import Reading
from tests.support.people import identity_numbers

NETS = (IdentityNumbers, Codes, CalledNumbers, Contacts, LocalNumbers, Links, Addresses, Ages, Dates, NamedDates)
NETS_SV = [net("sv") for net in NETS]
MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
DAYS = (
    "{d:%Y-%m-%d}|{d:%Y%m%d}|{d:%y%m%d}|{d:%y-%m-%d}|{d.day}/{d.month} {d.year}|{d.day}/{d.month}-{d:%y}|"
    "{d.day}.{d.month}.{d.year}|{d.day} {m} {d.year}|{d.day} {m}|{d.day}:e {m}|{d.day} {s} -{d:%y}|{s} -{d:%y}|"
    "{d.year}/{d:%m}/{d:%d}|den {d.day}/{d.month}|{m} {d.year}|{d:%d}{s}{d:%y}|{d:%Y.%m.%d}"
).split("|")
PHONES = ("070-174 06 {n}", "0701740 6{n}", "+46 70 174 06 {n}", "0046701740 6{n}", "070/17406{n}", "070 - 174 06 {n}",
          "08-465 004 {n}", "(031) 390 06 {n}", "0980 3192{n}", "070.174.06.{n}")  # fmt: skip

dashes = st.sampled_from(["", "-", "–", " ", " - ", "+", "-\n", "\N{NO-BREAK SPACE}", "&nbsp;"])
before = st.sampled_from(["", "Pat ", "pnr:", "pnr", "(", "Modern, ", "SÖKER AKUT ", "\n", "f. "])
after = st.sampled_from(["", ".", ", mår bra", ")", "\n", " söker akut", ";"])


def hidden(text: str) -> str:
    """The text with a point for each character that is masked."""
    signs = list(text)
    for net in NETS_SV:
        for span in net.spans(Reading(text, "sv")):
            signs[span.start : span.end] = "." * (span.end - span.start)
    return "".join(signs)


@given(number=identity_numbers(), dash=dashes, short=st.booleans(), start=before, end=after)
def test_however_an_identity_number_is_written_it_is_masked_whole(
    number: str, dash: str, short: bool, start: str, end: str
) -> None:
    written = number[2 if short else 0 : 8] + dash + number[8:]

    assert not re.search("[0-9]", hidden(f"{start}{written}{end}"))


@given(number=identity_numbers(), at=st.integers(0, 11), digit=st.integers(0, 9), more=st.booleans())
def test_a_digit_too_many_or_too_few_hides_no_number(number: str, at: int, digit: int, more: bool) -> None:
    slip = f"{number[:at]}{digit if more else ''}{number[at if more else at + 1 :]}"

    assert not re.search("[0-9]", hidden(f"Pat {slip} söker"))
    assert not re.search("[0-9]", hidden(f"Pat {slip[:8]}-{slip[8:]} söker"))


@given(day=st.dates(min_value=date(1910, 1, 1), max_value=date(2034, 12, 31)), form=st.sampled_from(DAYS), end=after)
def test_every_day_of_the_calendar_is_masked_in_every_form(day: date, form: str, end: str) -> None:
    month = MONTHS[day.month - 1]

    text = hidden(f"Besök {form.format(d=day, m=month, s=month[:3])}{end}")

    assert not re.search("[0-9]", text)
    assert month[:3] not in text


@given(last=st.integers(0, 99), form=st.sampled_from(PHONES), start=before, end=after)
def test_a_telephone_number_is_masked_in_every_form(last: int, form: str, start: str, end: str) -> None:
    assert not re.search("[0-9]", hidden(f"{start}{form.format(n=f'{last:02d}')}{end}"))


@given(text=st.text(max_size=60))
def test_a_text_is_made_plain_one_character_for_one_whatever_letters_stand_beside_it(text: str) -> None:
    assert plain(text) == "".join(plain(sign) for sign in text) == plain(f"{text}\N{EURO SIGN}")[:-1]


@given(text=st.text(max_size=60))
def test_words_are_the_runs_of_letters_and_stand_where_they_say(text: str) -> None:
    found = list(words(text))

    assert [word.plain for word in found] == re.findall(r"[^\W\d_]+", text)
    assert all(text[word.start : word.end] == word.plain for word in found)


@given(st.lists(st.text(alphabet="abcå", min_size=1, max_size=3), max_size=40))
def test_a_sieve_lets_through_what_its_question_does_however_few_answers_it_keeps(texts: list[str]) -> None:
    sieve = Sieve(lambda word: word.endswith("a"), most=3)
    found = list(words(" ".join(texts)))

    passed = sieve.sifted(found)

    assert passed == [word for word in found if word.plain.endswith("a")]
    assert len(sieve) <= 3


@pytest.mark.parametrize(
    "malice", ["0", "0 ", "00 ", "12 12 ", "1-", "1/1 ", "1.1.", "nr 1 ", "a1-", "A1", "@a", "www.", "Abc gata "]
)
def test_the_time_of_all_nets_grows_with_the_text_and_not_with_its_malice(malice: str) -> None:
    short, long = (Reading((malice * size)[: size * 2], "sv") for size in (2_000, 20_000))

    pieces = [sum(1 for net in NETS_SV for _ in net.spans(reading)) for reading in (short, long)]

    # Where time grew with the square of the length the test would not end within the suite's limit.
    assert pieces[1] <= 11 * pieces[0] + 20
