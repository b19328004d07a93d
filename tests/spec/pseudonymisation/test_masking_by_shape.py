"""What has a format is masked wherever it stands in a note; what measures, doses or names an illness stays."""

import pytest

from pseudonymisation.text.addresses import Addresses
from pseudonymisation.text.ages import Ages
from pseudonymisation.text.called_numbers import CalledNumbers
from pseudonymisation.text.codes import Codes
from pseudonymisation.text.contacts import Contacts
from pseudonymisation.text.dates import Dates
from pseudonymisation.text.identity_numbers import IdentityNumbers
from pseudonymisation.text.links import Links
from pseudonymisation.text.local_numbers import LocalNumbers
from pseudonymisation.text.named_dates import NamedDates
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import union

NETS = (IdentityNumbers, Codes, CalledNumbers, Contacts, LocalNumbers, Links, Addresses, Ages, Dates, NamedDates)
SV = [net("sv") for net in NETS]
EN = [net("en") for net in NETS]


def marked(text: str, *, language: str = "sv") -> list[str]:
    """The stretches of the text that are masked."""
    reading = Reading(text, language)
    found = union(span for net in (SV if language == "sv" else EN) for span in net.spans(reading))
    return [text[span.start : span.end] for span in found]


def is_covered(text: str, piece: str, *, language: str = "sv") -> bool:
    """Whether every letter and digit of the piece is within what is masked."""
    reading = Reading(text, language)
    found = union(span for net in (SV if language == "sv" else EN) for span in net.spans(reading))
    start = text.index(piece)
    hidden = {place for span in found for place in range(span.start, span.end)}
    return all(place in hidden for place in range(start, start + len(piece)) if text[place].isalnum())


# In each line the stretch between «» must be masked, whole; ⏎ is the end of a line of the note.
NUMBERS = """
Skrivet med bokstav för nolla: «191212O9-2384» i remissen
Understreck, «121212_1212», i listan
Mobilen «07O-174 06 05» felskriven
Tfn «070-l74 06 05» felskriven
Joursökare «8812» efter kl 16.
Bakjouren nås på «4512» dygnet runt.
Kontakta ssk på «4512» vid frågor.
Ring avd på «712 34» före utskrivning.
Snabbnummer *«4512» från avdelningen
Tel till kliniken «5512» på morgonen
Läkartelefon «45 12» vardagar
Telefax «58 50 01» till mottagningen
Hemtjänsten «58 50 01» kommer på morgonen.
God man «58 50 01» meddelas.
Telefontid 8-9 på «71 234» för frågor
Sekreteraren, «71 234» (exp), ordnar intyget.
Dottern «12 34 56» (hem) informerad
Ring 0371-58 50 00 eller «58 50 01» för tid.
Vårdcentralen 0371-58 50 00 - «1234» enligt remissen
Regnr «AB 12345» på den norska bilen
Pat «19121212-2384» söker akut med bröstsmärta.
Personnummer: «191212122384»
pnr«19121212-2384» glömde legitimation
PNR:«121212-2384», gift, två barn.
Född «121212+2384», bor ensam.
Identitet «19121212 1212» kontrollerad.
«121212 – 1212» kontrollerad mot ID-band
«1912-12-12-1212» enligt remissen
«19121212T1212» i systemet
ID «121212-XXXX» enligt larm
f. «19121212-****»
Pnr «121212-121» noterat av ambulansen
Pnr «121212-12123» felskrivet
Pnr «1121212-1212» felskrivet
Pnr «12121-1212» felskrivet
Pnr «1912121-1212» felskrivet
personnr «1912121212121» en siffra för mycket
personnr «19121212121» en siffra för lite
Modern («19121212-⏎1212») ringer.
Modern «191212⏎12-1212» ringer.
HTML: «19121212&nbsp;1212» kvar
HTML: «19121212&nbsp;-&nbsp;1212» kvar
NBSP «121212\N{NO-BREAK SPACE}1212» i texten
samordningsnummer «701063-2391»
Samordningsnr «19701063-2391», asylsökande
samordningsnr «19700060-2391» med okänd månad
Interimsnummer «000101-T220»
Interimsnr «20000101-T220»
Reservnummer «991981000010» tilldelat
reservnr «98240301AA06»
Reservnr «98240301-AA06», okänd pat
VGR-reserv «19500101-GM12»
Skåne «19500101-1A23»
Reservnummer Värmland «20000101SF1A»
LMA-kort «50-123456»
LMA «50123456», tolk behövs
LMA-nr: «50-1234567»
Dossiernr «12-345678» Migrationsverket
dossiernummer «12345678»
Patient-id: «A1234567»
PAT-ID «0012345»
«53 04 09 2389» på gammalt kort
Pnr «1 9 5 3 0 4 0 9 2 3 8 2» diktat
Pnr «19 530409-2382» oklart
Finskt nummer «131052-308T»
Danskt CPR «121212-1234»
Org.nr «556677-8899»
Organisationsnummer «16232100-0016»
Momsreg.nr «SE556677889901»
HSA-id «SE2321000016-A1B2»
Signerat «SE2321000016-10QR-B» kl 12
hsaid: «SE 2321000016-1a2b»
HSA «SE232100-0016-A1B2»
Läk Ek, «SE2321000016A1B2»
Förskrivarkod «1234567»
förskrivarkod: «123 4567»
Leg.nr «123456»
Legitimationskod «123456»
Arbetsplatskod «0600000123456»
Arbetsplatskod: «0600000 123456»
SITHS-kort «9752 2641 2345 6789 01»
SITHS «97522641234567890»
kombikakod «11001131A23»
Kombika: «11001123456»
Tidigare kontakt, «541012 233» Okonkwo enligt remissen
ang henne, «320403 23811», se svar
"""

ACCOUNTS = """
IBAN «SE35 5000 0000 0549 1000 0003»
iban: «SE3550000000054910000003»
Konto «SE35 5000 0000 0549 1000 003» felskrivet
IBAN «DE89 3704 0044 0532 0130 00»
Bankgiro «123-4567»
bg «5050-1055»
BG: «5050-1055»
plusgiro «12 34 56-7»
PG «123456-7» för faktura
Clearing «8327-9», konto «123 456 789-0»
kontonr «6789-123 456 789»
Insättning «6789-123 456 789» klar
Kontonummer: «8327-9,123 456 789-0»
swish «123 456 78 90»
Kortnummer «4571 1234 5678 9012»
Pass «12345678»
passnr «AA1234567»
Passport «AB123456» kopierat
Kör bil «ABC 123» till jobbet
reg.nr «ABC12D»
Bilen har regnr «abc 123»
parkerad «XYZ 98K» utanför
REG «MLB-321»
Remiss-id «12345678»
remissnr: «RS-2023-12345»
Accessionsnummer «SESTKRA00012345»
acc.nr «A1234567»
Provnr «23-1234567»
LID «1234567890»
LID-nr: «12 345 678»
PAD-nr «T12345-23»
PAD «T23-12345» visar adenom
Preparat «H 1234/23» utan malignitet
labnr «4711-23»
Dnr «2023-01234-01»
dnr «HSN 2023/1234»
ärendenr «2023-12345»
Journalnummer «123456»
Beställningsnr «98-765-432»
Ordernr: «1234567»
Kontakt-ID «7788123»
RID «01234567»
remiss «0a1b2c3d-0000-4000-8000-00000000abcd» skickad
pacemaker serienr «PJN123456H»
Pump S/N: «AB-1234-56»
SN «20B12345X» på hörapparaten
IMEI «35 123456 123456 1»
UDI «(01)07340000000000»
Inventarienr «A-12345»
IP «192.168.10.21» loggades
MAC «00:1B:44:11:3A:B7»
från «2001:db8:85a3:0:0:8a2e:370:7334»
polisanmälan, ärende nr «5000-K123456-23»
studienr «0123» randomiserad
hämtas i röd volvo, «mlb 843», vid entrén
stod parkerad, «mlb843», i två dygn
"""

CONTACTS = """
Nås på «08-123 456 78»
tfn dotter «46 50 04 13» (hem)
intern «55123» vid frågor
Personsök «1234» jourtid
tel «070-174 06 05»
mobil «0701740605», ring före
Ring «070/1740605» vid behov
Dotter «0500-41 20 00»
tfn «+46 70 174 06 05»
«+46(0)8-123 456 78»
Tel. «+46 (0)70 174 06 05»
ring «0046 70 174 06 05»
nr «46701740605»
Syster i Finland «+358 40 123 4567»
Danmark «+45 12 34 56 78»
Vxl «010-123 45 67»
(«08») «123 456 78»
mobil «07 0174 0605»
mobil «0 70 - 174 06 05»
mobil «070 - 1 74 06 05»
mobil «070\N{NO-BREAK SPACE}174\N{NO-BREAK SPACE}06\N{NO-BREAK SPACE}05»
mobil «070.174.06.05»
mobil «070–174 06 05»
TEL:«0701740605»
tel«070-1740605»
mobil «70-174 06 05»
telefon «0701-740 605»
Jourlinje «08-585 800 00»
ankn «72 345»
ankn. «4711»
sök «72345»
Sökare «7 23 45»
tfn: «4711»
Tel. nr «123 45»
direktnr «123 456»
kortnr «72345»
Växel «585 800 00»
fax «08 123 45 67»
ring «123 456 78» till hemmet
snabbnr «9812»
nås på «123 45 67»
anhörig: Karl «0701-74 06 05» (son)
e-post «per.öberg@sjukhus.example»
mejl «anna_b@example.se»
anna «anna (at) example.se»
epost «anna.berg[at]example.com»
adress «anna snabel-a example punkt se»
skriv till «a.b+c@xn--bcher-kva.example»
ANNA «ANNA.BERG@EXAMPLE.SE»
länk «https://example.se/patient?id=12»
se «www.minblogg.example/anna»
hemsidan «annasblogg.se»
Insta: «@anna_b»
instagram: «anna.b_77»
Snapchat «anna_b99»
skriver som «@annab» på nätet
tel «070_174_06_05» i listan
Koordinator Gunnar «61655».
Kontaktas genom Sigrid «40 623»; inte på helger
Snabbval «61655» till mottagningen
Direktval «61 655» vardagar
När mig på «61655» om det krånglar.
Sökbar på «4512» till kl 16.
Exp «4512» för frågor
Koordinator «61 655» har listan
Ring *«4512» efter kl 16
Nås lättast på #«61655» i dag
Koordinator Tage «1501». Rond i morgon
Kirurgen dr Ek («4512») är vidtalad.
Faxas «61655» till mottagningen
"""

ADDRESSES = """
Bor på «Storgatan 12»
bor på «Storgatan», tre trappor
bor på «storgatan»
Adress: «Storgatan 12, 123 45 Umeå»
Adress «Sankt Eriksgatan 7 B, lgh 1102, 112 34 Stockholm»
«S:t Olofsgatan 4»
Flyttat till «Björkvägen 3»
hittades på «Vasagatan» igår
hämtas vid «Drottning Kristinas väg 2»
boende «Norra Kajen 41»
bor «Ringvägen 12-14»
bor «Åkergränd 3a»
«Möllevångstorget 1»
«Karlaplan 10», 2 tr
Hemma på «Kungsholmsstrand 125»
hemadress «Tallstigen 8»
«Lindallén 4» i somras
«KUNGSGATAN 3, 111 43 STOCKHOLM»
«Nils Ericsons gata 17»
bor «Skolbacken 2»
«Strandpromenaden 7» hos dottern
c/o: «c/o Andersson», samma adress
«Box 123, 901 23 Umeå»
Postbox «1234»
«901 23 Umeå»
«SE-901 23 Umeå»
«S-112 34» Stockholm
postnr «901 23»
lgh «1102», tvåa
portkod «1234»
«Storg. 4», 1 tr
«Björkv. 12», hemma
«Storgatan\N{NO-BREAK SPACE}12» hos mor
"""

DATES = """
Besök «2023-04-12»
Besök «20230412» på mottagningen
Inkom «230412» med ambulans
inskriven «23-04-12»
op «12/4-23»
op «12/4 -23»
op «12/4 2023»
kontroll «12.4.2023»
kontroll «12.04.23»
kontroll «12-04-2023»
kontroll «2023/04/12»
kontroll «2023.04.12»
kontroll «2023 04 12»
«3 maj 2023» op
«3:e maj» op
«3e maj» op
den «3 maj» op
op «3 maj -23»
Op «12 sept -23»
Op «12 sept. 2023»
«12apr23» op
i «maj -23»
sedan «maj 2019»
i «mars» förra året
sedan «augusti»
Åter «v.14»
åter «v 14»
åter «vecka 14»
åter «vecka 14-15»
åter v «14 2023»
kom «12/4» med feber
Inkom «3/5» med bröstsmärta
den «5/10» planeras op
åb «1/2» kl 10
«3/4» kl 10.15 ringt
sjukskriven «12/4 - 14/4»
sjukskriven «12-14/4»
sjukskriven «12/4–30/4»
fr o m «1/2» t o m «28/2»
mån «12/4» ronden
«måndag 12/4» ronden
«fredagen den 3:e maj» op
den «3:e» kom hon åter
återbesök den «12:e».
Den «tredje maj» op
«första juni» börjar hon
mellan «3-5 maj» hos dottern
«3 maj - 5 juni» på korttids
«midsommar» firades hos sonen
på «julafton» blev hon sjuk
efter «påsk»
«påskafton 2022» föll hon
i «julas»
«nyårsdagen» inkom
«långfredagen» föll hon
«alla helgons dag»
«Kristi himmelsfärdsdag»
«första advent» insjuknade
före «jul»
född «1931» i Umeå
f. «-31», änka
född «31», änka
född -«31»
Födelsedatum: «31 12 24»
född den «24 december 1931»
Född «nittonhundratrettioett»
hjärtinfarkt «2019»
opererad «1998»
sedan «2017»
(«2019») höftplastik
op -«98» höger knä
sedan -«03»
«våren 2019»
«hösten -18» fick hon stroke
«sommaren 2020»
«ht 2019»
«2019-2021» behandlad
«2019-04» började det
«april 2019»
i början av «maj»
i slutet av «november»
på «12/3», «15/3» och «17/3»
Daterat: «2023-04-12T14:30»
DATUM: «2023-04-12»
Utskriven «4 DEC 2022»
prover «9/11» ua
Åter «22/11»
Ringde på 0980/319271.«2018-10-07» kl 10
"""

AGES = """
«92-årig» kvinna
Gunvor, «93», sitter i fåtöljen
«92 årig» man
«92 år» gammal kvinna
En «92-åring» med fall
man, «94 år», söker
«102-årig» dam
«nittiotvå år»
«nittiotreåring» med fall
«nittiotreårig» kvinna
«hundraåring» på boende
«hundratvå år» gammal
hon är «94» och bor hemma
han fyller «95» i år
ålder: «93»
Ålder «97»
kvinna «91», änka
«90 år» fyllda
i «95 års ålder»
«91-årsdagen» firades
«92ÅRIG» KVINNA
sal 1 Gunvor «93»: kateter ut
"""

ENGLISH = """
Seen on «April 3rd, 2019»
Seen «04/12/2023» in clinic
Since «Jan 2020» on warfarin
admitted «12 May 2021»
DOB: «3/4/1931»
born in «1931»
since «2017»
in «March 2019»
on «May 5», she fell
«Monday, April 3» visit
discharged «2023-04-12»
at «Christmas»
around «Thanksgiving 2019»
«Easter Sunday»
«Summer 2018» trip
week «14»
MRN «1234567»
MRN: «00123456»
SSN «123-45-6789»
phone «555-123-4567»
call «(555) 123-4567»
tel «555.123.4567»
cell «+1 555 123 4567»
ph: «1-800-555-0199»
London «020 7946 0958»
mobile «07700 900123»
ext. «4411»
pager «12345»
lives at «12 Elm Street, Apt 4»
lives on «Elm Street»
«1600 Main St, Springfield, IL 62704»
of «221B Baker Street, London NW1 6XE»
a «92-year-old» woman
«92 yo» female
«95 y/o» male
aged «95»
she is «94» and frail
age «101»
«ninety-two-year-old»
«97 years old»
a «93F» with a fall
e-mail «jane.doe@example.com»
see «https://example.com/u/jane»
serial number «AB123456»
Accession «A1234567»
Case number «2023-1234»
NHS number «943 476 5919»
license plate «ABC 123»
passport «123456789»
account number «12345678»
"""


def lines(table: str) -> list[tuple[str, str]]:
    """Each line of a table, without its marks, with each piece that they mark."""
    found = []
    for line in table.strip().split("\n"):
        pieces = [part.partition("»")[0] for part in line.split("«")[1:]]
        found += [
            (line.replace("«", "").replace("»", "").replace("⏎", "\n"), piece.replace("⏎", "\n")) for piece in pieces
        ]
    return found


SWEDISH = lines(NUMBERS + ACCOUNTS + CONTACTS + ADDRESSES + DATES + AGES)


@pytest.mark.parametrize(("text", "piece"), SWEDISH)
def test_what_has_a_format_is_masked_whole(text: str, piece: str) -> None:
    assert is_covered(text, piece), marked(text)


@pytest.mark.parametrize(("text", "piece"), lines(ENGLISH))
def test_what_has_a_format_is_masked_whole_in_english(text: str, piece: str) -> None:
    assert is_covered(text, piece, language="en"), marked(text, language="en")


@pytest.mark.parametrize(("text", "piece"), [each for each in SWEDISH if each[1].upper() == each[1]])
def test_a_number_is_masked_in_a_note_all_in_capitals(text: str, piece: str) -> None:
    assert is_covered(text.upper(), piece), marked(text.upper())


# Nothing in these lines is anybody's.
STAYS = """
Blodtryck på 145 80 idag, puls 72 76 80 under dagen
Kontakta läkare på avdelningen om Hb under 90
Kontroll 250 ml på kvällen
Läkare gav 45 12 gånger
Bostaden har 12 000 kr i hyra
Ringde 12 00 kr till
Blodtryck 120/80, puls 72 regelbunden, saturation 97 % på luft.
BT 145/90 i liggande, 130/85 stående.
BT 120 80 Puls 72 AF 16
Hb 134 g/l, LPK 7,8, TPK 250, CRP <5.
Na 140, K 4,1, kreatinin 78 mikromol/l, eGFR >90.
P-Glukos 6,4 mmol/L, HbA1c 42 mmol/mol.
NT-proBNP 1950 ng/l, troponin T 12 ng/l.
CK 2010, myoglobin 1980.
S-Ferritin 1995 μg/l
TSH 123, LDL 345, P-TPK 250
PSA 4,5, ALP 123, GGT 210, AST 345
Tar 1/2 tablett Waran, INR 2,4.
Alvedon 500 mg 1x3 vid behov.
Alvedon 665 mg 2 tabl x 3
Furix 40 mg 1+1+0
Levaxin 100 μg 1-0-0-0
Fragmin 5000 E s.c. x 1
Heparin 5000 IE/ml 10000-15000 E
Kåvepenin 1 g 1 x 3 i 10 dagar
Smärta 5/10, VAS 7/10 i rörelse.
NRS 3/10 i vila
Kraft 4/5 i höger arm, 5/5 vänster.
Blåsljud grad 3/6 över aorta
Apgar 9/10/10
Visus 0,8 höger, 1,0 vänster; 6/6
MMSE 24/30, MoCA 22/30
GCS 15, RLS 1
NEWS 5, ASA 2-3
Vätska 1500-2000 ml per dygn
2000 ml Ringer-Acetat
Intag 2000 kcal/dygn
Diures 1950 ml
kl 12:30 och kl 08.15
Kl 2015 ringde avdelningen
Besök kl 08.30-09.15
öppet 0800-1630
Kontrolleras kl 07, 15 och 23
EF 45-50 %, septum 12 mm
ICD-10 I21.4, J44.1, C50.9
ATC B01AA03, N02BE01
Diagnos F32.1 och Z96.6
SNOMED 44054006
NPL-id 20010101000123
Gravid v 32+4, fosterljud 140
Graviditetsvecka 38
EKG: ST-höjning V1-V4, QTc 440 ms
V4 och V5 med negativ T-våg
L4-L5 diskbråck, C5-C6
Th12-kompression
67-årig man med KOL
En 45-åring med buksmärta
Barn 3 mån, vikt 6,2 kg
Flicka 4 år
89-årig kvinna
ont sedan 95 dagar
för 95 år sedan byggdes huset
Längd 192 cm, vikt 92 kg, BMI 25
Puls 92, sat 95
Hon är 67 och frisk
Luftvägen fri, andas obesvärat
Urinvägar utan anmärkning
Gallvägarna vida
Luftväg: fri
LUFTVÄGAR FRIA
Andningsvägarna retade
Smitta via luftvägarna
Utredning av urinvägsinfektion
Knäled svullen, höftled 2 cm
Axelleden instabil
Vårdplan upprättad
Behandlingsplan 2 enligt teamet
Avd plan 4
Plan: åter till husläkare
Arbetsplatsen är stressig
Grand mal-anfall
Andra gången han faller
den tredje graviditeten
Första barnet, tredje förlossningen
Den 3:e graviditeten var komplicerad
På måndag, tisdag eller i morgon
igår kväll och i förrgår
om 2 veckor, 3 månader, 6 v
Remiss till ortoped
Prov 3 av 4 taget
Passar bra för pat
Ring 112 vid försämring
Ring 1177 för råd
söker 3 ggr i veckan
Sök akut vid försämring
faxat till avdelningen
konto på vårdcentralen saknas
Box 3 på akuten
Dos 0,5-1 mg
pH 7,35, pCO2 5,4, BE -2,1
pH 7.35 pCO2 5.4
Ca 1,2 fritt; Alb 38
Leukocyter 12000
Virusmängd 1200000 kopior/ml
Sond 14 Ch, CVK 7 Fr
2-3 glas vin, 20 cigaretter
Hälsan tiger still.
Patienten mår bra.Åter vid behov.
Maj-talet
Det var varmt i somras
Vita 3,4; Hb 121, 118, 115
temp 37,2, 38,1, 39,0
50-60 ml/h, 20-30 mg
10-12 dagar, 4-5 gånger
1/3 av dosen, 2/3 kvar
Sår 3 x 4 cm, 2/3 av ytan
Mottagningen har öppet dygnet runt
Barn. Feb 39,5 sedan i går
SNOMED M87203 T02000
prover: crp123 och alb 123 i går
Gunvor 82: kateter ut
kontaktväg: sms, snapchat nej.
Byte av skena, typ 123 till höger
Koordinator Tage 1 av 3 i dag
Fick 4512 kcal på ett dygn
"""

STAYS_IN_ENGLISH = """
BP 120/80, HR 72, RR 16, SpO2 97% on RA.
Aspirin 81 mg daily, metoprolol 25 mg twice a day
Strength 4/5 in the left arm, 5/5 in the right
Pain 7/10 at rest
2/6 systolic murmur
67-year-old man with COPD
a 45 yo female
It may be viral; he may have a cold.
Vision 20/20 in both eyes
Temperature 98.6, weight 180 lb
Given 1000 mL of saline at 10:30
Grade 2/4 reflexes
Chest X-ray clear, WBC 12.3, Hgb 13.5
Follow up in 2 weeks or 3 months
Three times a day for 10 days
c/o SOB and cough
"""


@pytest.mark.parametrize("text", STAYS.strip().split("\n"))
def test_what_measures_doses_or_names_an_illness_stays(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize("text", STAYS_IN_ENGLISH.strip().split("\n"))
def test_what_measures_doses_or_names_an_illness_stays_in_english(text: str) -> None:
    assert marked(text, language="en") == []


def test_two_numbers_in_a_row_stay_two() -> None:
    assert marked("Pnr 121212-2384, 131313-1313. Tel 070-174 06 05, 08-123 456 78; 12/4, 15/4.") == [
        "121212-2384",
        "131313-1313",
        "070-174 06 05",
        "08-123 456 78",
        "12/4",
        "15/4",
    ]
