# METADATA
# title: Samples of a biobank
# description: |
#   A dataset that comes from samples of a biobank says so, and one that does not says null: a dataset that says
#   nothing is released by nobody. Whoever answers for the biobank decides beside the controller, and the ethics
#   approval names the biobank.
package grounds.samples

import data.facts

# METADATA
# title: Whoever answers for the biobank has granted the use of the samples behind each dataset of the permit
# description: One decision and no more on each biobank, over that dataset. It stands beside the controller's part.
# custom:
#   sv: Den biobanksansvarige har beviljat användningen av proverna bakom varje datamängd i tillståndet
#   paragraph: Biobankslag (2023:38) 5 kap. 13 §
granted contains "B01-samples-granted" if {
	facts.is_list_of_text(input.permit.datasets)
	every dataset in input.permit.datasets {
		released(described(dataset))
	}
}

# METADATA
# title: The ethics approval covers every biobank whose samples the request is about
# custom:
#   sv: Etikgodkännandet omfattar varje biobank vars prover begäran gäller
#   paragraph: Biobankslag (2023:38) 2 kap. 6 §, 4 kap. 11 §; lag (2003:460) om etikprövning 6 §
request contains "B02-collection-approved" if {
	facts.is_filled_list(input.access_request.datasets)
	every entry in input.access_request.datasets {
		collection_approved(entry)
	}
}

# METADATA
# title: The ethics approval covers every biobank whose samples the permit is about
# custom:
#   sv: Etikgodkännandet omfattar varje biobank vars prover tillståndet gäller
#   paragraph: Biobankslag (2023:38) 2 kap. 6 §, 4 kap. 11 §; lag (2003:460) om etikprövning 6 §
permit contains "B02-collection-approved" if {
	facts.is_list_of_text(input.permit.datasets)
	every dataset in input.permit.datasets {
		collection_approved(described(dataset))
	}
}

released(entry) if entry.biobank == null

released(entry) if {
	facts.is_text(entry.biobank.number)
	decided := [one | some one in input.access_request.samples; one.biobank == entry.biobank.number]
	count(decided) == 1
	decided[0].outcome == "granted"
	facts.is_text(decided[0].decider)
	facts.on_or_before(decided[0].decided_on, input.today)
	facts.is_list_of_text(decided[0].datasets)
	entry.dataset in decided[0].datasets
}

collection_approved(entry) if entry.biobank == null

collection_approved(entry) if {
	facts.is_list_of_text(input.ethics_approval.scope.biobanks)
	entry.biobank.number in input.ethics_approval.scope.biobanks
}

# The request says what a dataset is; one that it does not list, or lists twice, is none.
described(dataset) := entries[0] if {
	entries := [entry | some entry in input.access_request.datasets; entry.dataset == dataset]
	count(entries) == 1
}
