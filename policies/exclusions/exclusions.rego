# METADATA
# title: The kinds of exclusion
# description: |
#   Everyone whom one of these concerns is left out of an extract, unless a ground lifts the kind. X00: a number
#   the persons' register does not know can be checked against nobody's objection, so nothing may ever lift it.
package exclusions

# METADATA
# title: Every kind there is, in the words of order and manifest
# custom:
#   X00-identity-unresolved: GDPR art. 5(1)(d)
#   X01-opted-out: EHDS (EU) 2025/327 art. 71
#   X02-care-block: Patientdatalag (2008:355) 4 kap. 4 §; lag (2022:913) 2 kap. 3 §
#   X03-protected-identity: Offentlighets- och sekretesslag (2009:400) 22 kap. 1 §
known := {
	"X00-identity-unresolved",
	"X01-opted-out",
	"X02-care-block",
	"X03-protected-identity",
}
