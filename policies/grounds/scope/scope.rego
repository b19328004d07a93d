# METADATA
# title: What the ethics approval covers
# description: |
#   Only that processing may be done which the approval names: datasets, groups of variables, period, population.
#   The same ground is asked of the access request (at submission) and of the permit (from then on: the granted
#   parts only). What is compared, thing by thing, is also shown to whoever asks and to whoever decides.
package grounds.scope

import data.facts
import data.grounds.ethics
import data.hierarchies

# METADATA
# title: The request asks for nothing beyond the approval
# custom:
#   sv: Begäran ryms inom godkännandet
#   paragraph: Lag (2003:460) om etikprövning 6 §; EHDS (EU) 2025/327 art. 66, 68(10)(a)
request contains "E06-within-approved-scope" if {
	facts.is_filled_list(input.access_request.datasets)
	names := [entry.dataset | some entry in input.access_request.datasets]
	count(names) == count(input.access_request.datasets)
	approved(names, input.access_request.columns, input.access_request.period)
}

# METADATA
# title: The permit grants nothing beyond the approval
# custom:
#   sv: Tillståndet ryms inom godkännandet
#   paragraph: Lag (2003:460) om etikprövning 6 §; EHDS (EU) 2025/327 art. 66, 68(10)(a)
permit contains "E06-within-approved-scope" if {
	approved(input.permit.datasets, input.permit.columns, input.permit.period)
}

approved(datasets, columns, period) if {
	each_of(datasets, input.ethics_approval.scope.datasets)
	population_approved(input.access_request.population)
	columns_approved(datasets, columns)
	period_approved(period, input.ethics_approval.scope.period)
}

columns_approved(datasets, columns) if {
	facts.is_filled_list(columns)
	each_of([column.group | some column in columns], input.ethics_approval.scope.groups)
	each_of([column.dataset | some column in columns], datasets)
	every column in columns {
		facts.is_text(column.group)
		facts.is_text(column.dataset)
	}
}

period_approved(asked, granted) if {
	facts.on_or_before(asked.from, asked.to)
	facts.on_or_before(granted.from, asked.from)
	facts.on_or_before(asked.to, granted.to)
}

population_approved(asked) if {
	facts.is_list_of_text(asked)
	facts.is_list_of_text(input.ethics_approval.scope.population)
	every code in asked {
		code_approved(code)
	}
}

code_approved(code) if {
	some granted in input.ethics_approval.scope.population
	within_code(code, granted)
}

within_code(code, granted) if code == granted

# In a system whose codes grow from the left, a group that was approved covers what is in it: K92 covers K92.2.
within_code(code, granted) if {
	parts := split(granted, ":")
	count(parts) == 2
	shortest := hierarchies.systems[parts[0]].shortest
	facts.is_count(shortest)
	count(parts[1]) >= shortest
	startswith(code, granted)
}

each_of(asked, granted) if {
	facts.is_list_of_text(granted)
	every entry in asked {
		entry in granted
	}
}

# METADATA
# title: What the request asks for, each thing with whether the approval covers it
# scope: rule
# description: For people. The ground above is what rules.
compared contains thing if {
	some entry in input.access_request.datasets
	facts.is_text(entry.dataset)
	thing := {"kind": "dataset", "what": entry.dataset, "covered": entry.dataset in listed("datasets")}
}

compared contains thing if {
	some column in input.access_request.columns
	names := [column.dataset, column.table, column.column, column.group]
	facts.is_list_of_text(names)
	thing := {
		"kind": "column",
		"what": sprintf("%s.%s.%s (%s)", names),
		"covered": column.group in listed("groups"),
	}
}

compared contains thing if {
	some code in input.access_request.population
	facts.is_text(code)
	thing := {"kind": "population", "what": code, "covered": code in codes_approved}
}

compared contains thing if {
	asked := input.access_request.period
	facts.is_list_of_text([asked.from, asked.to])
	found := {"yes" | period_approved(asked, input.ethics_approval.scope.period)}
	thing := {"kind": "period", "what": sprintf("%s/%s", [asked.from, asked.to]), "covered": "yes" in found}
}

compared contains thing if {
	persons := input.access_request.expected_persons
	facts.is_count(persons)
	found := {"yes" | ethics.no_more_than_approved(persons)}
	thing := {"kind": "persons", "what": format_int(persons, 10), "covered": "yes" in found}
}

codes_approved contains code if {
	some code in input.access_request.population
	code_approved(code)
}

listed(name) := {entry | some entry in input.ethics_approval.scope[name]}
