"""Care units, places and organisations: what is in braces is masked whole, and generic words stay."""

import re

import pytest

from pseudonymisation.text.care_units import CareUnits
from pseudonymisation.text.organisations import Organisations
from pseudonymisation.text.people import People
from pseudonymisation.text.places import Places
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.spans import union

_NETS = (CareUnits(), Places(), Organisations(), People())
_MARK = re.compile(r"[{}]")

UNITS = """
Remitteras till {Norrmalms vårdcentral}.
Remitteras till {norrmalms vårdcentral}.
Tillhör {Ekbackens VC}.
Tillhör {VC Lyckan}.
Tillhör {vårdcentralen Ekbacken}.
Tillhör {Vårdcentralen Tallmon} sedan 2010.
Tillhör {Närhälsan Tuvängens vårdcentral}.
Tillhör {Capio Vårdcentral Slottsgatan}.
Tillhör {Hälsocentralen Ankaret}.
Tillhör {Familjeläkarna i Saltsjöbaden}.
Inkom till {Karolinska}.
Inkom till {Karolinska Solna} i natt.
Inkom till {Karolinska Universitetssjukhuset Huddinge}.
Opererad på {KS}.
Opererad på {SÖS} 2019.
Opererad på {DS}.
Opererad på {NUS}.
Opererad på {S:t Görans sjukhus}.
Opererad på {St Göran}.
Opererad på {Capio S:t Göran}.
Vårdas på {Danderyds sjukhus}.
Vårdas på {Sahlgrenska}.
Vårdas på {Akademiska sjukhuset}.
Vårdas på {Ryhov}.
Vårdas på {Mälarsjukhuset}.
Vårdas på {Vrinnevisjukhuset}.
Vårdas på {Hallands sjukhus Varberg}.
Vårdas på {Mora lasarett}.
Vårdas på {avd K72}.
Vårdas på {avd 32}.
Vårdas på {avd. 32}.
Vårdas på {avdelning 23}.
Vårdas på {avdelning 4B}.
Vårdas på {vårdavdelning 4}.
Vårdas på {Avdelning 12}, sedan {avd 5}.
Överflyttas till {kirurgavdelning 7}.
Kontakt med {BUP Haninge}.
Kontakt med {BUP i Skövde}.
Bor på {Solgårdens äldreboende}.
Bor på {äldreboendet Solgården}.
Bor på {Tallbackens vårdboende} i {Nacka}.
Bor på {Gruppboendet Lärkan}.
{Hemtjänst Väster} kontaktas.
Går till {Rehab City}.
Går till {mottagningen Fridhem}.
Går på {Ungdomsmottagningen Gnistan}.
Remiss till {Hjärtmottagningen Ryhov}.
Remiss till {Ortopedkliniken i Eksjö}.
Remiss till {Medicinkliniken, Värnamo sjukhus}.
Sökt {akuten på Danderyds sjukhus}.
Sökt {Akuten i Kalmar}.
Sökt {Närakuten Haga}.
Listad på {Aleris Järva}.
Fick tid på {Folktandvården Lomma}.
Vistas på {Ersta hospice}.
Flyttas till {Stockholms Sjukhem}.
Placerad på {HVB Klippan}.
Särskilt boende: {Rönngläntan}.
Hemtjänstens enh {Videgläntan} larmar.
Bor på {Videkullen} sedan i maj.
bor på {videkullen} sedan i maj.
Flyttad från {C32, Ortopedkliniken Hjo}.
Överrapport {M12 -> avd 8}.
Epikris {K41 Mälarsjukhuset}.
Vårdad på {avd.m25}.
Vårdad på {östra sjukhuset}.
Vårdad på {capio s:t göran}.
Vårdad på {Karolinska⏎Solna}.
Inkom till {Karolinska} i natt.
Kontroll på {salas hälsocentral}.
Särskilt boende: {Ringduvan}. Flyttat in i våras.
Utskriven till {Ringduvan} i går.
Anteckning enh {Tallgläntan} i dag.
""".strip().splitlines()

PLACES = """
Bor i {Solna}.
Bor i {Umeå}.
bor i {umeå}
Bor i {Lilla Edet}.
Bor i {Västra Frölunda}.
Bor i {Upplands Väsby}.
Flyttat från {Rinkeby}.
Flyttat till {Björkviken}.
Kommer från {Skellefteå}.
Uppvuxen i {Vara}.
Uppvuxen i {Mora}.
Rest till {Lund}.
Rest till {Göteborg} och {Malmö}.
{Stockholms} skärgård.
Sommarstuga på {Öland}.
Sommarhus i {Fårösund}.
Jobbar i {Köpenhamn}.
Född i {Mogadishu}.
Född i {Damaskus}, Syrien.
Föll i {Kungsträdgården}.
Ramlade vid {Fridhemsplan}.
Tåget mot {Hässleholm}.
Vandrat i {Abisko}.
Hemma i {Tuvhult}.
Bor utanför {Sjöhult}.
Kommunen {Ydre} ansvarar.
Bor på {Lidingö}.
Född i {Björkviken} men flyttade.
vistas i {grimstorp} hos sin syster
VISTAS I {GRIMSTORP} HOS SIN SYSTER
Ort: {Storfors}
Ort: {Grimstorp}
Bor i⏎{Grimstorp} med katt.
""".strip().splitlines()

ORGANISATIONS = """
Arbetar på {Bergmans Bygg AB}.
Arbetar på {Norrlunds Plåt AB} sedan 2012.
Arbetar på {ICA Maxi Nacka}.
Arbetar på {Volvo Lastvagnar}.
Går på {Björkskolan}.
Går på {Ekängens förskola}.
Studerar vid {Uppsala universitet}.
Elev på {Tallgymnasiet}.
Kör truck på {Scania}.
Förskola: {Videbackskolan}.
Arbete: {Bröderna Sten Bygg AB}.
Arbetar på {Coop⏎Forum}.
jobbar på {coop forum}, trivs
Bagare på {Ringduvan} i stan.
""".strip().splitlines()

STAYS = """
Remitteras till vårdcentral.
Åter till vårdcentralen vid behov.
Inlagd på avdelningen.
Går till mottagningen på måndag.
Patientens vårdcentral kontaktas.
Sökte akuten i natt.
Kirurgkliniken bedömer.
Medicinkliniken tar över.
Hemtjänst 4 gånger per dag.
Hemtjänsten kommer på morgonen.
Äldreboende planeras.
Rehab planeras.
BUP kontaktas.
Remiss till ortopedkliniken.
Har arbetat på sjukhus.
Går i skolan. Börjar gymnasiet.
Studerar på universitet.
Född i Syrien. Bor i Sverige.
Från Irak till Norge.
Smärta i Buken. Sår på Foten.
Åter till Hemmet.
Ödem i Ben. Nedsatt känsel i Hand.
I Status noteras ödem.
Försäkringskassan kontaktad.
Vara vaksam på feber.
Mark under foten.
Dosen ökas till 10 mg.
Enheten för sömn.
Blödning från Sigmoideum.
Förs till Operation.
Insulin 14 unit 2 ggr.
Boende: Migrationsverkets lägenhet.
min doktor sa att det går bra
Status: Läkarbesök utan åtgärd.
Boende: Lägenhet med hiss.
""".strip().splitlines()

ENGLISH = """
Seen at {St Mary's Hospital}.
Admitted to {Mercy General Hospital}.
Transferred to {Ward 5B}.
Lives in {Boston}.
She was evaluated at {Tacoma General Hospital} yesterday.
Resident of {South Valley Care Center}.
Referred to {Willowbrook Clinic}.
She lives in {Wichita}.
Admit to {Unit 7}.
handed over on {unit 24b}, stable.
discharged from {arboga county hospital}.
Copies: {Kisa General⏎Hospital}.
Lives at {Ringduvan} with a cat.
Seen at {Östra sjukhuset} again.
""".strip().splitlines()

ENGLISH_STAYS = """
She presented to the hospital yesterday.
Follow up in the clinic in two weeks.
He returns to the Pain Clinic.
Admitted to the ward.
He was born in Germany.
Given 1 unit 2 times.
""".strip().splitlines()


def _found(text: str, language: str) -> list[tuple[int, int]]:
    reading = Reading(text, language)
    return [(span.start, span.end) for span in union(span for net in _NETS for span in net.spans(reading))]


def _marked(sentence: str) -> tuple[str, set[int]]:
    """The sentence without its braces, and the places of what stood in them; ⏎ is the end of a line."""
    sentence = sentence.replace("⏎", "\n")
    places = [match.start() - count for count, match in enumerate(_MARK.finditer(sentence))]
    inside = zip(places[::2], places[1::2], strict=True)
    return _MARK.sub("", sentence), {at for start, end in inside for at in range(start, end)}


@pytest.mark.parametrize("sentence", UNITS + PLACES + ORGANISATIONS)
def test_a_unit_a_place_and_an_organisation_are_masked_whole(sentence: str) -> None:
    text, named = _marked(sentence)

    covered = {at for start, end in _found(text, "sv") for at in range(start, end)}

    assert not [text[at] for at in sorted(named - covered) if text[at].isalnum()]


@pytest.mark.parametrize("sentence", ENGLISH)
def test_units_and_places_in_english_notes_are_masked_whole(sentence: str) -> None:
    text, named = _marked(sentence)

    covered = {at for start, end in _found(text, "en") for at in range(start, end)}

    assert not [text[at] for at in sorted(named - covered) if text[at].isalnum()]


@pytest.mark.parametrize("sentence", STAYS)
def test_what_names_no_unit_and_no_place_stays(sentence: str) -> None:
    assert [sentence[start:end] for start, end in _found(sentence, "sv")] == []


@pytest.mark.parametrize("sentence", ENGLISH_STAYS)
def test_what_names_no_unit_in_an_english_note_stays(sentence: str) -> None:
    assert [sentence[start:end] for start, end in _found(sentence, "en")] == []
