"""Samples as whoever answers for a biobank sees them."""

from collections.abc import Mapping

from catalog.model import Words

SAMPLE_PAGES: Mapping[str, Words] = {
    "title": Words(sv="Prover", en="Samples"),
    "lead": Words(
        sv="Inlämnade begäranden om uppgifter ur prover i biobanker.",
        en="Submitted requests for data from samples of biobanks.",
    ),
    "none": Words(sv="Ingen begäran gäller prover som du får se.", en="No request is about samples you may see."),
    "table": Words(sv="Begäranden om biobankers prover", en="Requests about the samples of biobanks"),
    "study": Words(sv="Studie", en="Study"),
    "biobank": Words(sv="Biobank", en="Biobank"),
    "state": Words(sv="Läge", en="Status"),
    "to_samples": Words(sv="Till proverna", en="To the samples"),
    "of": Words(sv="Prover ur biobank {number}", en="Samples of biobank {number}"),
    "undecided": Words(sv="Att besluta", en="To be decided"),
    "undecided_lead": Words(
        sv="Begäran gäller uppgifter ur prover hos {body}. Vårdgivaren prövar raderna för sig; båda ska säga ja.",
        en="The request asks for data from samples of {body}. The controller decides on the rows; both must say yes.",
    ),
    "not_yours": Words(
        sv="Inget beslut är fattat. Det fattas av den som svarar för biobanken, medan begäran är inlämnad.",
        en="No decision is made. Whoever answers for the biobank makes it, while the request is submitted.",
    ),
    "decided": Words(sv="av {decider} den {day}", en="by {decider} on {day}"),
    "cohort": Words(sv="Vilka personer", en="Which people"),
    "expected": Words(sv="Väntat antal personer", en="Expected number of people"),
    "principal": Words(sv="Sökande", en="Applicant"),
    "purpose": Words(sv="Ändamål, EHDS artikel", en="Purpose, EHDS article"),
    "datasets": Words(sv="Datamängder ur proverna", en="Datasets from the samples"),
    "columns": Words(sv="Varje variabel och varför den behövs", en="Each variable, and why it is needed"),
    "columns_count": Words(sv="{count} variabler", en="{count} variables"),
    "column": Words(sv="Variabel", en="Variable"),
    "why": Words(sv="Varför", en="Why"),
    "decide": Words(sv="Ditt beslut", en="Your decision"),
    "grant": Words(sv="Proverna får användas", en="The samples may be used"),
    "refuse": Words(sv="Proverna får inte användas", en="The samples may not be used"),
    "refuse_means": Words(
        sv="Inget ur de här proverna finns då i uttaget. På sökandens begäran omprövas beslutet av biobankens huvudman "
        "(biobankslag 2023:38, 5 kap. 13 §). Ett avslag ska ha skäl.",
        en="Nothing from these samples is then in the extract. If the applicant asks, the body that runs the biobank "
        "reconsiders it (biobanks act 2023:38, 5:13). A refusal needs its reasons.",
    ),
    "reasons": Words(sv="Skäl för beslutet", en="Reasons for the decision"),
    "once_only": Words(
        sv="Ett beslut fattas en gång. Det blir en undertecknad handling och kan inte ändras.",
        en="A decision is made once. It becomes a signed paper, and cannot be changed.",
    ),
    "sign": Words(sv="Besluta och underteckna", en="Decide and sign"),
}
