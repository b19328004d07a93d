# METADATA
# title: What the ethics approval covers
# description: |
#   Only that processing may be done which the approval names: datasets, groups of variables, period, population.
#   The same ground is asked of the access request (at submission) and of the permit (from then on: the granted
#   parts only).
package grounds.scope

import data.facts

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
	each_of(input.access_request.population, input.ethics_approval.scope.population)
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

each_of(asked, granted) if {
	facts.is_list_of_text(asked)
	facts.is_list_of_text(granted)
	every entry in asked {
		entry in granted
	}
}
