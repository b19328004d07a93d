"""Words of streets: how their names end, and words of medicine and of everyday that end the same."""

STREET_ENDINGS = (
    "gatan", "gata", "gatans", "vagen", "vag", "vagens", "grand", "granden", "torg", "torget", "allen", "alle",
    "stigen", "stig", "backen", "backe", "kajen", "esplanaden", "brinken", "slingan", "straket", "gangen",
    "promenaden", "rundeln", "svangen",
)  # fmt: skip
"""A name that ends so is a street's where it is written as a name."""

PLACE_ENDINGS = (
    "plan", "planen", "led", "leden", "strand", "stranden", "parken", "park", "platsen", "plats", "ringen", "kroken",
    "dalen", "lunden", "hojden", "hojd", "hamn", "hamnen", "kaj", "bron", "garden", "gard", "liden", "lid", "hagen",
    "kullen", "tappan", "trappan", "udden", "viken", "asen", "berget", "berg", "angen", "skogen", "holmen", "banan",
    "tunet", "tunnet", "laggen", "vallen", "akern", "spangen", "spranget", "hallen", "dungen", "tomten", "skiftet",
)  # fmt: skip
"""A name that ends so is a street's where a house number follows."""

ENDINGS = (*STREET_ENDINGS, *PLACE_ENDINGS)
IN_ENGLISH = (*STREET_ENDINGS, "plan", "planen", "strand", "stranden")
"""In English fewer, or every "called" and "solid" would be one."""
BARE = frozenset(
    "gata gatan vag vagen grand torg torget plan stig stigen backe alle kaj kajen led strand park plats".split()
)
"""What stands apart after a name: Drottning Kristinas väg, Norra kajen."""

NO_NAMES = frozenset(
    "avd avdelning hus vån enl enligt på i ny ingen via till från vid och fortsatt ev en samma".split()
)
"""What may stand before such a word with a capital and is no name."""

ENGLISH = frozenset(
    "street st avenue ave road rd lane ln drive dr court ct boulevard blvd way place pl square sq terrace close "
    "crescent "
    "gardens row highway hwy parkway pkwy circle cir trail".split()
)
ENGLISH_SURE = frozenset("street avenue road lane boulevard crescent terrace".split())

_WAYS = frozenset(
    "luft urin gall mat tarm andnings blod lymf smitt forlossnings fodelse nerv syn lednings administrations ader "
    "administrerings tillforsel tillforsels infarts utfarts reflex signal horsel smart ban pyramid metabol spridnings "
    "transport retlednings avflodes inflodes utflodes ut om hem halv gang cykel lands motor riks skogs bil gen sid "
    "ater fram bort sjuk vatten huvud tra in upp ned ner intra por lak grus bi parti ryggmargs bukspotts njur mjolk "
    "tar lever porta for medel mellan stam galla over andra venos lung ortho kor grav av venn hos gangar".split()
)
_JOINTS = frozenset(
    "kna axel hand fot hoft kak finger armbags armbag ta tum facett si grund mellan ytter bas stor mellanfots kot kots "
    "revbens tand mun led vrist nyckelbens bracka brackens kotans rygg hals over under sjuk ring sprang artros kul dis "
    "inflammations tumbas stortas stortabas lilltas langfinger pekfinger ringfinger lillfinger mellanhands hogerkna "
    "vansterkna hogeraxel kna- slut nederbords hal tids for".split()
)
_PLANS = frozenset(
    "behandlings vard handlings mal genomforande rehab rehabiliterings tids omvardnads medicinerings lakemedels mall "
    "operations kris utskrivnings matt kost nedtrappnings trappnings uppfoljnings tranings insattnings utsattnings "
    "planerings smartlindrings amnings doserings dos vardags sjukskrivnings trygghets atgards larm skol lar "
    "studie akut "
    "aktivitets fall nutritions antibiotika insulin cytostatika utrednings skydds sakerhets helhets del over upp "
    "vaccinations schema individuell samordnad tvar horisontal sagittal frontal coronal axial snitt bild plattforms "
    "arbets fardtjanst lordos mellan yt vaktar for ut tvarsnitts rok fosterrorelse delmals projekt hem bal sjo".split()
)
_PLACES = frozenset(
    "arbets vard mot hand parkerings dos injektions stick insticks sitt ligg bo vil bi an kal in sand vang lagg amput "
    "sjuk fod skole syst mag hall till tom port herr red av upp ned fram fore lag gall grund kund vand sar akut sjuk "
    "framtids be ut for fin rygg tal ben lekar fris natur el bak blom over behandlings prov matplats klamp".split()
)
NO_STREETS = {
    "vag": _WAYS, "vagen": _WAYS, "vagens": _WAYS, "gangen": frozenset({"an", "horsel", "gall", "till", "fram", "upp",
    "ned", "ut", "in", "over", "om", "genom", "av", "fore", "por", "urin", "tar", "mjolk", "ryggmargs", "skilje"}),
    "led": _JOINTS, "leden": _JOINTS, "plan": _PLANS, "planen": _PLANS, "ringen": frozenset(),
}  # fmt: skip
"""What stands before such an ending in words that are no street: luftväg, vårdplan, knäled."""


def ending_of(word: str) -> str:
    """The longest of the endings that the word has."""
    return max((ending for ending in ENDINGS if word.endswith(ending)), key=len)


def is_everyday(word: str) -> bool:
    """Whether the word, which ends as a street may, is one of medicine or of everyday."""
    ending = ending_of(word)
    stem = word[: -len(ending)]
    return (
        len(stem) < (3 if ending in {"allen", "alle"} else 2)
        or stem in NO_STREETS.get(ending, _PLACES)
        or stem.endswith(_MEDICAL)
    )


_MEDICAL = (
    "behandlings",
    "vards",
    "luft",
    "urin",
    "gall",
    "andnings",
    "ledningsbanor",
    "beredskaps",
    "dings",
    "nings",
    "ings",
)
