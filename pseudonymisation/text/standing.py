"""Where a word stands, and how it is written: what a capital tells in that place."""

import re
from collections.abc import Callable, Sequence, Set

from pseudonymisation.text.letters import Sieve, Word, small
from pseudonymisation.text.lexicon import (
    CONTEXT,
    EPONYM,
    KIN,
    KNOWN,
    MEDICAL,
    NAME,
    PLACE,
    PLAIN,
    ROLE,
    WORD,
    flags,
    is_clinical,
    is_formed,
)

JOINTS = frozenset({" ", "-", "'", "’", "  ", "- "})
"""What stands between the parts of one name."""

_ENDS = frozenset(".!?:;*•|>=")
_DOSE = re.compile(
    r"[\s®]{1,3}\d{1,5}(?:[.,]\d{1,3})?\s?(?:mg|ml|g|µg|ug|mikrog|mcg|e|ie|%|mmol|x|st|tabl|mm|ku|ku/l|kpa|mmhg|dr|droppar|ppb|poäng)\b",
    re.IGNORECASE,
)
_BEFORE_DRUGS = frozenset(
    "tabl tablett tabletter t inj injektion kaps kapsel kräm salva spray plåster insatt ordineras recept dos tar tagit"
    " ätit äter trappar preparatet läkemedlet inhalation inh droppar mixtur tablet capsule taking takes".split()
)
_SMALL_WORDS = frozenset("på med in ut av för till upp ner on of with".split())

# Swedish family names are made of two words of the land, and new ones are made in the same way.
_FAMILY_SHAPE = re.compile(
    r".{2,}(?:qvist|kvist|quist|ström|stroem|gren|lund|berg|dahl|stedt|städt|feldt|felt|löf|löv|sson|ssen|zon|dotter"
    r"|holm|strand|bäck|beck|hult|blad|blom|ander|mark|ell|én|ius|lin|din|ling|man|dal|vall|wall|fors|hammar|skog|skiöld"
    r"|sköld|stierna|crona|hjelm|heim|hage|gård|gaard|sund|stad|borg|brandt|lind|roth|rot|hed|sjö|sten|stam|stål|ståhl"
    r"|ros|bring|ring|by|ås|vik|wik|näs|ryd|torp|bo|boda|åker|tuna|sta|köping|hamn|viken|lunda|berga|torpet|udden|sten"
    r"|hagen|häll|hall|stjärna|stjerna|skär|holmen|näset|lid|liden|backe|backen|backa|kulla|kullen|mosse|mossen|myr|myra|mo"
    r"|löv|qvarn|kvarn|stena|klint|udde|vret|äng|ängen|lycka|lyckan|gärde|gärdet|vång|berget|hjort|örn|falk|svärd|spjut"
    r"|brant|brand|spor|sparre|bielke|hielm|lilja|bergh|lindh|lööf|löw|kulle|källa|säter|krona|stråle|stråhle|flod|flyckt|frid|crantz|hjälm|fjord|rud|röd|tun|skans|park|å|ö|älv|bro|ala|hem|lösa|sele)s?$"
)

# No sentence ends with one of these.
_NEVER_LAST = frozenset(
    "i på från till vid hos med av och för om som att en ett den efter mellan under via samt at in from of by with and"
    " the to for dr doktor ssk läkare syster bror mamma pappa hustrun maken sambon dottern sonen".split()
)
_MOSTLY_SMALL = 15
"""A text with fewer capitals than one word in so many is written in small letters."""
_NOBLE = frozenset({"von", "af"})
_DOING = frozenset(
    "ringer ringde ringt säger sade sa uppger uppgav berättar mår undrar önskar bor söker sökte inkommer inkom vet"
    " tycker informeras informerad kontaktas meddelar svarar arbetar jobbar hämtar följer frågar hörde upplever"
    " skriver beskriver vårdas skrev tror vill själv kontaktar ber bad har rondar rondade bedömer bedömde ordinerar"
    " ordinerade opererar opererade konsulteras tillkallas tillkallad föreslår rekommenderar godkänner väntar hjälper"
    " hjälpte kommer inf vidtalad tar sätter tackar skickar skickade läser hämtade lämnade körde kör besöker besökte"
    " svarade sköter skötte sitter says said reports states denies called calls".split()
)
"""What people do, and things and diseases hardly ever."""
_BEFORE_SOMEBODY = frozenset(
    "av hos med m till t från fr och o åt för konsulterat kontaktat träffa träffar hej hälsningar ring ringt efter"
    " enl enligt rådfrågat frågat fråga kopia cc via genom ansvarig behandlande patientansvarig op narkos jour"
    " mellanjour jourhavande konsult rond teamledare vårdkontakt na ice saknar om född f tidigare ursprungligen fd"
    " bästa vänligen tack be låt meddela meddelat påminn påmint boka åb återbesök tid på".split()
)
"""Behind what somebody is named, though as often something else is."""
_ASKING = frozenset("ansvarig op anestesi narkos jour na kontakt behandlande utförare läkare ronden".split())
_BESIDES = frozenset({", ", " (", " / "})
_AND = frozenset({"och", "o", "samt"})
_NOBODYS = frozenset("pat patient patienten man barn kvinna st at ag vik op spec namn namnet heter hr pal bm".split())
"""Words for persons that are said of nobody by name, or mean something else as often."""

_FAMILY_SHAPED = Sieve(lambda word: 4 < len(word) < 40 and bool(_FAMILY_SHAPE.match(word)))


class _Met(dict[str, int]):
    """The flags of the words met: notes share most of their words, and a small dictionary is read faster than all."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MET_WORDS:
            self.clear()
        self[word] = flags()[word]
        return self[word]


_MET_WORDS = 20_000
_MET = _Met()


def _gaps(text: str, words: Sequence[Word]) -> list[str]:
    """What stands before each word, from the end of the last one."""
    ends = [0, *(end for _, end, _ in words)]
    return [text[end:start] for end, (start, _, _) in zip(ends, words, strict=False)]


class Standing:
    """The words of one text, by their numbers, and what the lists say of each."""

    def __init__(self, text: str, words: Sequence[Word], language: str) -> None:
        self.text, self.words, self.language = text, words, language
        lowered, spaced = small(text), text.replace("\N{NO-BREAK SPACE}", " ")
        self.spaced = spaced
        """The text with blanks that break for those that do not: the same places."""
        smalls = [lowered[start:end] for start, end, _ in words]
        self._smalls = smalls
        self.scored = "/" in text
        """Whether anything may be so many points of so many."""
        self.kinds = [_MET[word] for word in smalls]
        self.upper = [at for at, (start, _, _) in enumerate(words) if text[start] != lowered[start]]
        self.capitals = frozenset(self.upper)
        self.marked = [at for at, kind in enumerate(self.kinds) if kind > PLAIN]
        self.is_small = len(self.upper) * _MOSTLY_SMALL < len(words)
        """Whether the text bears no capitals, or hardly any."""
        self.nobles = not _NOBLE.isdisjoint(smalls)
        """Whether von or af stands anywhere."""
        # Asked many times of each word: worked out once, and answered without a call in Python.
        self.small: Callable[[int], str] = smalls.__getitem__
        """The word in small letters."""
        self.gap: Callable[[int], str] = _gaps(spaced, words).__getitem__
        """What stands between the word and the one before it."""
        self.shouts: Callable[[object], bool] = frozenset(
            [at for at, (start, end, _) in enumerate(words) if end - start > 1 and text[start:end].isupper()]
        ).__contains__
        """Whether it is two letters or more, all capitals."""
        self.is_even = self.is_small or sum(map(self.shouts, self.upper)) * 2 > len(words)
        """Whether nearly all or hardly any letters are capitals: then they tell nothing."""
        self.is_letter: Callable[[object], bool] = frozenset(
            [at for at in self.upper if words[at][1] - words[at][0] == 1]
        ).__contains__
        """Whether it is one capital alone."""

    def those_in(self, smalls: Set[str]) -> list[int]:
        """The words that, in small letters, are among these."""
        return [at for at, word in enumerate(self._smalls) if word in smalls] if smalls else []

    def begins(self, at: int) -> bool:
        """Whether a sentence, a line or an item may begin here, so that any word would bear a capital."""
        gap = self.gap(at)
        if gap == " " and at:
            return False
        bare = gap.rstrip(" \t\"'”“(")
        if gap == "\n" and at and self.small(at - 1) in _NEVER_LAST:
            return False  # the line is broken
        if at == 0 or "\n" in gap or "\r" in gap:
            return True
        if bare[-1:] == "." and (self.is_letter(at - 1) or self.kinds[at - 1] & ROLE or self.small(at - 1) == "f"):
            return False
        return bare[-1:] in _ENDS if bare else False

    def has_initial(self, at: int) -> bool:
        """Whether one capital stands right before it, with a point or without, as initials do."""
        return at > 0 and self.is_letter(at - 1) and self.gap(at) in {" ", ". ", "."} and at in self.capitals

    def acts(self, at: int) -> bool:
        """Whether what follows says what somebody does or is: "ringde", ", ssk", " (mor)", "s mamma"."""
        after = at + 1
        if after >= len(self.words):
            return False
        gap, kind = self.gap(after), self.kinds[after]
        if gap != " ":
            return gap in _BESIDES and bool(kind & CONTEXT) and self.small(after) not in _NOBODYS
        if self.small(after) in _DOING:
            return True
        if kind & KIN:
            return self.small(at)[-1] == "s" and not self.kinds[at] & WORD
        return self.small(after) in _AND and after + 1 < len(self.words) and bool(self.kinds[after + 1] & KIN)

    def follows_on_somebodys(self, at: int) -> bool:
        """Whether a word stands before it behind which somebody may be named: "samtal med", "ansvarig"."""
        return at > 0 and self.gap(at) == " " and self.small(at - 1) in _BEFORE_SOMEBODY

    def is_asked_for(self, at: int) -> bool:
        """Whether a label asks for somebody: "Operatör: Berg"."""
        if at == 0 or self.gap(at) not in {": ", ":"}:
            return False
        return bool(self.kinds[at - 1] & CONTEXT) or self.small(at - 1) in _ASKING

    def is_dosed(self, at: int) -> bool:
        """Whether a strength follows or a word for its form stands before: a drug that no list holds."""
        if _DOSE.match(self.text, self.words[at].end):
            return True
        before = [self.small(near) for near in range(max(0, at - 2), at)]
        if before[-1:] == ["t"] and (self.kinds[at] & NAME or self.has_family_shape(at)):  # a tablet, or "to"
            return False
        return bool(before) and (
            before[-1] in _BEFORE_DRUGS or (before[-1] in _SMALL_WORDS and before[0] in _BEFORE_DRUGS)
        )

    def is_ordinary(self, at: int) -> bool:
        """Whether it is an ordinary or clinical word, listed or formed, and no name."""
        kind = self.kinds[at]
        if kind & NAME:
            return False
        return bool(kind & (KNOWN | EPONYM | PLACE | CONTEXT)) or is_formed(self.small(at))

    def is_clinical(self, at: int) -> bool:
        """Whether it is listed among the clinical words, or ends as they do, and is no name."""
        kind = self.kinds[at]
        return not kind & NAME and (bool(kind & MEDICAL) or (not kind and is_clinical(self.small(at))))

    def has_family_shape(self, at: int) -> bool:
        """Whether it is built as Swedish names are, and is no word that a list holds."""
        word = self.small(at)
        return not self.kinds[at] & (WORD | MEDICAL) and _FAMILY_SHAPED[word]
