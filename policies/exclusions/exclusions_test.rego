package exclusions_test

import data.exclusions
import data.study_test as study

settings := {
	"exclude": {"karolinska": {"care_block": "exclude"}},
	"human_decides": {"karolinska": {"care_block": "human_decides"}},
	"keep": {"karolinska": {"care_block": "keep"}},
	"another's": {"norrmalm": {"care_block": "keep"}},
	"unheard of": {"karolinska": {"care_block": "whatever"}},
	"nothing": {},
}

excluded := ["excluded", "excluded"]

may_stay := ["may_stay", "may_stay"]

block_kept := study.with_fact("/permit/parts/0/kept", ["care_block"])

# What is said of one kind of objection at karolinska: made before the permit, and before the extraction.
said(objection) := [effect.before_permit, effect.before_extraction] if {
	some effect in exclusions.effects
	effect.objection == objection
	effect.controller == "karolinska"
}

nothing_donated := "X06-no-donation"

every_other := exclusions.known - {nothing_donated}

test_seven_kinds_are_known if {
	count(exclusions.known) == 7
}

test_want_of_a_donation_is_asked_about_where_the_permit_has_a_donated_dataset if {
	not nothing_donated in exclusions.asked with input as study.facts
	every said in [true, null, "no"] {
		donated := json.patch(study.facts, [{"op": "add", "path": "/access_request/datasets/0/donated", "value": said}])
		nothing_donated in exclusions.asked with input as donated
		elsewhere := json.patch(donated, [{"op": "replace", "path": "/permit/datasets", "value": ["norrmalm"]}])
		not nothing_donated in exclusions.asked with input as elsewhere
	}
	no := json.patch(study.facts, [{"op": "add", "path": "/access_request/datasets/0/donated", "value": false}])
	not nothing_donated in exclusions.asked with input as no
}

test_want_of_consent_is_asked_about_unless_neither_approval_nor_permit_asks_for_any if {
	exclusions.asked == every_other with input as study.with_fact("/ethics_approval/consent", null)
	consent := {"mode": "consent", "versions": ["2.0"]}
	every mode in ["waived", "opt_out_information"] {
		said := {"mode": mode, "versions": []}
		every permitted in [said, null] {
			facts := study.with_facts({"/ethics_approval/consent": said, "/permit/consent": permitted})
			every_other - exclusions.asked == {"X05-no-consent"} with input as facts
		}
	}
	every path in {"/ethics_approval/consent", "/permit/consent"} {
		exclusions.asked == every_other with input as study.with_fact(path, consent)
		exclusions.asked == every_other with input as study.without(path)
		every wrong in [{"mode": "assumed"}, {"mode": null}, "waived", ["waived"]] {
			exclusions.asked == every_other with input as study.with_fact(path, wrong)
		}
	}
}

test_the_law_says_the_same_whatever_a_controller_says if {
	every setting in settings {
		said("ehds_opt_out") == ["excluded", "may_stay"] with input as study.facts with data.parameters.controllers as setting
		every absolute in {"quality_register_opt_out", "withdrawn_consent", "withdrawn_donation"} {
			said(absolute) == excluded with input as study.facts with data.parameters.controllers as setting
		}
	}
}

test_a_protected_identity_stays_by_a_humans_decision if {
	said("protected_identity") == may_stay with input as study.facts
}

test_a_decision_of_another_shape_keeps_nobody if {
	said("protected_identity") == excluded with input as study.without("/permit/parts/0/kept")
	every kept in [[], ["care_block"], ["X03"], "protected_identity", null, 5, [5, "protected_identity"]] {
		said("protected_identity") == excluded with input as study.with_fact("/permit/parts/0/kept", kept)
	}
}

test_only_a_granted_part_of_that_controller_decided_once_keeps if {
	twice := array.concat(study.facts.permit.parts, study.facts.permit.parts)
	every path, value in {
		"/permit/parts/0/outcome": "refused",
		"/permit/parts/0/controller": "norrmalm",
		"/permit/parts": twice,
	} {
		said("protected_identity") == excluded with input as study.with_fact(path, value)
	}
}

test_a_block_leaves_out_where_its_controller_says_so_whatever_a_steward_decides if {
	said("care_block") == excluded with input as study.facts with data.parameters.controllers as settings.exclude
	said("care_block") == excluded with input as block_kept with data.parameters.controllers as settings.exclude
}

test_a_block_stays_by_a_humans_decision_where_its_controller_leaves_it_to_one if {
	said("care_block") == excluded with input as study.facts with data.parameters.controllers as settings.human_decides
	said("care_block") == may_stay with input as block_kept with data.parameters.controllers as settings.human_decides
}

test_a_block_stays_where_its_controller_keeps if {
	said("care_block") == may_stay with input as study.facts with data.parameters.controllers as settings.keep
}

test_a_block_leaves_out_where_its_controller_says_nothing_that_is_known if {
	every name in {"another's", "unheard of", "nothing"} {
		said("care_block") == excluded with input as block_kept with data.parameters.controllers as settings[name]
	}
}

test_each_kind_names_the_exclusion_that_it_is_counted_under if {
	lifting := {effect.exclusion | some effect in exclusions.effects} with input as study.facts
	lifting == exclusions.known - {"X00-identity-unresolved", "X05-no-consent", nothing_donated}
}

test_every_controller_of_the_permit_is_told_of_every_kind if {
	two := study.with_fact("/permit/controllers", ["karolinska", "norrmalm"])
	count(exclusions.effects) == 12 with input as two
	count(exclusions.left_out) + count(exclusions.lifted) == 24 with input as two
}

test_without_controllers_nothing_is_said if {
	every wrong in [null, [], "karolinska", [5]] {
		exclusions.effects == set() with input as study.with_fact("/permit/controllers", wrong)
	}
}
