#!/bin/sh
# Brings Keycloak, the provider of identities that the sign-in is tested against. Needs Maven, and a Java to run it.
# Does nothing when it stands.
set -eu

VERSION=26.4.7
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
KEYCLOAK="$HOUSE/keycloak"
STANDS="$HOUSE/keycloak.version"

if [ "$(cat "$STANDS" 2>/dev/null)" = "$VERSION" ]; then
    echo "keycloak $VERSION stands in $KEYCLOAK"
    exit 0
fi
command -v mvn >/dev/null || { echo "Maven is not installed; Keycloak $VERSION is fetched with it." >&2; exit 1; }
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
(cd "$WORK" && mvn -q -B dependency:copy -Dartifact="org.keycloak:keycloak-quarkus-dist:$VERSION:zip" -DoutputDirectory="$WORK")
rm -rf "$KEYCLOAK" "$STANDS"
mkdir -p "$HOUSE"
(cd "$WORK" && python3 -m zipfile -e "keycloak-quarkus-dist-$VERSION.zip" "$WORK")
mv "$WORK/keycloak-$VERSION" "$KEYCLOAK"
chmod +x "$KEYCLOAK"/bin/*.sh
# What depends on the kind of store alone is settled once, so that each start is short.
"$KEYCLOAK/bin/kc.sh" build --db=dev-mem --health-enabled=true >/dev/null
echo "$VERSION" > "$STANDS"
