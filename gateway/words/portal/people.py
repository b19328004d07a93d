"""What people are called by their roles."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.actor import Role

ROLES: Mapping[Role, Words] = {
    Role.RESEARCHER: Words(sv="forskare", en="researcher"),
    Role.STEWARD: Words(sv="utlämnandeansvarig", en="steward"),
    Role.BIOBANK_HEAD: Words(sv="biobanksansvarig", en="head of a biobank"),
    Role.COORDINATOR: Words(sv="samordnare", en="coordinator"),
    Role.CUSTODIAN: Words(sv="kodnyckelansvarig", en="key custodian"),
    Role.AUDITOR: Words(sv="granskare", en="auditor"),
    Role.OPERATOR: Words(sv="driftansvarig", en="operator"),
    Role.HOUSE: Words(sv="Slussen själv", en="Slussen itself"),
}
