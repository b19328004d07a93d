"""The page of letters, and the page of documents of a decision."""

from collections.abc import Mapping

from catalog.model import Words

LETTER: Mapping[str, Words] = {
    "letters": Words(sv="Brev", en="Letters"),
    "to_letters": Words(sv="Brev om detta", en="Letters about this"),
    "back": Words(sv="Tillbaka till ärendet", en="Back to the matter"),
    "what": Words(
        sv="Varje brev är en PDF gjord av signerade handlingar, som ligger i filen. Att hämta ett brev antecknas.",
        en="Each letter is a PDF made of signed papers, which lie in the file. Fetching a letter is put on record.",
    ),
    "kind": Words(sv="Brev", en="Letter"),
    "of": Words(sv="Vems beslut", en="Whose decision"),
    "day": Words(sv="Dag", en="Day"),
    "file": Words(sv="Hämta", en="Fetch"),
    "in_sv": Words(sv="På svenska", en="In Swedish"),
    "in_en": Words(sv="På engelska", en="In English"),
    "check": Words(sv="Ett brev kan kontrolleras utan Slussen:", en="A letter can be checked without Slussen:"),
    "none": Words(sv="Det finns inget brev ännu.", en="There is no letter yet."),
}

DOCUMENT: Mapping[str, Words] = {
    "documents": Words(sv="Handlingar i etikbesluten", en="Documents of the ethics decisions"),
    "to_documents": Words(sv="Handlingar i etikbesluten", en="Documents of the ethics decisions"),
    "back": Words(sv="Tillbaka till projektet", en="Back to the project"),
    "title": Words(sv="Handling", en="Document"),
    "case_number": Words(sv="Diarienummer", en="Case number"),
    "state": Words(sv="Läge", en="State"),
    "digest": Words(sv="Kontrollsumma", en="Digest"),
    "kept": Words(sv="Bevarad", en="Kept"),
    "not_kept": Words(sv="Inte inlämnad", en="Not handed in"),
    "none": Words(sv="Besluten nämner ingen handling.", en="The decisions name no document."),
    "hand_in": Words(sv="Lämna in en handling", en="Hand in a document"),
    "file": Words(sv="Välj PDF-filen, som beslutet kom", en="Choose the PDF file, as the decision came"),
    "hint": Words(
        sv="Bara den fil vars kontrollsumma står ovan tas emot. Högst {most} MB, utan lösenord och utan skript.",
        en="Only the file whose digest stands above is taken. At most {most} MB, without password and script.",
    ),
    "send": Words(sv="Lämna in", en="Hand in"),
}
