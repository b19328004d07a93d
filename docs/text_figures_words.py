"""What stands around the figures of the text step: how they came about, and what they do not show."""

HEAD = """<!-- Written by `make text-figures` from a measurement. Do not edit. -->

# Figures of the text step

Drawn notes are masked, and what was masked is held against what should have been. `slussen-runner text evaluate` tells
the same of any annotated file (our JSON lines, presidio-research, BRAT, CoNLL); `slussen-runner text draw` draws the
notes.

- An identifier counts as masked if **every letter and digit of it** is, under whatever label.
- The gold marks **the least that must be gone**: of "Vårdcentralen Tjärnhult" the place, of "92-årig" the 92, of
  "telefon 08-465 00 400" the digits. Ages are marked from 90 on. Weekdays, bare years and countries may be masked and
  may stay; they count neither way. The patient's initials are marked where they carry a point: the step leaves two bare
  letters standing by design, and this measure does not count them.
- *Direct identifiers* are all that have a format (numbers of people, staff, accounts, things and cases, telephones,
  e-mail, web addresses) and the patient's own name, number, address, telephone and e-mail.
- Precision is the share of masked stretches that touch anything marked. Medical terms are words that the templates
  mark as such: eponyms, drugs, diagnoses; one of which any letter is masked is wrongly masked.
- The patient's names, number, address and telephone are known beforehand, as in a delivery; of everybody else nothing.
- Bounds are Clopper and Pearson's, 95 %, as if each identifier were drawn by itself; those of the first table take
  into account that the notes of one template are alike (Korn and Graubard), and are the ones to go by. A withheld
  note is counted and left out.

The notes come in two halves with no word, name or template in common. Development may look at the first. The second
is the one whose figures are quoted; whoever builds the recognizers is not to read it."""

MISSED = """## What was missed

Of the half that development may look at alone; all of it is invented. `…, masked in vain` touches nothing that is
marked, `TERM, term masked` is a medical word."""

DOES_NOT_SHOW = """## What these figures do not show

- **No real note was measured.** The notes are drawn from templates that were made up for the purpose, by one author,
  after no record. Real ones are longer, odder and worse, and no region's notes are like another's. A system of rules
  for Dutch notes was found not to carry over to other institutes as it was.
- **The same house wrote the notes and the recognizers.** The halves share no words, and the recognizers were to be
  built without a look at the notes; but both follow the same list of Swedish identifiers, and the author of the notes
  had read the first, small form of the recognizers. What nobody on either side thought of is missing from both, and
  no figure here can tell.
- **The notes are not independent of each other.** Each template is there many times with other names. The first
  table's bounds allow for that, as far as some dozens of templates stand for all the kinds there are.
- **A name on our lists is easy.** Many of the names are rare, foreign or put together anew, so that no list holds
  them; the tables tell listed and unlisted ones apart. In a region most names are common: there the sum would be
  better than here, and for those with rare names as bad as the row of the unlisted.
- **The register is right here.** Each patient's names, number, address and telephone are as written. Where a register
  lacks the maiden name or an old address, the known-person net finds less.
- **Noise is mild**: swapped letters, lost spaces, capitals, broken lines, remains of HTML and RTF, decomposed letters.
  Scanned text, dictation errors that make other words, and letters written as entities are not among it.
- **What is not written as an identifier is not counted**: a rare disease, an office ("the mayor"), an accident that was
  in the papers. No masking of words removes that, and masked notes are still personal data.
- **The figures do not replace the steward's sample.** Before a delivery somebody looks at masked notes of that very
  controller; that is the only measurement on real text."""
