"""
Names, streets and towns to draw from: common words put together at random, so that whoever comes out is nobody.

Some names are also everyday words (Björn, Sten, Dag, My, Berg, Ek), as in real records.
"""

WOMEN = (
    "Anna Maria Margareta Elisabeth Eva Kristina Birgitta Karin Elin Emma Linnéa Ingrid Marie Sofia Kerstin Lena "
    "Helena Sara Emelie Johanna Katarina Linda Hanna Susanne Jenny Inger Ulla Monica Malin Elsa Astrid Alva Ebba "
    "Wilma Gun Barbro Berit Gunilla Maj Siv Åsa Britta Agneta Viola Iris My Saga Vera Stina Lovisa Klara Signe "
    "Ellen Tuva Freja Rut Märta Gerd Rosa Lilja Ylva"
).split()
MEN = (
    "Lars Erik Karl Anders Johan Per Nils Mikael Jan Hans Peter Olof Gunnar Lennart Sven Fredrik Bengt Bo Daniel "
    "Gustav Göran Åke Magnus Alexander Stefan Björn Thomas Mats Leif Ulf Henrik Jonas Andreas Rolf Sten Dag Stig "
    "Kjell Kent Tage Ivar Axel Oskar Viktor Hugo Elias Lucas Arvid Ture Sixten Vidar Folke Hjalmar Ragnar Håkan "
    "Roland Tor Frej Loke Örjan"
).split()
WOMEN_FROM_ELSEWHERE = (
    "Fatima Amina Layla Zahra Maryam Hodan Nadia Samira Ayşe Zeynep Elif Nguyen Linh Mei Olena Svitlana Katarzyna "
    "Agnieszka Ljiljana Jasmina Amra Tuula Päivi Marjatta Rosana Guadalupe Priya Selam"
).split()
MEN_FROM_ELSEWHERE = (
    "Mohammed Ahmed Ali Omar Hassan Yusuf Ibrahim Abdi Mustafa Mehmet Emre Minh Wei Oleksandr Dmytro Piotr Tomasz "
    "Dragan Goran Emir Pekka Juhani Matti José Carlos Raj Tesfay Reza"
).split()
FAMILIES = (
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson "
    "Jansson Hansson Bengtsson Lindberg Lindqvist Lindgren Berg Bergström Bergman Axelsson Lundgren Lundqvist "
    "Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Engström Danielsson Håkansson "
    "Eklund Lundin Björk Bergqvist Fransson Holm Samuelsson Nyberg Arvidsson Isaksson Söderberg Nyström Ek Lind "
    "Sten Dahl Rosén Vik Ström Strand Falk Hjort Kvist Blom Löf Alm Åberg Öberg Hägg Roos Stark Modig Frisk Sundh "
    "Ros"
).split()
FAMILIES_FROM_ELSEWHERE = (
    "Al-Hassan Ali Mohamed Ahmed Haddad Hussein Warsame Abdullahi Yılmaz Kaya Demir Tran Pham Li Kovalenko "
    "Shevchenko Kowalski Nowak Petrović Hodžić Kovačević Korhonen Virtanen Mäkelä García Rojas Singh Tekle Rezaei "
    "O'Brien"
).split()
NOBLE_FAMILIES = (
    "von Almkvist",
    "af Ekesund",
    "de la Strand",
    "von Rosenhjelm",
    "af Silverberg",
    "El Amrani",
)
_STREET_BEGINNINGS = (
    "Björk Tall Gran Ek Lind Al Hassel Rönn Sälg Ask Sol Mån Vinter Vår Sommar Höst Skepps Smeds Kvarn Bagar Skol "
    "Kyrk Ängs Sjö Berg Dal Strand Ström Bro Park"
).split()
STREETS = (
    *(word + ending for word in _STREET_BEGINNINGS for ending in ("gatan", "vägen", "gränd", "stigen", "backen")),
    "Stora torget",
    "Lilla Nygatan",
    "Norra Allén",
    "Sankt Britas plan",
)
TOWNS = (
    ("Mälarviken", 990),
    ("Norrmalmstaden", 991),
    ("Mälarhöjden", 992),
    ("Ekbacka", 993),
    ("Tallnäs", 994),
    ("Sankt Brita", 995),
    ("Östra Lövsund", 996),
    ("Vik", 997),
    ("Berg", 998),
    ("Gransjö", 999),
)
"""Invented towns; no Swedish postcode begins with 99."""

PHONES = (
    tuple(f"070-174{last:04d}" for last in range(605, 700))
    + tuple(f"08-465004{last:02d}" for last in range(100))
    + tuple(f"031-39006{last:02d}" for last in range(100))
    + tuple(f"040-62804{last:02d}" for last in range(100))
    + tuple(f"0980-3192{last:02d}" for last in range(100))
)
"""The numbers that the Post and Telecom Authority has set aside for books and films."""

MAIL_DOMAINS = ("example.com", "example.org", "example.net")
"""Reserved by RFC 2606: nobody can receive mail there."""

RELATIVES_OF_WOMEN_AND_MEN = (
    ("hustru", "dotter", "mor", "syster", "sambo", "sondotter"),
    ("make", "son", "far", "bror", "sambo", "dotterson"),
)
"""Kinds of next of kin: women first, then men."""
