"""
Templates of Swedish notes. A field in braces is filled by `filling`; {x|y|z} picks one of the alternatives.

They name people, places and days as notes do, and carry numbers (results, doses, referral numbers) that name nobody.
"""

from collections.abc import Mapping

TITLES: Mapping[str, tuple[str, ...]] = {
    "anteckning": ("Mottagningsanteckning", "Besöksanteckning", "Daganteckning", "Läkaranteckning {day}"),
    "epikris": ("Epikris", "Slutanteckning", "Utskrivningsanteckning {unit}"),
    "remiss": ("Remiss", "Konsultationsremiss", "Remissvar till {doctor}"),
    "telefonkontakt": ("Telefonkontakt", "Telefonrådgivning", "Tfn-kontakt med {kin}"),
}

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "anteckning": (
        "{full}, {number}, {age}-årig {sex}, kommer till {unit} {day}. Söker för {complaint}.\n"
        "Status: AT gott och opåverkad. BT {bp}, puls {pulse} regelbunden, sat {sat} % på luft, temp {temp}.\n"
        "Lab: Hb {hb}, CRP {crp}, krea {crea}. Bedömning: {diagnosis} ({code}). {plan} {signature}",
        "Pat {initials} {family}, f. {born}. {Given} uppger att besvären började {day2}. {Kin_gen} telefon "
        "{kin_phone}. {family_gen} läkemedelslista genomgången: {drug} {dose} mg x {times}. Bedöms som {diagnosis}. "
        "Åter {unit} {day3}. {signature}",
        "{day} kl {time}. {GIVEN} {FAMILY} {number}\nAnamnes: {age} år, bor på {street} i {city} med sin {kin} "
        "{kin_given}. {Drug} {dose} mg sedan {day2}. Rökstopp 2019.\nStatus: Cor RR {pulse}/min. Pulm ua. Buk mjuk.\n"
        "Åtgärd: {plan} Diskuterat med {doctor}, {title}. {signature}",
        "Årskontroll. {Given} mår {bra|efter omständigheterna väl|sämre än i våras}. HbA1c {hba1c} mmol/mol, "
        "LDL {ldl}, vikt {weight} kg, BT {bp}. {diagnosis_cap} sedan {year}. {plan} Ringer {him} på {phone} med "
        "provsvar. {signature}",
        "Kontaktorsak: {complaint}. {full} tar inte längre {drug} {dose} mg pga yrsel. {Kin}n {kin_given} är med. "
        "Misstänkt {eponym}. Blodtryck {bp}. Remiss {referral} skickas till {other_unit}. Ny tid {day3}. {signature}",
        "{initials_lower} ringt in för sår på vä underben. Omläggning av {nurse}, ssk. Såret 3 x 2 cm. "
        "{Dag|Sten|My|Björn}, sårvårdsansvarig, vidtalad. Nästa omläggning {day3}. {signature}",
    ),
    "epikris": (
        "EPIKRIS {unit}\nPatient: {family}, {given}  {number}\nInskriven {day2}, utskriven {day}.\n"
        "{age}-årig {sex} som inkom via akuten med {complaint}. Hb sjönk från {hb_before} till {hb} g/L. "
        "PK {inr}. {procedure} utfördes av {doctor} {day2}, utan komplikation. Fick {units} enheter blod.\n"
        "{given_gen} {kin} {kin_given} {kin_family} (tel {kin_phone}) är informerad. Diagnos: {code} {diagnosis}.\n"
        "Läkemedel vid utskrivning: {drug} {dose} mg x {times}. {plan}\n{signature}",
        "Slutanteckning. {full} ({number_short}) har vårdats på {unit} {day2} - {day} för {diagnosis}. Vårdtiden "
        "komplicerad av {complaint}. CRP som högst {crp_high}, vid hemgång {crp}. Boende: {street}, {postcode} {city}. "
        "Kommunen ({nurse}, bistånd) kontaktad {day2}. Uppföljning hos {doctor2} på {other_unit} {day3}. {signature}",
        "{FAMILY} {GIVEN} {number}. Vårdtid {day2} till {day}. {diagnosis_cap}. Insatt på {drug} {dose} mg. "
        "Vikt vid utskrivning {weight} kg. Närstående: {kin} {kin_given}, {kin_phone}. Återbesök om {weeks} v. "
        "Brev till {email}. {signature}",
    ),
    "remiss": (
        "Till {other_unit}. Från {unit}, {doctor}, {title}.\nTacksam bedömning av {full}, {number}, {street}, "
        "{postcode} {city}, tel {phone}. Frågeställning: {diagnosis}? Hb {hb}, krea {crea}, PK {inr}. "
        "Behandlas med {drug} {dose} mg. Remissnr {referral}. {day} {signature}",
        "Remissvar {referral}. Vi har träffat er patient {family} {day2}. {Given} beskriver {complaint}. {procedure} "
        "visar inget säkert patologiskt; PAD följer. Fortsatt kontroll på {unit}. Med vänlig hälsning {doctor}",
        "Konsult: {eponym}? {age}-åring, {initials}, {number_short}. {Kin} orolig, nås på {kin_phone}. "
        "LDL {ldl}, HbA1c {hba1c}. Önskar svar före {day3}. {signature}",
    ),
    "telefonkontakt": (
        "{Kin} {kin_given} ringer {day} kl {time} om {given}. {Given} har {complaint} sedan {day2}. Råd enligt rutin. "
        "Nås på {kin_phone} eller {phone}. {nurse}, {title}",
        "Tfn: {full} {number} ringer ang. recept på {drug} {dose} mg. Förnyas, {times} uttag. Bor nu på {street}, "
        "{city}. {signature}",
        "Uppringd {day}. Provsvar lämnat: Hb {hb}, CRP {crp}, kalium {potassium}. {Given} är införstådd. "
        "Vill hellre ha besked till {email}. Ny kontroll {day3} hos {doctor2}. {signature}",
    ),
}

COMPLAINTS = (
    "svart avföring och trötthet",
    "hosta och feber",
    "bröstsmärta",
    "yrsel och hjärtklappning",
    "ont i magen",
    "andfåddhet i trappor",
    "ryggont",
    "huvudvärk",
    "blod i avföringen",
    "svullna ben",
    "sömnsvårigheter",
    "fall i hemmet",
)
PLANS = (
    "Nya prover om {weeks} v.",
    "Gastroskopi beställs.",
    "Avvaktar.",
    "Sätter ut NSAID, sätter in omeprazol 20 mg x 1.",
    "Höjer dosen till {dose} mg x 2.",
    "Sjukskrivs t o m {day3}.",
    "Ny kontakt vid försämring, ring 08-46500400.",
    "Recept skickat. Telefonuppföljning {day3}.",
    "Diskuteras på rond med {doctor2}.",
)
EPONYMS = ("Mb Crohn", "Parkinson", "Bechterew", "Sjögrens syndrom", "Ménière", "Alzheimer", "Hodgkin", "Mallory-Weiss")
DRUG_NAMES = ("apixaban", "metformin", "omeprazol", "Eliquis", "Waran", "Alvedon", "metoprolol", "enalapril")
PROCEDURE_NAMES = ("Gastroskopi", "Koloskopi", "DT buk", "Ultraljud hjärta", "Spirometri", "EKG")
DIAGNOSIS_NAMES: Mapping[str, str] = {
    "K92": "gastrointestinal blödning",
    "K2": "ulcusblödning",
    "I85": "esofagusvaricer med blödning",
    "I48": "förmaksflimmer",
    "E1": "diabetes",
    "I10": "hypertoni",
    "I50": "hjärtsvikt",
    "I2": "ischemisk hjärtsjukdom",
    "J44": "KOL",
    "J": "luftvägsinfektion",
    "F3": "depression",
    "N39": "urinvägsinfektion",
    "M": "led- och muskelbesvär",
    "C": "tumörsjukdom",
    "I63": "stroke",
    "S": "skada efter fall",
    "F0": "demens",
    "": "oklara besvär",
}
