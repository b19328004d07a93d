"""The accessibility statement."""

from collections.abc import Mapping

from catalog.model import Words

ACCESSIBILITY: Mapping[str, Words] = {
    "title": Words(sv="Tillgänglighet", en="Accessibility"),
    "lead": Words(
        sv="Alla ska kunna använda Slussens portal. Här står hur tillgänglig den är, och vad du gör om något inte går.",
        en="Everybody shall be able to use the portal of Slussen. This page tells how accessible it is, and what to do "
        "where something does not work.",
    ),
    "how": Words(sv="Så tillgänglig är portalen", en="How accessible the portal is"),
    "level": Words(
        sv="Portalen är byggd för att följa lagen (2018:1937) om tillgänglighet till digital offentlig service, och "
        "riktlinjerna WCAG 2.2 på nivå AA.",
        en="The portal is built to follow the Swedish act (2018:1937) on the accessibility of digital public services, "
        "and the guidelines WCAG 2.2 at level AA.",
    ),
    "keyboard": Words(
        sv="Allt går att göra med enbart tangentbord, och det syns var du är.",
        en="Everything can be done by keyboard alone, and it shows where you are.",
    ),
    "script": Words(
        sv="Allt går att läsa och göra utan JavaScript.",
        en="Everything can be read and done without JavaScript.",
    ),
    "zoom": Words(
        sv="Sidorna går att förstora till 400 procent och läsa i telefonen.",
        en="Pages can be enlarged to 400 per cent, and read on a phone.",
    ),
    "colour": Words(
        sv="Färg är aldrig det enda som bär en betydelse. Portalen följer ditt val av mörkt läge och mindre rörelse.",
        en="Colour is never the only thing that carries a meaning. The portal follows your choice of a dark "
        "mode and of less motion.",
    ),
    "drawing": Words(
        sv="Varje teckning av ett ärendes väg har samma innehåll som text.",
        en="Each drawing of the course of a matter has the same content as text.",
    ),
    "tested": Words(sv="Så har vi prövat det", en="How it was tested"),
    "tested_how": Words(
        sv="Vid varje ändring prövas varje sida på båda språken med verktyget axe-core i en webbläsare, med enbart "
        "tangentbord, utan JavaScript och i telefonens bredd. Ett verktyg hittar inte allt: den som inför portalen "
        "prövar den också med människor.",
        en="At each change every page is tested in both languages with the tool axe-core in a browser, by keyboard "
        "alone, without JavaScript and at the width of a phone. A tool does not find everything: whoever "
        "introduces the portal tests it with people too.",
    ),
    "lacking": Words(sv="Det vi vet brister", en="What we know is lacking"),
    "lacking_what": Words(
        sv="Texter som någon annan har skrivit, som begäranden och skäl, visas på det språk de skrevs på. Stora "
        "teckningar rullas i sidled på en smal skärm.",
        en="Texts that somebody else wrote, such as requests and reasons, are shown in the language they "
        "were written in. Large drawings are scrolled sideways on a narrow screen.",
    ),
    "tell": Words(sv="Säg till om något inte går", en="Tell us where something does not work"),
    "tell_how": Words(
        sv="Skriv till samordnaren på din regions forskningsstöd: du får hjälp, och det du inte kan läsa på "
        "annat sätt.",
        en="Write to the coordinator at your region's research support: you are helped, and given "
        "what you cannot read in another way.",
    ),
    "authority": Words(
        sv="Myndigheten för digital förvaltning har tillsyn. Är du inte nöjd med svaret kan du anmäla det dit.",
        en="The Swedish Agency for Digital Government supervises. If you are not content with the answer, you "
        "can report it there.",
    ),
}
