# METADATA
# title: Terms of use
# description: |
#   What a dataset may be used for, in the codes of the Data Use Ontology (GA4GH). They are a filter, and no decision: a
#   dataset whose terms fit is still each controller's to grant.
package grounds.uses

import data.facts
import data.grounds.scope

research := {"53.1.e", "53.1.e.i", "53.1.e.ii"}

# Public health and better care are medical purposes without being research.
medical := research | {"53.1.a", "53.1.f"}

non_profit := {"authority", "university"}

non_commercial := non_profit | {"care_provider"}

# METADATA
# title: The terms of use of every dataset that is asked for allow it
# description: |
#   Purpose, applicant, place, disease, people and time are compared with each code; what the recipient must promise
#   is among its declarations, by the code. No terms at all are said with an empty list, and an unknown code allows
#   nothing.
# custom:
#   sv: Villkoren för användning av varje begärd datamängd tillåter den
#   paragraph: EHDS (EU) 2025/327 art. 53, 68(1); GA4GH Data Use Ontology
grounds contains "U01-uses-allowed" if {
	facts.is_filled_list(input.access_request.datasets)
	every dataset in input.access_request.datasets {
		all_allowed(dataset.uses)
	}
}

all_allowed(uses) if {
	is_array(uses)
	every use in uses {
		allowed(use)
	}
}

# No restriction.
allowed(use) if use.code == "DUO:0000004"

# General research use.
allowed(use) if {
	use.code == "DUO:0000042"
	input.access_request.purpose in research
}

# Health, medical or biomedical purposes.
allowed(use) if {
	use.code == "DUO:0000006"
	input.access_request.purpose in medical
}

# Research on the diseases that are listed: nobody is sought by anything else.
allowed(use) if {
	use.code == "DUO:0000007"
	input.access_request.purpose in research
	facts.is_list_of_text(use.terms)
	facts.is_list_of_text(input.access_request.population)
	every code in input.access_request.population {
		of_disease(code, use.terms)
	}
}

# An ethics approval is needed.
allowed(use) if {
	use.code == "DUO:0000021"
	facts.is_text(input.ethics_approval.case_number)
	input.ethics_approval.case_number == input.project.ethics_case_number
}

# Organisations that make no profit, also where the use itself must not be commercial.
allowed(use) if {
	use.code in {"DUO:0000018", "DUO:0000045"}
	input.access_request.applicant.kind in non_profit
}

# No commercial use.
allowed(use) if {
	use.code == "DUO:0000046"
	input.access_request.applicant.kind in non_commercial
}

# In the countries that are listed.
allowed(use) if {
	use.code == "DUO:0000022"
	facts.is_list_of_text(use.terms)
	input.access_request.applicant.country in use.terms
}

# By the institutions that are listed.
allowed(use) if {
	use.code == "DUO:0000028"
	facts.is_list_of_text(use.terms)
	input.access_request.applicant.organisation in use.terms
}

# In the projects that are listed, by the case number of their approval.
allowed(use) if {
	use.code == "DUO:0000027"
	facts.is_list_of_text(use.terms)
	input.project.ethics_case_number in use.terms
}

# By the people who are listed, and nobody besides.
allowed(use) if {
	use.code == "DUO:0000026"
	facts.is_filled_list(input.access_request.named_persons)
	facts.is_list_of_text(use.terms)
	every person in input.access_request.named_persons {
		person.id in use.terms
	}
}

# For so many months.
allowed(use) if {
	use.code == "DUO:0000025"
	facts.is_count(use.months)
	facts.on_or_before(input.access_request.from, input.access_request.until)
	within_months(input.access_request.from, input.access_request.until, use.months)
}

# What the recipient promises: to publish, to work with those who collected, to hand results back.
allowed(use) if {
	use.code in {"DUO:0000019", "DUO:0000020", "DUO:0000029"}
	facts.is_list_of_text(input.access_request.declarations)
	use.code in input.access_request.declarations
}

of_disease(code, diseases) if {
	some disease in diseases
	scope.within_code(code, disease)
}

within_months(first, last, months) if month_of(last) - month_of(first) < months

# The last day is inside: a year from 15 January ends on 14 January.
within_months(first, last, months) if {
	month_of(last) - month_of(first) == months
	substring(last, 8, 2) < substring(first, 8, 2)
}

month_of(day) := (12 * to_number(substring(day, 0, 4))) + to_number(substring(day, 5, 2))
