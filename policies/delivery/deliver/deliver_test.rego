package delivery.deliver_test

import data.delivery.deliver
import data.study_test as study

test_a_study_in_order_is_allowed if {
	deliver.allow with input as study.facts
	deliver.grounds == deliver.required_grounds with input as study.facts
	deliver.refusals == set() with input as study.facts
}

of_a_kind := {"access_request": {"kind": "research"}}

test_silence_refuses if {
	not deliver.allow with input as of_a_kind
	missing := deliver.refusals | deliver.judgeable with input as of_a_kind
	missing | {"P03-kind-has-rules"} == deliver.required_grounds with input as of_a_kind
	deliver.needs_judgement == deliver.judgeable with input as of_a_kind
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/access_request/samples": "B01-samples-granted",
		"/ethics_approval/scope/biobanks": "B02-collection-approved",
		"/permit/replaced": "T08-permit-not-replaced",
		"/barrings": "T10-nobody-barred",
		"/project/principal": "E04-principal-approved",
		"/ethics_approval/conditions": "E08-conditions-acknowledged",
		"/ethics_approval/against": "E10-nothing-against",
		"/ethics_approval/consent": "E09-consent-checked",
		"/ethics_approval/decisions": "E11-approval-verified",
		"/permit/parts/0/conditions": "D03-conditions-accepted",
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/started_on": "E03-started-in-time",
		"/permit/parts": "D01-every-controller-granted",
		"/permit/period": "E06-within-approved-scope",
		"/manifest/cohort_persons": "E07-cohort-within-approval",
		"/permit/valid_from": "T01-permit-valid",
		"/permit/revoked": "T04-permit-standing",
		"/permit/named_persons": "T02-people-trained",
		"/order/exclusions": "X10-exclusions-counted",
	} {
		changed := study.with_fact(path, null)
		not deliver.allow with input as changed
		code in deliver.refusals with input as changed
	}
}

test_a_larger_cohort_than_approved_or_permitted_is_refused if {
	"E07-cohort-within-approval" in deliver.refusals with input as study.with_fact("/ethics_approval/maximum_persons", 399)
	"E07-cohort-within-approval" in deliver.refusals with input as study.with_fact("/permit/maximum_persons", 399)
	not "E07-cohort-within-approval" in deliver.refusals with input as study.with_fact("/permit/maximum_persons", 400)
}

test_everyone_left_out_is_accounted_for if {
	wrong := {
		"/order/exclusions": ["X00-identity-unresolved", "X01-opted-out", "X02-care-block"],
		"/manifest/exclusions": [],
		"/manifest/exclusions/0/kind": "X01-opted-out",
		"/manifest/exclusions/0/persons": 1,
		"/manifest/exclusions/1/register": "",
		"/manifest/exclusions/2/snapshot": null,
		"/manifest/delivered_persons": 384,
		"/manifest/cohort_persons": 401,
	}
	every path, value in wrong {
		"X10-exclusions-counted" in deliver.refusals with input as study.with_fact(path, value)
	}
}

test_a_kind_that_need_not_be_asked_about_may_be_counted if {
	line := {"kind": "X05-no-consent", "persons": 0, "register": "consents", "snapshot": "sha256:9"}
	kinds := array.concat(study.facts.order.exclusions, ["X05-no-consent"])
	lines := array.concat(study.facts.manifest.exclusions, [line])
	deliver.allow with input as study.with_facts({"/order/exclusions": kinds, "/manifest/exclusions": lines})
	every changes in [
		{"/order/exclusions": kinds},
		{"/manifest/exclusions": lines},
		{"/order/exclusions": array.concat(kinds, ["unheard-of"]), "/manifest/exclusions": lines},
	] {
		"X10-exclusions-counted" in deliver.refusals with input as study.with_facts(changes)
	}
}

test_nobody_known_can_be_ordered_beside_the_known if {
	line := {"kind": "unheard-of", "persons": 0, "register": "persons", "snapshot": "sha256:2"}
	"X10-exclusions-counted" in deliver.refusals with input as study.with_facts({
		"/order/exclusions": array.concat(study.facts.order.exclusions, ["unheard-of"]),
		"/manifest/exclusions": array.concat(study.facts.manifest.exclusions, [line]),
	})
}

test_whoever_has_not_consented_is_no_person_of_the_study if {
	line := {"kind": "X05-no-consent", "persons": 1000, "register": "consents", "snapshot": "sha256:9"}
	lines := array.concat(study.facts.manifest.exclusions, [line])
	among := {"/manifest/exclusions": lines, "/manifest/cohort_persons": 1400}
	not "E07-cohort-within-approval" in deliver.refusals with input as study.with_facts(among)
	every changes in [
		{"/manifest/cohort_persons": 1451},
		{"/manifest/cohort_persons": 1501, "/permit/maximum_persons": 600},
		{"/manifest/exclusions/5/kind": "X04-consent-withdrawn"},
		{"/manifest/exclusions/5/persons": "1000"},
		{"/manifest/exclusions/5/persons": 1000000000000, "/manifest/cohort_persons": 1000000000001},
	] {
		facts := study.with_facts(object.union(among, changes))
		"E07-cohort-within-approval" in deliver.refusals with input as facts
	}
}

test_a_kind_counted_twice_is_no_account if {
	lines := array.concat(study.facts.manifest.exclusions, [study.facts.manifest.exclusions[0]])
	"X10-exclusions-counted" in deliver.refusals with input as study.with_fact("/manifest/exclusions", lines)
}

# Order and manifest agree, and nobody is lost between the numbers; but somebody was not asked about.
test_a_kind_that_order_and_manifest_both_leave_out_is_missed if {
	every dropped in study.facts.manifest.exclusions {
		found := deliver.refusals with input as study.with_facts({
			"/order/exclusions": [kind | some kind in study.facts.order.exclusions; kind != dropped.kind],
			"/manifest/exclusions": [line | some line in study.facts.manifest.exclusions; line != dropped],
			"/manifest/cohort_persons": study.facts.manifest.cohort_persons - dropped.persons,
		})
		found == {"X10-exclusions-counted"}
	}
}

test_a_recipient_abroad_needs_a_judgement if {
	abroad := study.with_fact("/access_request/applicant/country", "DK")
	not deliver.allow with input as abroad
	deliver.refusals == set() with input as abroad
	deliver.needs_judgement == {"D04-recipient-in-reach"} with input as abroad
}

test_people_beside_the_approval_need_a_judgement if {
	beside := study.with_fact("/ethics_approval/named_persons", ["anna"])
	not deliver.allow with input as beside
	deliver.refusals == set() with input as beside
	deliver.needs_judgement == {"E05-people-approved"} with input as beside
}

test_those_delivered_are_no_more_than_approved_or_permitted if {
	not "E07-cohort-within-approval" in deliver.refusals with input as study.with_fact("/manifest/delivered_persons", 450)
	every changes in [
		{"/manifest/delivered_persons": 451},
		{"/manifest/delivered_persons": 501, "/permit/maximum_persons": 600},
	] {
		"E07-cohort-within-approval" in deliver.refusals with input as study.with_facts(changes)
	}
}

test_what_is_no_count_is_within_nothing_and_accounts_for_nobody if {
	every wrong in study.no_counts {
		permitted := study.with_fact("/permit/maximum_persons", wrong)
		"E07-cohort-within-approval" in deliver.refusals with input as permitted
		every path in {"/manifest/cohort_persons", "/manifest/delivered_persons"} {
			counted := study.with_fact(path, wrong)
			{"E07-cohort-within-approval", "X10-exclusions-counted"} - deliver.refusals == set() with input as counted
		}
	}
}

test_what_does_not_add_up_or_is_no_list_is_no_account if {
	kinds := study.facts.order.exclusions
	every changes in [
		{"/manifest/exclusions/0/persons": -1, "/manifest/exclusions/1/persons": 11},
		{"/manifest/delivered_persons": -10, "/manifest/cohort_persons": 5},
		{"/manifest/exclusions": {line.kind: line | some line in study.facts.manifest.exclusions}},
		{"/order/exclusions": {kind: kind | some kind in kinds}},
		{"/order/exclusions": array.concat(kinds, [null])},
	] {
		"X10-exclusions-counted" in deliver.refusals with input as study.with_facts(changes)
	}
}

of_kind(kind) := study.with_fact("/access_request/kind", kind)

test_a_kind_without_rules_is_refused_for_that_alone if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		not deliver.allow with input as of_kind(kind)
		deliver.refusals == {"P03-kind-has-rules"} with input as of_kind(kind)
		deliver.required_grounds == {"P03-kind-has-rules"} with input as of_kind(kind)
		deliver.needs_judgement == set() with input as of_kind(kind)
	}
}

test_no_kind_at_all_is_refused_for_that_alone if {
	not deliver.allow with input as study.without("/access_request/kind")
	deliver.refusals == {"P03-kind-has-rules"} with input as {}
	"P03-kind-has-rules" in deliver.required_grounds with input as study.facts
}

test_a_kind_that_is_written_elsewhere_is_refused_here if {
	register := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	not deliver.allow with input as of_kind("education") with data.kinds as register
	deliver.refusals == {"P03-kind-has-rules"} with input as of_kind("education") with data.kinds as register
}

test_donated_data_need_their_controllers_word_and_are_accounted_for if {
	said := {"karolinska": {"donated_data": "used"}}
	line := {"kind": "X06-no-donation", "persons": 0, "register": "objections", "snapshot": "sha256:9"}
	donated := json.patch(
		study.with_facts({
			"/order/exclusions": array.concat(study.facts.order.exclusions, [line.kind]),
			"/manifest/exclusions": array.concat(study.facts.manifest.exclusions, [line]),
		}),
		[
			{"op": "add", "path": "/access_request/datasets/0/donated", "value": true},
			{"op": "add", "path": "/manifest/donations", "value": {
				"datasets": ["karolinska"],
				"register": "objections",
				"snapshot": "sha256:9",
			}},
		],
	)
	deliver.allow with input as donated with data.parameters.controllers as said
	"D12-donated-data-used" in deliver.required_grounds with input as donated
	deliver.refusals == {"D12-donated-data-used"} with input as donated
	unsaid := json.patch(donated, [{"op": "remove", "path": "/manifest/donations"}])
	deliver.refusals == {"D12-donated-data-used"} with input as unsaid with data.parameters.controllers as said
	not "D12-donated-data-used" in deliver.required_grounds with input as study.facts
}

test_masked_notes_are_read_before_they_leave if {
	line := {"controller": "karolinska", "notes": 50, "leaving": 60, "sha256": "sha256:a", "key": "x25519:1"}
	check := {"controller": "karolinska", "sample": "sha256:a", "looked_at": 50, "with_a_miss": 0, "miss_at_most": 582}
	unread := json.patch(study.facts, [
		{"op": "add", "path": "/manifest/text", "value": {"notes": 60, "withheld": 0}},
		{"op": "add", "path": "/manifest/note_samples", "value": [line]},
		{"op": "add", "path": "/note_checks", "value": []},
	])
	"M05-notes-checked" in deliver.required_grounds with input as unread
	deliver.refusals == {"M05-notes-checked"} with input as unread
	deliver.allow with input as json.patch(unread, [{"op": "replace", "path": "/note_checks", "value": [check]}])
	not "M05-notes-checked" in deliver.required_grounds with input as study.facts
}
