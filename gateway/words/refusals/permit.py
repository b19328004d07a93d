"""What a refusal says of a permit and its people."""

from collections.abc import Mapping

from gateway.words.refusals.sentences import Sentences

PERMIT: Mapping[str, Sentences] = {
    "T10-nobody-barred": Sentences(
        sv="Någon som söker, namnges eller som studien görs för är avstängd.",
        en="Somebody who asks, is named, or for whom the study is done is barred.",
        paragraph="EHDS (EU) 2025/327 art. 63(3)",
        next_step_sv="Fråga samordnaren vem och till vilken dag; namnge dem som inte är avstängda, eller vänta.",
        next_step_en="Ask the coordinator who, and until which day; name people who are not barred, or wait.",
    ),
    "T01-permit-valid": Sentences(
        sv="Tillståndet gäller inte i dag, eller för längre tid än tio år.",
        en="The permit does not hold today, or is for longer than ten years.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Begär ett nytt tillstånd eller en period som ryms i tio år.",
        next_step_en="Ask for a new permit, or for a period within ten years.",
    ),
    "T04-permit-standing": Sentences(
        sv="Tillståndet är återkallat.",
        en="The permit is revoked.",
        paragraph="EHDS (EU) 2025/327 art. 63(3)",
        next_step_sv="Fråga samordnaren om skälet; ett återkallat tillstånd gäller inte igen, begär ett nytt.",
        next_step_en="Ask the coordinator for the reason; a revoked permit does not hold again, ask for a new one.",
    ),
    "T08-permit-not-replaced": Sentences(
        sv="Tillståndet är ersatt av ett ändrat.",
        en="The permit is replaced by an amended one.",
        paragraph="EHDS (EU) 2025/327 art. 68(13)",
        next_step_sv="Använd det tillstånd som ersatte det; `slussen follow` visar vilket.",
        next_step_en="Use the permit that took its place; `slussen follow` tells which.",
    ),
    "T09-amends-standing-permit": Sentences(
        sv="Det tillstånd som ska ändras gäller inte längre, eller ändringen ger ett annat ändamål eller längre tid.",
        en="The permit to be amended no longer holds, or the amendment asks for another purpose or a longer time.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)-(13)",
        next_step_sv="Behåll ändamål och sista dag, begär förlängning för sig, eller lämna in en ny begäran.",
        next_step_en="Keep purpose and last day, ask for an extension by itself, or submit a new access request.",
    ),
    "T05-extended-once": Sentences(
        sv="Tillståndet har redan förlängts, och det görs en gång.",
        en="The permit was extended already, and that is done once.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Lämna in en ny begäran om utlämnande för tiden därefter.",
        next_step_en="Submit a new access request for the time after it.",
    ),
    "T06-extension-asked-in-time": Sentences(
        sv="Förlängningen begärdes utan skäl, eller mindre än en månad innan tillståndet löper ut.",
        en="The extension was asked for without a reason, or less than a month before the permit expires.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Lämna in en ny begäran om utlämnande; nästa gång, begär förlängningen med skäl i god tid.",
        next_step_en="Submit a new access request; the next time, ask with the reasons in good time.",
    ),
    "T07-extension-within-ten-years": Sentences(
        sv="Förlängningen gäller ingen senare dag, eller är längre än tio år.",
        en="The extension is for no later day, or for longer than ten years.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Begär en dag efter tillståndets sista och högst tio år därefter.",
        next_step_en="Ask for a day after the permit's last one, and ten years after it at most.",
    ),
    "T02-people-trained": Sentences(
        sv="Någon som begäran namnger har inte godtagit villkoren eller har ingen giltig utbildning.",
        en="Somebody named in the request has not accepted the terms or has no valid training.",
        paragraph="EHDS (EU) 2025/327 art. 67(2)(a); SATRE 1.5-1.6, 3.2",
        next_step_sv="Låt alla namngivna godta villkoren och gå utbildningen, eller ta bort dem ur begäran.",
        next_step_en="Have everyone named accept the terms and take the training, or take them off the request.",
    ),
    "T02-strong-identity": Sentences(
        sv="Din inloggning är inte säker nog: det krävs tillitsnivå 2 (AL2) eller högre, och två faktorer.",
        en="Your sign-in is not strong enough: it takes assurance level 2 (AL2) or higher, and two factors.",
        paragraph="SATRE 3.2.01, 3.2.04; EHDS (EU) 2025/327 art. 73(1); HSLF-FS 2016:40 4 kap. 2 §",
        next_step_sv="Logga in igen med SITHS, eller med två faktorer hos ditt lärosäte.",
        next_step_en="Sign in again with SITHS, or with two factors at your university.",
    ),
    "T03-on-the-permit": Sentences(
        sv="Bara den som står i tillståndet får öppna uttaget.",
        en="Only those on the permit may open the extract.",
        paragraph="EHDS (EU) 2025/327 art. 61(2), 73(1)(a)",
        next_step_sv="Be ansvarig forskare begära ett tillägg till tillståndet.",
        next_step_en="Ask the principal investigator to apply for an addition to the permit.",
    ),
    "R01-kept-long-enough": Sentences(
        sv="Raderna ska inte tas bort än: det har inte gått fem månader sedan tillståndet löpte ut.",
        en="The rows are not to go yet: it is not five months since the permit expired.",
        paragraph="EHDS (EU) 2025/327 art. 68(12)",
        next_step_sv="Inget behöver göras: huset frågar varje dag.",
        next_step_en="Nothing needs to be done: the house asks every day.",
    ),
}
