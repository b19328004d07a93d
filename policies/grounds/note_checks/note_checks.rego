# METADATA
# title: Reading masked notes before they leave
# description: |
#   Masked notes leave once each controller's steward has read a sample of them, and few enough may have something left
#   in them. How many are read, and how many are few enough, the permit says; one that does not is held by the house's
#   own numbers.
package grounds.note_checks

import data.facts
import data.thresholds

checked := "M05-notes-checked"

# METADATA
# title: What was not asked of manifests that told nothing of notes
# description: |
#   Facts of before manifests told of their notes have neither; one of them alone spares nothing, and neither does a
#   manifest that is missing or none.
spared contains checked if {
	is_object(input.manifest)
	not "text" in told
	not "note_samples" in told
}

told contains name if some name, _ in input.manifest

# METADATA
# title: No note leaves
# custom:
#   sv: Ingen anteckning lämnas ut
#   paragraph: GDPR art. 5(1)(c), 5(1)(f), 32(1)(d)
manifest contains "M05-notes-checked" if {
	leaving == 0
	input.manifest.note_samples == []
}

# METADATA
# title: Each controller's steward has read a sample of the masked notes, and few enough have something left in them
# description: |
#   The samples are drawn of all notes that leave, and no note that leaves is of a controller without one. The bound of
#   the share, not what was found, is held against the limit: few notes that were read prove little.
# custom:
#   sv: Varje vårdgivare har läst ett stickprov av de maskerade anteckningarna, och tillräckligt få har något kvar
#   paragraph: GDPR art. 5(1)(c), 5(1)(f), 32(1)(d)
manifest contains "M05-notes-checked" if {
	facts.is_filled_list(input.manifest.note_samples)
	count({sample.controller | some sample in input.manifest.note_samples}) == count(input.manifest.note_samples)
	every sample in input.manifest.note_samples {
		drawn(sample)
		read(sample)
	}
	leaving == sum([sample.leaving | some sample in input.manifest.note_samples])
}

leaving := input.manifest.text.notes - input.manifest.text.withheld if {
	facts.is_count(input.manifest.text.notes)
	facts.is_count(input.manifest.text.withheld)
}

drawn(sample) if {
	facts.is_text(sample.controller)
	facts.is_count(sample.leaving)
	facts.is_count(sample.notes)
	enough(sample)
}

# As many as are to be read, or all where there are no more. (Not `min`: one engine takes it of numbers as of words.)
enough(sample) if sample.notes >= terms.notes

enough(sample) if sample.notes >= sample.leaving

# One record alone is about that sample, and all of it was read.
read(sample) if {
	facts.is_text(sample.sha256)
	found := [check | some check in input.note_checks; check.controller == sample.controller]
	count(found) == 1
	found[0].sample == sample.sha256
	facts.is_count(found[0].looked_at)
	found[0].looked_at >= sample.notes
	facts.is_count(found[0].miss_at_most)
	found[0].miss_at_most <= terms.highest_miss
}

# METADATA
# title: How many notes are read, and up to which bound they leave
# scope: rule
# description: As the permit says; the house's own numbers, where it says nothing.
terms := input.permit.note_check if {
	facts.is_count(input.permit.note_check.notes)
	input.permit.note_check.notes > 0
	facts.is_count(input.permit.note_check.highest_miss)
}

terms := {
	"notes": thresholds.note_check_notes.value,
	"highest_miss": thresholds.note_check_highest_miss.value,
} if {
	object.get(input.permit, "note_check", null) == null
}
