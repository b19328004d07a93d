package grounds.samples_test

import data.grounds.samples
import data.study_test as study

granted := {"B01-samples-granted"}

approved := {"B02-collection-approved"}

of_samples(biobank) := study.with_fact("/access_request/datasets/0/biobank", biobank)

decision := study.facts.access_request.samples[0]

decided(changes) := study.with_fact("/access_request/samples", [object.union(decision, changes)])

test_samples_in_order_are_granted_and_approved if {
	samples.granted == granted with input as study.facts
	samples.request == approved with input as study.facts
	samples.permit == approved with input as study.facts
}

test_a_dataset_of_no_samples_says_so_and_needs_nobody if {
	none := study.with_facts({
		"/access_request/datasets/0/biobank": null,
		"/access_request/samples": [],
		"/ethics_approval/scope/biobanks": [],
	})
	samples.granted == granted with input as none
	samples.request == approved with input as none
	samples.permit == approved with input as none
}

test_a_dataset_that_does_not_say_is_released_by_nobody if {
	silent := study.without("/access_request/datasets/0/biobank")
	samples.granted == set() with input as silent
	samples.request == set() with input as silent
	samples.permit == set() with input as silent
}

test_a_biobank_without_a_number_is_nobodys if {
	every wrong in [wrong | some wrong in study.no_texts; wrong != null] {
		samples.request == set() with input as of_samples({"number": wrong, "body": "Region Stockholm"})
		samples.permit == set() with input as of_samples({"number": wrong, "body": "Region Stockholm"})
		samples.granted == set() with input as of_samples({"number": wrong, "body": "Region Stockholm"})
	}
	every wrong in [false, 5, "914", [], {}, {"body": "Region Stockholm"}] {
		samples.request == set() with input as of_samples(wrong)
		samples.granted == set() with input as of_samples(wrong)
	}
}

test_the_same_mistake_on_both_sides_is_no_decision if {
	every wrong in [null, 5, " ", true] {
		both := study.with_facts({
			"/access_request/datasets/0/biobank": {"number": wrong, "body": "x"},
			"/access_request/samples/0/biobank": wrong,
			"/ethics_approval/scope/biobanks": [wrong],
		})
		samples.granted == set() with input as both
		samples.permit == set() with input as both
		samples.request == set() with input as both
	}
}

test_without_a_decision_nothing_is_granted if {
	samples.granted == set() with input as study.with_fact("/access_request/samples", [])
	samples.granted == set() with input as study.with_fact("/access_request/samples", null)
	samples.granted == set() with input as study.without("/access_request/samples")
	samples.granted == set() with input as decided({"biobank": "468"})
}

test_a_decision_is_a_yes_by_somebody_on_a_day_over_that_dataset if {
	samples.granted == granted with input as decided({"decided_on": "2026-11-22"})
	every wrong in [
		{"outcome": "refused"},
		{"outcome": null},
		{"outcome": true},
		{"decider": " "},
		{"decider": null},
		{"decider": 5},
		{"decided_on": "2026-11-23"},
		{"decided_on": null},
		{"decided_on": "soon"},
		{"datasets": []},
		{"datasets": ["norrmalm"]},
		{"datasets": "karolinska"},
		{"datasets": ["karolinska", null]},
		{"datasets": {"a": "karolinska"}},
	] {
		samples.granted == set() with input as decided(wrong)
	}
}

test_two_decisions_on_one_biobank_are_none if {
	one := study.facts.access_request.samples[0]
	twice := study.with_fact("/access_request/samples", [one, object.union(one, {"outcome": "refused"})])
	samples.granted == set() with input as twice
	other := study.with_fact("/access_request/samples", [one, object.union(one, {"biobank": "468", "outcome": "refused"})])
	samples.granted == granted with input as other
}

test_the_approval_names_the_biobank if {
	every wrong in [[], ["468"], "914", null, {"a": "914"}, ["914", null], {"914"}] {
		changed := study.with_fact("/ethics_approval/scope/biobanks", wrong)
		samples.request == set() with input as changed
		samples.permit == set() with input as changed
	}
	silent := study.without("/ethics_approval/scope/biobanks")
	samples.request == set() with input as silent
	samples.permit == set() with input as silent
}

test_what_the_permit_leaves_out_needs_no_biobank if {
	beside := object.union(study.facts.access_request.datasets[0], {
		"dataset": "norrmalm",
		"biobank": {"number": "468", "body": "Norrmalm"},
	})
	asked := study.with_fact("/access_request/datasets", [study.facts.access_request.datasets[0], beside])
	samples.granted == granted with input as asked
	samples.permit == approved with input as asked
	samples.request == set() with input as asked
	both := json.patch(asked, [{"op": "replace", "path": "/permit/datasets", "value": ["karolinska", "norrmalm"]}])
	samples.granted == set() with input as both
	samples.permit == set() with input as both
}

test_a_dataset_that_is_not_described_once_is_none if {
	twice := study.with_fact("/access_request/datasets", [
		study.facts.access_request.datasets[0],
		object.union(study.facts.access_request.datasets[0], {"biobank": null}),
	])
	samples.granted == set() with input as twice
	samples.permit == set() with input as twice
	every wrong in [[], null] {
		samples.granted == set() with input as study.with_fact("/access_request/datasets", wrong)
		samples.permit == set() with input as study.with_fact("/access_request/datasets", wrong)
		samples.request == set() with input as study.with_fact("/access_request/datasets", wrong)
	}
}

test_the_permits_datasets_are_a_list_of_texts if {
	every wrong in study.no_lists("karolinska") {
		samples.granted == set() with input as study.with_fact("/permit/datasets", wrong)
		samples.permit == set() with input as study.with_fact("/permit/datasets", wrong)
	}
}

test_the_requests_datasets_are_a_list if {
	entry := study.facts.access_request.datasets[0]
	every wrong in [entry, {"a": entry}] {
		samples.request == set() with input as study.with_fact("/access_request/datasets", wrong)
	}
}
