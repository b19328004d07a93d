package grounds.permits_test

import data.grounds.permits
import data.study_test as study

granted := {"D01-every-controller-granted"}

valid := {"T01-permit-valid"}

test_a_permit_in_order_is_decided_and_valid if {
	permits.decided == granted with input as study.facts
	permits.valid == valid with input as study.facts
	permits.proposed == valid with input as study.facts
}

test_no_part_is_no_permit if {
	permits.decided == set() with input as study.with_fact("/permit/controllers", [])
	permits.decided == set() with input as study.with_fact("/permit/parts", [])
	permits.decided == set() with input as study.with_fact("/permit/datasets", [])
}

test_a_controller_without_a_granted_part_is_missing if {
	permits.decided == set() with input as study.with_fact("/permit/controllers", ["karolinska", "norrmalm"])
	permits.decided == set() with input as study.with_fact("/permit/parts/0/outcome", "refused")
	permits.decided == set() with input as study.with_fact("/permit/parts/0/decided_on", "2026-11-23")
	permits.decided == set() with input as study.with_fact("/permit/parts/0/decider", "")
}

test_two_contradicting_parts_grant_nothing if {
	refused := object.union(study.facts.permit.parts[0], {"outcome": "refused"})
	permits.decided == set() with input as study.with_fact("/permit/parts", [study.facts.permit.parts[0], refused])
}

test_another_controllers_refusal_does_not_stop_the_others if {
	other := object.union(study.facts.permit.parts[0], {"controller": "norrmalm", "outcome": "refused"})
	permits.decided == granted with input as study.with_fact("/permit/parts", [study.facts.permit.parts[0], other])
}

test_a_dataset_of_a_controller_outside_the_permit_is_not_covered if {
	permits.decided == set() with input as study.with_fact("/access_request/datasets/0/controller", "norrmalm")
	permits.decided == set() with input as study.with_fact("/permit/datasets", ["karolinska", "elsewhere"])
}

test_the_first_and_the_last_day_are_valid if {
	permits.valid == valid with input as study.with_fact("/permit/valid_from", "2026-11-22")
	permits.valid == valid with input as study.with_fact("/permit/valid_until", "2026-11-22")
	permits.valid == set() with input as study.with_fact("/permit/valid_from", "2026-11-23")
	permits.valid == set() with input as study.with_fact("/permit/valid_until", "2026-11-21")
}

test_a_proposed_permit_may_begin_later if {
	permits.proposed == valid with input as study.with_fact("/permit/valid_from", "2027-01-01")
	permits.proposed == set() with input as study.with_fact("/permit/valid_until", "2026-11-21")
}

test_ten_years_are_the_most if {
	permits.valid == valid with input as issued_until("2036-11-02")
	permits.valid == set() with input as issued_until("2036-11-03")
	permits.proposed == set() with input as issued_until("2036-11-03")
}

issued_until(day) := study.with_facts({"/permit/issued_until": day, "/permit/valid_until": day})

test_an_extended_permit_has_ten_years_more if {
	permits.valid == valid with input as study.with_fact("/permit/valid_until", "2039-09-30")
	permits.valid == set() with input as study.with_fact("/permit/valid_until", "2039-10-01")
	every wrong in study.no_days {
		permits.valid == set() with input as study.with_fact("/permit/issued_until", wrong)
	}
}

test_a_revoked_permit_does_not_stand if {
	permits.standing == {"T04-permit-standing"} with input as study.facts
	permits.standing == set() with input as study.without("/permit/revoked")
	every wrong in [true, null, 0, "", "false", [], {}] {
		permits.standing == set() with input as study.with_fact("/permit/revoked", wrong)
	}
}

test_controllers_parts_and_datasets_are_lists if {
	every path, value in {
		"/permit/controllers": "karolinska",
		"/permit/datasets": "karolinska",
		"/permit/parts": study.facts.permit.parts[0],
	} {
		every wrong in [null, value, {"a": value}, {value}, []] {
			permits.decided == set() with input as study.with_fact(path, wrong)
		}
	}
}

test_a_proposed_permit_does_not_end_before_it_begins if {
	one_day := study.with_fact("/permit/valid_from", "2029-09-30")
	permits.proposed == valid with input as one_day
	permits.proposed == set() with input as study.with_fact("/permit/valid_from", "2029-10-01")
}

test_a_replaced_permit_makes_nothing_new_and_closes_when_superseded if {
	permits.unreplaced == {"T08-permit-not-replaced"} with input as study.facts
	permits.unsuperseded == {"T08-permit-not-replaced"} with input as study.facts
	permits.unreplaced == set() with input as study.without("/permit/replaced")
	permits.unsuperseded == set() with input as study.without("/permit/superseded")
	every wrong in [true, null, 0, "", "false", [], {}] {
		permits.unreplaced == set() with input as study.with_fact("/permit/replaced", wrong)
		permits.unsuperseded == set() with input as study.with_fact("/permit/superseded", wrong)
	}
}

test_only_a_standing_permit_is_amended_for_its_own_purpose_and_no_longer if {
	permits.amending == {"T09-amends-standing-permit"} with input as study.facts
	last := study.with_fact("/amended/until", study.facts.access_request.until)
	permits.amending == {"T09-amends-standing-permit"} with input as last
	today := study.with_facts({"/amended/until": "2026-11-22", "/access_request/until": "2026-11-22"})
	permits.amending == {"T09-amends-standing-permit"} with input as today
	yesterday := study.with_facts({"/amended/until": "2026-11-21", "/access_request/until": "2026-11-21"})
	permits.amending == set() with input as yesterday
	every path, value in {
		"/amended/revoked": true,
		"/amended/replaced": true,
		"/amended/until": "2029-09-29",
		"/access_request/until": "2029-10-01",
		"/amended/purpose": "53.1.a",
		"/access_request/purpose": "53.1.a",
	} {
		permits.amending == set() with input as study.with_fact(path, value)
	}
}

test_a_permit_to_be_amended_that_cannot_be_read_is_none if {
	permits.amending == set() with input as study.without("/amended")
	every wrong in [true, false, 0, "", "null", [], {}] {
		permits.amending == set() with input as study.with_fact("/amended", wrong)
	}
	every path in ["/amended/revoked", "/amended/replaced", "/amended/until", "/access_request/until"] {
		every wrong in [null, 0, "", "x", [], {}] {
			permits.amending == set() with input as study.with_fact(path, wrong)
		}
	}
	every wrong in study.no_texts {
		same := study.with_facts({"/amended/purpose": wrong, "/access_request/purpose": wrong})
		permits.amending == set() with input as same
	}
}

test_a_new_permit_amends_none if {
	permits.amending == {"T09-amends-standing-permit"} with input as study.with_fact("/amended", null)
}
