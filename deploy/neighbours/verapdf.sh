#!/bin/sh
# Brings veraPDF, the judge of PDF/A and PDF/UA that the tests ask about the house's letters. Needs Maven; runs on Java.
# Does nothing when it stands.
set -eu

VERSION=1.28.2
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
JARS="$HOUSE/verapdf"
STANDS="$HOUSE/verapdf.version"

if [ "$(cat "$STANDS" 2>/dev/null)" = "$VERSION" ]; then
    echo "veraPDF $VERSION stands in $JARS"
    exit 0
fi
command -v mvn >/dev/null || { echo "Maven is not installed; veraPDF $VERSION is fetched with it." >&2; exit 1; }
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
cat > "$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>slussen</groupId><artifactId>verapdf</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.verapdf.apps</groupId><artifactId>greenfield-apps</artifactId><version>$VERSION</version></dependency>
  </dependencies>
</project>
POM
rm -rf "$JARS" "$STANDS"
(cd "$WORK" && mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$JARS")
ls "$JARS"/greenfield-apps-"$VERSION".jar >/dev/null
echo "$VERSION" > "$STANDS"
