"""
Words that stand in for others where the permit chose surrogates, written for this and used for nothing else.

No net looks names up here, and no test note is drawn from here: a surrogate that a net knew would make its figures
look better than they are. Each given name is one that people bear seldom, and no place, street or unit is a real one.
"""

WOMEN = tuple(
    "Alvina Amilda Arvida Belinda Bernadetta Blenda Celinda Cordelia Dagny Delfina Edmea Eleonor Elvida Emelinda "
    "Engla Ernesta Evelina Fabiola Fanny Florida Fredrika Gabrina Georgina Gloria Gunhilda Hedda Henrika Hildur "
    "Idalia Isolde Jorunn Juliana Karolin Klementina Konstantia Kornelia Lavinia Leontina Lorentina Lovis Lukretia "
    "Magna Malvina Melitta Mirjam Nanna Natalina Oktavia Olympia Ottilia Paulina Petronella Ragna Regina Rosalia "
    "Rutilia Sabina Serafia Sibylla Svea Teodora Titania Ulrikke Valborg Vendela Veronika Viktorina Wilma Yngva "
    "Zelma".split()
)
MEN = tuple(
    "Adolar Alarik Albin Amandus Ansgar Arild Balder Barnabas Benno Bertold Botvid Cajus Cornelis Dagfinn Detlof "
    "Edvin Egil Eilert Elof Emanuel Engelbrekt Erland Eskil Fabian Faste Florentin Folke Frode Gabriel Germund "
    "Gerlof Gotthard Gudmund Halvard Harry Hartvig Helmer Herbert Holger Ingolf Isidor Jarl Joakim Karsten Knut "
    "Konrad Ladislaus Leander Leonhard Ludolf Manfred Melker Mikkel Napoleon Nore Oktav Orvar Osvald Palle Quentin "
    "Ragnvald Rikard Rupert Salomon Severin Sigvard Staffan Tancred Torgny Ulfric Valfrid Verner Vigor Wolmar Yngve "
    "Zakarias".split()
)
FAMILIES = tuple(
    "Abrahamsfelt Adlerholt Almqvarn Askebrand Backenius Bergsmo Bilderholm Björnfeldt Blomkrantz Brandelin "
    "Brolander Cederfalk Dagerlöv Dalenius Edelborn Ekenfalk Elvstam Engdahlius Falkencrona Fernelius Fjällrot "
    "Flodmark Forselind Fridlöv Furuhed Gillestad Granfelt Grönvalla Gyllenhök Hallencrantz Hammarlöv Hasselkvarn "
    "Hedenrot Hjortsäter Holmenius Hultencrona Hägerlöv Idenfors Järnstam Kallerholm Kastanjelöv Klarencrantz "
    "Kornfeldt Kvarnelius Lagerbrand Landelin Liljencron Lindenhök Ljungfalk Lundelöv Löfvencrantz Malmrot "
    "Mossencrona Myrenfelt Nordencrantz Nyqvarn Oxelöv Palmenfelt Plommonberg Ramelöv Riddarholt Rosencrona "
    "Rönnelius Sandenfelt Silverlöv Sjökvarn Skogenius Solencrantz Stenrot Strandelius Svanelöv Sävenfors "
    "Tallencrona Tornefalk Törnelöv Ulvsäter Vallencrantz Vasserot Vidfalk Videgårdh Wikencrona Åkerlöv Ängsholt "
    "Örnsäter Österlöv".split()
)
PLACES = tuple(
    "Almhyltan Backinge Björkåvalla Brunnköping Dalarum Ekeborga Fagerlösa Flinteryd Granvalla Grönåsa Hallonsta "
    "Hasselköping Hjortanäs Kvarnlösa Lerholma Lindhaga Ljungavik Lommaryd Mossköping Myrlinge Norrköla Orrvalla "
    "Rönnlösa Sandinge Silltorp Skogköping Stenlinge Sävköla Tallinge Tranvalla Ulvköping Vidalösa Åsköla Älmlinge "
    "Ängköping Örnlinge".split()
)
STREETS = tuple(
    "Almkottegatan Björnmossvägen Blåhakegränd Dimridågatan Ekollonvägen Fjällvråkgatan Glasögonstigen "
    "Gråstenskajen Humlebogatan Ishinkgränd Kanelstångsvägen Klockspelsgatan Lavendelstigen Ljusstakegatan "
    "Mandelbrödsvägen Mässingsgränd Oktantvägen Paraplygatan Rabarberstigen Saffransgatan Sextantvägen Snöbärsgatan "
    "Solursvägen Tegelugnsgatan Trollsländestigen Vindflöjelgatan Väderkvarnsgränd Ängsullsvägen".split()
)
UNITS = tuple(
    f"{name} vårdcentral"
    for name in (
        "Almkottens Björnmossens Blåhakens Dimridåns Ekollonets Fjällvråkens Gråstenens Humlebots Klockspelets "
        "Lavendelns Ljusstakens Mässingens Oktantens Paraplyets Rabarberns Saffranens Sextantens Snöbärets Solurets "
        "Tegelugnens Trollsländans Vindflöjelns Väderkvarnens Ängsullens"
    ).split()
)
ORGANISATIONS = tuple(
    f"{name} AB"
    for name in (
        "Almkotten Björnmossen Blåhaken Dimridån Ekollonet Fjällvråken Gråstenen Humleboet Klockspelet Lavendeln "
        "Ljusstaken Mässingen Oktanten Paraplyet Rabarbern Saffranen Sextanten Snöbäret Soluret Tegelugnen"
    ).split()
)
WOMENS_WITHOUT_A = frozenset(
    "karin ingrid birgit elisabeth elisabet margaret margareth anne linn ellen astrid maj my siv gun britt kerstin "
    "inger agnes alice signe marit berit gerd solveig ruth doris iris vivianne marianne yvonne ann susanne lisbeth "
    "lisbet maud ingegerd ingegard annelie annmarie marie annelie emelie julie sofie cecilie christine katrin "
    "katarin helen ines ester esther judit judith rut sigrid gudrun hjordis borghild gunvor ulrike irene helene "
    "madeleine caroline josefine louise charlotte therese jenny betty nelly molly elin evelyn kristin catrin margit "
    "liv kim tuva ebba majken ingeborg elsie elise lise jasmin yasmin noor maryam zainab shirin nasrin carmen "
    "isabel isabelle nicole michelle".split()
)
MENS_WITH_A = frozenset(
    "ola gosta mustafa juha pekka jukka esa nikola luka sasha mika ilja elia noa joshua ata issa musa moussa isa "
    "taha abdalla hamza mikka jarkka toma andrea nicola costa kosta misha danila".split()
)
ENDS_IN_S = frozenset(
    "lars hans jonas andreas mats klas claes klaes magnus markus marcus mattias mathias matthias tobias thomas "
    "tomas lukas lucas elias johannes rasmus linus jens anders nils frans niklas nicklas niclas julius jakobus "
    "ludvigs hannes matthaus hampus pontus jesus moses carlos luis agnes doris iris ines gladys mikas jannis dennis "
    "boris denis villads assar titus urs joris idris ilias younes anas abbas idriss".split()
)
FAMILY_ENDINGS = (
    "son",
    "qvist",
    "kvist",
    "berg",
    "gren",
    "lund",
    "strom",
    "dahl",
    "stedt",
    "holm",
    "mark",
    "blom",
    "stad",
    "borg",
    "feldt",
    "felt",
    "ius",
    "ander",
    "blad",
    "wall",
    "vall",
    "sjo",
    "skog",
    "back",
    "ing",
    "nen",
    "sen",
    "ic",
    "ski",
    "oglu",
)
