# METADATA
# title: Purpose
# description: For what health data may be asked (EHDS articles 53 and 54), and by whom.
package grounds.purpose

import data.facts

open_to_all := {"53.1.d", "53.1.e", "53.1.e.i", "53.1.e.ii", "53.1.f"}

for_authorities := {"53.1.a", "53.1.b", "53.1.c"}

applicant_kinds := {"authority", "university", "care_provider", "company", "other"}

prohibited_uses := {"54.a", "54.b", "54.c", "54.d", "54.e"}

# METADATA
# title: The purpose is one that the regulation lists
# custom:
#   sv: Ändamålet är ett av dem som förordningen räknar upp
#   paragraph: EHDS (EU) 2025/327 art. 53(1)-(2)
grounds contains "P01-purpose-listed" if {
	input.access_request.purpose in open_to_all
	input.access_request.applicant.kind in applicant_kinds
}

# METADATA
# title: An authority may ask for the purposes kept for authorities
# custom:
#   sv: En myndighet får begära för de ändamål som är förbehållna myndigheter
#   paragraph: EHDS (EU) 2025/327 art. 53(1)-(2)
grounds contains "P01-purpose-listed" if {
	input.access_request.purpose in for_authorities
	input.access_request.applicant.kind == "authority"
}

# METADATA
# title: The applicant has declared each prohibited use away
# custom:
#   sv: Sökanden har försäkrat att ingen förbjuden användning sker
#   paragraph: EHDS (EU) 2025/327 art. 54
grounds contains "P02-prohibited-uses-declared" if {
	facts.is_list_of_text(input.access_request.declarations)
	every prohibited in prohibited_uses {
		prohibited in input.access_request.declarations
	}
}

# METADATA
# title: It is said why anonymised data would not do
# description: Rows about persons leave in pseudonymised form alone, and only for somebody who says why.
# custom:
#   sv: Det är angivet varför anonymiserade uppgifter inte räcker
#   paragraph: EHDS (EU) 2025/327 art. 66(3)
grounds contains "M02-pseudonyms-justified" if {
	input.access_request.format == "pseudonymised"
	facts.is_text(input.access_request.why_pseudonymised)
}
