# METADATA
# title: Searching
# description: By what persons may be sought. The catalog says of each column whether it may be searched by.
package grounds.searching

import data.facts

# METADATA
# title: No criterion of the cohort searches by a column that may not be searched by
# description: |
#   Every criterion is listed with what the catalog says of its column. A cohort without criteria seeks nobody, and a
#   column of which nothing is said is not searched by.
# custom:
#   sv: Inget kriterium i kohorten söker på en variabel som inte får vara sökbegrepp
#   paragraph: Patientdatalag (2008:355) 2 kap. 8 §
grounds contains "M03-criteria-searchable" if {
	facts.is_filled_list(input.access_request.criteria)
	every criterion in input.access_request.criteria {
		facts.is_text(criterion.table)
		facts.is_text(criterion.column)
		criterion.searchable == true
	}
}
