"""People whom requests may name."""

from collections.abc import Mapping

from catalog.model import Words

PEOPLE: Mapping[str, Words] = {
    "title": Words(sv="Personer", en="People"),
    "lead": Words(
        sv="Den som namnges i en begäran ska vara registrerad, utbildad och ha godtagit villkoren.",
        en="Whoever is named in a request must be on record, trained, and have accepted the terms.",
    ),
    "recorded": Words(sv="Antecknat.", en="On record."),
    "none": Words(sv="Du kan inte registrera personer.", en="You cannot put people on record."),
    "to_people": Words(sv="Till personerna", en="To the people"),
    "id": Words(sv="Personens namn i Slussen", en="The person's name in Slussen"),
    "id_hint": Words(
        sv="Som det står i inloggningen. Aldrig ett personnummer.",
        en="As it stands in the sign-in. Never an identity number.",
    ),
    "name": Words(sv="Namn", en="Name"),
    "organisation": Words(sv="Organisation", en="Organisation"),
    "register": Words(sv="Registrera en person", en="Register a person"),
    "register_lead": Words(
        sv="Därefter kan en begäran namnge personen.", en="From then on a request can name the person."
    ),
    "register_button": Words(sv="Registrera", en="Register"),
    "train": Words(sv="Anteckna utbildning", en="Record training"),
    "train_lead": Words(
        sv="Utan gällande utbildning släpps ingen in i en arbetsyta.",
        en="Without training that is valid, nobody is let into a workspace.",
    ),
    "train_button": Words(sv="Anteckna", en="Record"),
    "on": Words(sv="Genomgången", en="Taken on"),
    "until": Words(sv="Gäller till och med", en="Valid until"),
}
