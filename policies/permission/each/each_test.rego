package permission.each_test

import data.permission.act
import data.permission.each
import data.study_test as study

asked := study.seen_by("steward", "read")

several(matters) := object.union(asked, {"matters": matters})

elsewhere := {"access_request": {"datasets": [{"controller": "norrmalm"}]}}

test_each_is_ruled_on_as_if_it_were_asked_alone if {
	matters := [{}, {"verb": "review"}, {"verb": "submit"}, elsewhere]
	found := each.rulings with input as several(matters)
	count(found) == count(matters)
	every index, matter in matters {
		alone := object.union(object.remove(asked, object.keys(matter)), matter)
		found[index].allow == act.allow with input as alone
		found[index].required_grounds == act.required_grounds with input as alone
		found[index].grounds == act.grounds with input as alone
		found[index].refusals == act.refusals with input as alone
		found[index].needs_judgement == act.needs_judgement with input as alone
	}
}

test_the_answers_come_in_the_order_of_the_matters if {
	found := each.rulings with input as several([elsewhere, {}, {"verb": "submit"}, {"verb": "review"}])
	[ruling.allow | some ruling in found] == [false, true, false, true]
}

test_what_a_matter_tells_stands_in_place_of_what_is_shared if {
	nobodys := {"project": {}, "access_request": {"datasets": []}}
	mine := object.union(study.seen_by("researcher", "read"), {"matters": [{}, nobodys]})
	members := replaced(mine, "/project/members", ["astrid"])
	found := each.rulings with input as members
	[ruling.allow | some ruling in found] == [true, false]
	found[1].refusals == {"W02-within-reach"}
}

test_the_matters_themselves_are_no_fact_of_a_matter if {
	each.shared == asked with input as several([{}])
}

test_whoever_asks_about_nothing_is_answered_nothing if {
	each.rulings == [] with input as several([])
	each.rulings == [] with input as asked
}

replaced(document, path, value) := json.patch(document, [{"op": "replace", "path": path, "value": value}])
