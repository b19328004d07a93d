# METADATA
# title: Columns
# description: |
#   No more than is needed, and nothing that names a person. The question's columns are those of the access
#   request at submission, and those of the permit from then on.
package grounds.columns

import data.facts

# What may leave, by how sensitive the column is: a direct identifier or a source key never leaves as it is.
treatments := {
	"direct_identifier": {"drop", "pseudonym"},
	"indirect_identifier": {"keep", "drop", "pseudonym", "year_only", "band", "shift_date"},
	"sensitive": {"keep", "drop", "band"},
	"free_text": {"drop", "mask_text", "surrogate_text"},
	"date": {"drop", "year_only", "shift_date"},
	"key": {"drop", "pseudonym"},
	"plain": {"keep", "drop", "band"},
}

# METADATA
# title: Every column of the request is justified, and none names a person
# custom:
#   sv: Varje variabel i begäran är motiverad och ingen pekar ut en person
#   paragraph: GDPR art. 5(1)(c); EHDS (EU) 2025/327 art. 66
request contains "M01-columns-justified" if all_justified(input.access_request.columns)

# METADATA
# title: Every column of the permit is justified, and none names a person
# custom:
#   sv: Varje variabel i tillståndet är motiverad och ingen pekar ut en person
#   paragraph: GDPR art. 5(1)(c); EHDS (EU) 2025/327 art. 66
permit contains "M01-columns-justified" if all_justified(input.permit.columns)

all_justified(columns) if {
	facts.is_filled_list(columns)
	every column in columns {
		justified(column)
	}
}

justified(column) if {
	facts.is_text(column.dataset)
	facts.is_text(column.table)
	facts.is_text(column.column)
	facts.is_text(column.justification)
	kind_of(column.treatment) in treatments[column.sensitivity]
}

# A treatment is named by its kind, or written out ({"kind": "band", "width": 5}).
kind_of(treatment) := treatment if is_string(treatment)

kind_of(treatment) := treatment.kind
