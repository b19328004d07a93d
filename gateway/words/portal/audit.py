"""The auditor's desk."""

from collections.abc import Mapping

from catalog.model import Words

AUDIT: Mapping[str, Words] = {
    "title": Words(sv="Granskning", en="Audit"),
    "lead": Words(
        sv="Vem såg eller gjorde vad? Fråga liggaren. Din fråga blir själv en rad i den.",
        en="Who saw or did what? Ask the ledger. Your question becomes a line of it too.",
    ),
    "desk": Words(sv="Granskarens bord", en="The auditor's desk"),
    "to_verify": Words(sv="Pröva liggaren", en="Verify the ledger"),
    "to_exports": Words(sv="Utskrifter", en="Exports"),
    "to_spot_checks": Words(sv="Stickprov", en="Spot checks"),
    "to_question": Words(sv="Till frågorna", en="To the questions"),
    "question": Words(sv="Din fråga", en="Your question"),
    "project": Words(sv="Forskningsprojekt", en="Project"),
    "actor": Words(sv="Den som handlade", en="Person acting"),
    "subject": Words(sv="Begäran, tillstånd, uttag eller arbetsyta", en="Request, permit, extract or workspace"),
    "dataset": Words(sv="Datamängd", en="Dataset"),
    "controller": Words(sv="Vårdgivare", en="Controller"),
    "event": Words(sv="Händelse", en="Event"),
    "way": Words(sv="Såg eller gjorde", en="Saw or did"),
    "way_saw": Words(sv="såg något", en="saw something"),
    "way_did": Words(sv="gjorde något", en="did something"),
    "from": Words(sv="Från och med", en="From"),
    "until": Words(sv="Till och med", en="Until"),
    "do_ask": Words(sv="Fråga", en="Ask"),
    "clear": Words(sv="Börja om", en="Start over"),
    "wrong_day": Words(sv="Skriv dagen som 2026-11-22.", en="Write the day as 2026-11-22."),
    "wrong_name": Words(
        sv="Skriv en beteckning: bokstäver, siffror och bindestreck.", en="Write an id: letters, digits and hyphens."
    ),
    "answer": Words(sv="Svar", en="Answer"),
    "answer_lead": Words(
        sv="Som liggaren stod när du frågade, på rad {asked}.",
        en="As the ledger stood when you asked, at line {asked}.",
    ),
    "everything": Words(sv="allt", en="everything"),
    "nothing": Words(sv="Ingen rad i liggaren svarar på det.", en="No line of the ledger answers that."),
    "line": Words(sv="Rad", en="Line"),
    "when": Words(sv="När", en="When"),
    "who": Words(sv="Vem", en="Who"),
    "what": Words(sv="Vad", en="What"),
    "about": Words(sv="Om", en="About"),
    "lines_of": Words(sv="Rader i liggaren, i ordning", en="Lines of the ledger, in order"),
    "export": Words(sv="Ta med dig svaret", en="Take the answer with you"),
    "export_lead": Words(
        sv="Raderna skrivs ut med en signerad följesedel, så att vem som helst kan pröva att filen är den.",
        en="The lines are written down with a signed note, so that anybody can check that the file is the one.",
    ),
    "as_csv": Words(sv="Som CSV", en="As CSV"),
    "as_fhir": Words(sv="Som FHIR AuditEvent", en="As FHIR AuditEvent"),
    "exports": Words(sv="Utskrifter", en="Exports"),
    "exports_of": Words(sv="Det du har skrivit ut, det nyaste först", en="What you have exported, newest first"),
    "no_exports": Words(sv="Du har inte skrivit ut något ännu.", en="You have exported nothing yet."),
    "export_of": Words(sv="Utskrift, rad {asked}", en="Export, line {asked}"),
    "export_question": Words(sv="Fråga", en="Question"),
    "export_head": Words(sv="Liggaren slutade vid rad", en="The ledger ended at line"),
    "export_content": Words(sv="Filens fingeravtryck", en="The file's fingerprint"),
    "export_form": Words(sv="Form", en="Form"),
    "export_file": Words(sv="Hämta filen", en="Fetch the file"),
    "export_note": Words(sv="Hämta följesedeln", en="Fetch the note"),
    "export_check": Words(
        sv="Lägg båda i samma mapp och pröva dem med", en="Put both into one folder and check them with"
    ),
    "permit": Words(sv="Allt om ett tillstånd", en="Everything of one permit"),
    "permit_holds": Words(sv="Håller", en="Holds"),
    "permit_broken": Words(sv="Håller inte", en="Does not hold"),
    "permit_lead": Words(
        sv="{papers} handlingar och {lines} rader i liggaren är prövade.",
        en="{papers} papers and {lines} lines of the ledger were checked.",
    ),
    "permit_more": Words(
        sv="Fler rader följer på nästa sida och prövas där.",
        en="More lines follow on the next page, and are checked there.",
    ),
    "permit_head": Words(
        sv="Ett signerat huvud skyddar liggaren till och med rad {head}.",
        en="A signed head protects the ledger up to line {head}.",
    ),
    "permit_no_head": Words(
        sv="Inget signerat huvud skyddar liggaren ännu.", en="No signed head protects the ledger yet."
    ),
    "faults": Words(sv="Det här håller inte", en="This does not hold"),
    "papers": Words(sv="Handlingarna", en="The papers"),
    "entries": Words(sv="Raderna i liggaren", en="The lines of the ledger"),
    "verify": Words(sv="Pröva liggaren", en="Verify the ledger"),
    "verify_lead": Words(
        sv="Varje rad hålls mot raden före, varje handling mot sin underskrift, och allt mot de signerade huvudena. En "
        "lång liggare prövas i steg.",
        en="Each line is held against the one before, each paper against its signature, and all of it against the "
        "signed heads. A long one is verified in steps.",
    ),
    "verify_begin": Words(sv="Pröva från början", en="Verify from the first line"),
    "verify_on": Words(sv="Fortsätt efter rad {line}", en="Go on after line {line}"),
    "verify_holds": Words(sv="Liggaren håller", en="The ledger holds"),
    "verify_broken": Words(sv="Liggaren håller inte", en="The ledger does not hold"),
    "verify_partly": Words(sv="Så långt håller den", en="So far it holds"),
    "verify_counted": Words(
        sv="{lines} rader, {papers} handlingar och {heads} signerade huvuden är prövade.",
        en="{lines} lines, {papers} papers and {heads} signed heads were checked.",
    ),
    "lost": Words(sv="Förlorat vid en återställning", en="Lost in a restore"),
    "spot_checks": Words(sv="Stickprov", en="Spot checks"),
    "spot_lead": Words(
        sv="Ingen väljer: det som dras följer av liggarens sista rad. Varje stickprov avslutas inom trettio dagar.",
        en="Nobody chooses: what is drawn follows from the ledger's last line. Each is signed off in thirty days.",
    ),
    "spot_draw": Words(sv="Dra ett stickprov", en="Draw a spot check"),
    "spot_of": Words(sv="Ur", en="From"),
    "spot_size": Words(sv="Hur många", en="How many"),
    "spot_do_draw": Words(sv="Dra", en="Draw"),
    "spot_none": Words(sv="Inget stickprov är draget ännu.", en="No spot check was drawn yet."),
    "spot_open": Words(sv="Inte avslutat", en="Not signed off"),
    "spot_closed": Words(sv="Avslutat", en="Signed off"),
    "spot_of_check": Words(sv="Stickprov, {on}", en="Spot check, {on}"),
    "spot_counted": Words(sv="{seen} av {all} granskade", en="{seen} of {all} looked at"),
    "spot_drawn": Words(
        sv="{count} av {population} {what} drogs, när rad {head} var den sista. Frågan var:",
        en="{count} of {population} {what} were drawn, when line {head} was the last. The question was:",
    ),
    "spot_seed": Words(sv="Frö", en="Seed"),
    "spot_line": Words(sv="Rad {item}", en="Line {item}"),
    "spot_permit": Words(sv="Tillstånd {item}", en="Permit {item}"),
    "spot_verdict": Words(sv="Hur är det?", en="How is it?"),
    "spot_note": Words(sv="Anteckning", en="Note"),
    "spot_note_hint": Words(sv="Krävs om något inte är i sin ordning.", en="Needed where something is not in order."),
    "spot_do_remark": Words(sv="Anteckna", en="Note it"),
    "spot_by": Words(sv="{by}, {on}", en="{by}, {on}"),
    "spot_sign_off": Words(sv="Avsluta stickprovet", en="Sign the check off"),
    "spot_conclusion": Words(sv="Vad kom du fram till?", en="What did it come to?"),
    "spot_do_sign_off": Words(sv="Avsluta", en="Sign off"),
    "spot_left": Words(
        sv="{left} är inte granskade ännu. Granska dem först.", en="{left} are not looked at yet. Look at them first."
    ),
}
