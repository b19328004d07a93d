"""The calendar's words, Swedish and English, as they stand in a plain text, with the commonest slips of the pen."""

MONTH = (
    r"(?:jan(?:uari|uary|auri|uri)?|feb(?:r|ruari|ruary|uari|rurai)?|mar(?:s|ch)?|apr(?:il|li)?|ma[jy]|june?|juni|july?|"
    r"juli|aug(?:ust|usti|sti|usit)?|agusti|sep(?:t|tember|ember|temebr)?|o[kc]t(?:ober|ober|obr)?|nov(?:ember|mber)?|"
    r"dec(?:ember|mber|emeber)?)"
)
MONTH_WORDS = frozenset(
    "jan januari january janauri januri feb febr februari february febuari mars march mar apr april maj may jun juni "
    "june jul juli july aug augusti august agusti sep sept september sepember okt oktober oct october nov november "
    "novmber dec december decmber".split()
)
FULL_MONTHS = frozenset(
    "januari january februari february febuari april juni june juli july augusti august september oktober october "
    "november december".split()
)
WEEKDAYS = (
    r"(?:(?:man|son)dag(?:en)?|(?:tis|ons|tors|fre|lor)(?:dag(?:en)?)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"mon|tues?|wed|thurs?|fri|sat|sun)"
)
SEASONS = frozenset(
    "varen var sommaren sommar hosten host vintern vinter vt ht spring summer autumn fall winter".split()
)
HOLIDAYS = frozenset(
    "midsommar midsommarafton midsommarafton midsommardagen midsommarhelgen midsommarveckan midsomras midsommaren "
    "julafton julaftonen juldagen julhelgen julas julen annandagen annandag nyar nyarsafton nyarsdagen nyarshelgen "
    "nyarsnatten trettondagen trettondagsafton trettondedag trettonhelgen mellandagarna jullovet "
    "sportlovet hostlovet pasklovet trettondag tjugondag tjugondagen pask pasken paskas "
    "paskafton paskdagen paskhelgen paskveckan langfredag langfredagen skartorsdag skartorsdagen pingst pingsten "
    "pingstafton pingstdagen pingsthelgen valborg valborgsmassoafton valborgsafton nationaldagen nationaldag "
    "allhelgona allhelgonahelgen halloween luciadagen fettisdagen askonsdagen kristihimmelsfardsdag "
    "christmas xmas easter thanksgiving midsummer ramadan eid hanukkah chanukka".split()
)
HOLIDAY_PHRASES = (
    r"(?:kristi\s(?:himmelsfards?|flygare)(?:dag(?:en)?|helgen)?|alla\s(?:helgons|sjalars|hjartans)\sdag|"
    r"(?:mors|fars)\sdag|(?:forsta|andra|tredje|fjarde|[1-4]:?[ae]?)\s(?:sondagen\si\s)?advent|forsta\smaj|"
    r"lucia(?:morgon(?:en)?|dag(?:en)?|helgen)?|(?:(?:i|over|under|till|efter|fore|innan|runt|vid|kring)\s)(?P<only>jul)|"
    r"new\syear'?s(?:\s(?:eve|day))?|(?:good|black)\sfriday|boxing\sday|(?:labou?r|memorial|independence|valentine'?s|"
    r"mother'?s|father'?s|columbus|veterans|may|st\.?\spatrick'?s|martin\sluther\sking)\sday|fourth\sof\sjuly|4th\sof\sjuly)"
)
ORDINALS = (
    r"(?:forsta|andra|tredje|fjarde|femte|sjatte|sjunde|attonde|nionde|tionde|elfte|tolfte|trettonde|fjortonde|"
    r"femtonde|sextonde|sjuttonde|artonde|nittonde|tjugo(?:forsta|andra|tredje|fjarde|femte|sjatte|sjunde|attonde|"
    r"nionde|nde)?|trettio(?:forsta|nde)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|"
    r"twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first)"
)
ORDINAL_WORDS = frozenset(
    "forsta andra tredje fjarde femte sjatte sjunde attonde nionde tionde elfte tolfte trettonde fjortonde femtonde "
    "sextonde sjuttonde artonde nittonde tjugonde tjugoforsta tjugoandra tjugotredje tjugofjarde tjugofemte "
    "tjugosjatte tjugosjunde tjugoattonde tjugonionde trettionde trettioforsta first second third fourth fifth sixth "
    "seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
    "nineteenth twentieth twenty thirtieth thirty".split()
)
