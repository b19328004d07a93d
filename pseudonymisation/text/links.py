"""What points at somebody on the net: e-mail, addresses of pages, handles, machines. No list of domains is fetched."""

import re
from collections.abc import Iterator

from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer, matches
from pseudonymisation.text.spans import Span, Tag

_AT = r"(?:@|\(at\)|\[at\]|\(a\)|\{at\}|\bsnabel[\s-]?a\b)"
_DOT = r"(?:\.|\s?(?:\(dot\)|\[dot\]|\(punkt\)|\bpunkt\b|\bdot\b)\s?)"
_TOP = "se|com|org|net|nu|info|eu|no|dk|fi|de|uk|gov|edu|io"

EMAILS = (
    re.compile(
        rf"(?<![\w.+%'-])[\w.+%'-]{{1,64}}+(?:{_DOT}[\w+%'-]{{1,40}}){{0,3}}\s{{0,2}}{_AT}\s{{0,2}}"
        rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,6}}"
    ),
)
SPELT_EMAILS = (
    re.compile(rf"(?<![\w.])[\w+-]{{1,30}}+[._][\w.+-]{{1,30}}+\sat\s[\w-]{{1,40}}\.(?:{_TOP})\b"),
    re.compile(r"\b[\w.+-]{1,40}+\sat\s[\w-]{1,40}\s(?:dot|punkt)\s[a-z]{2,6}\b"),
)
URLS = (
    re.compile(
        r"(?:https?|ftp|file)\s?:\s?//[^\s<>\"\]]{1,400}[^\s<>\"\].,;:!?)]|\bwww\.[^\s<>\"\]]{1,400}[^\s<>\"\].,;:!?)]"
    ),
)
DOMAINS = (
    re.compile(rf"(?<![\w@.-])[\w-]{{3,63}}+(?:\.[\w-]{{1,63}}){{0,3}}\.(?:{_TOP})\b(?:/[^\s<>\"\]]{{0,300}})?"),
)
HANDLES = (re.compile(r"(?<![\w.@])@(?P<only>[\w.]{2,30})"),)
SERVICES = frozenset(
    "instagram insta ig snapchat snap facebook fb twitter tiktok skype discord telegram whatsapp linkedin "
    "messenger kik "
    "signal reddit youtube twitch".split()
)
SERVICE_HANDLE = re.compile(
    r"(?:konto|namn|anvandare|handle|user)?(?:\s{0,2}:\s{0,2}@?(?P<told>[\w.-]{3,40})"
    r"|[\s(]{1,3}@?(?P<seen>[\w-]{0,30}(?:[._](?=\w)|[0-9])[\w.-]{0,30}))"
)
IP = re.compile(r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?!\w|\.[0-9])")
MACHINES = (
    re.compile(r"(?<![\w:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:])"),
    re.compile(r"(?<![\w:])(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,5}(?![\w:])"),
)
_IN_GROUPS = re.compile(r"[:-][0-9a-f]{1,4}[:-][0-9a-f]{0,4}[:-][0-9a-f]")
_DOTTED = re.compile(rf"\.(?:{_TOP})\b")


class Links(Recognizer):
    """E-mail in any letters and spelt out, URLs and bare domains, handles of social services, IP and MAC addresses."""

    tags = (Tag.EMAIL, Tag.URL, Tag.DEVICE)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text = reading.plain
        if "@" in text or "(a" in text or "[a" in text or "{a" in text or "snabel" in text:
            yield from matches(text, EMAILS, Tag.EMAIL)
            yield from matches(text, HANDLES, Tag.URL)
        if " at " in text and (" dot " in text or " punkt " in text or _DOTTED.search(text)):
            yield from matches(text, SPELT_EMAILS, Tag.EMAIL)
        if "//" in text or "www." in text:
            yield from matches(text, URLS, Tag.URL)
        if _DOTTED.search(text):
            yield from matches(text, DOMAINS, Tag.URL)
        yield from _machines(text, reading.numbers)
        for word in reading.words:
            if word.plain in SERVICES and (handle := SERVICE_HANDLE.match(text, word.end)):
                yield Span(*handle.span("told" if handle["told"] else "seen"), Tag.URL)


def _machines(text: str, numbers: list[tuple[int, int]]) -> Iterator[Span]:
    """IP and MAC addresses; a time of day has two colons at the most, a date two dashes."""
    for start, end in numbers:
        if end - start <= 3 and text[end : end + 1] == "." and (four := IP.match(text, start)):
            yield Span(start, four.end(), Tag.DEVICE)
    if numbers and _IN_GROUPS.search(text):
        for span in matches(text, MACHINES, Tag.DEVICE):
            if text.count(":", span.start, span.end) >= 3 or text.count("-", span.start, span.end) == 5:
                yield span
