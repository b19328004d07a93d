package grounds.judgements_test

import data.grounds.judgements
import data.study_test as study

made := {
	"ground": "E05-people-approved",
	"finding": "accepted",
	"reasons": "one more doctoral student",
	"by": "klara",
	"on": "2026-11-20",
}

judged(values) := study.with_fact("/access_request/judgements", values)

test_a_judgement_with_reasons_is_accepted if {
	judgements.accepted("E05-people-approved") with input as judged([made])
}

test_a_judgement_is_of_its_own_ground_alone if {
	not judgements.accepted("X02-care-block") with input as judged([made])
}

test_nobody_having_judged_is_no_judgement if {
	not judgements.accepted("E05-people-approved") with input as judged([])
	not judgements.accepted("E05-people-approved") with input as study.without("/access_request/judgements")
}

test_a_no_outweighs_a_yes if {
	contrary := object.union(made, {"finding": "rejected"})
	not judgements.accepted("E05-people-approved") with input as judged([made, contrary])
}

test_a_judgement_lacking_anything_is_none if {
	every changed in [{"by": ""}, {"by": "anna"}, {"reasons": " "}, {"on": "2026-11-23"}, {"on": null}, {"finding": "x"}] {
		not judgements.accepted("E05-people-approved") with input as judged([object.union(made, changed)])
	}
}

test_whose_project_it_is_must_be_known if {
	alone := json.patch(judged([made]), [{"op": "replace", "path": "/project/members", "value": []}])
	not judgements.accepted("E05-people-approved") with input as alone
}

test_what_was_judged_of_another_ground_does_not_matter if {
	elsewhere := {"ground": "X02-care-block", "finding": "rejected", "reasons": "", "by": "anna", "on": null}
	judgements.accepted("E05-people-approved") with input as judged([made, elsewhere])
}
