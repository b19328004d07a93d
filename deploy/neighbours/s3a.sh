#!/bin/sh
# Brings what Spark lacks to read and write buckets itself (S3A): Hadoop's own module and the library it calls.
# For a cluster, and for the tests of one. Needs Maven; does nothing when it stands. The library is large (690 MB).
set -eu

VERSION=3.5.0  # that of the Hadoop inside Spark
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
JARS="$HOUSE/s3a"
STANDS="$HOUSE/s3a.version"

if [ "$(cat "$STANDS" 2>/dev/null)" = "$VERSION" ]; then
    echo "hadoop-aws $VERSION stands in $JARS"
    exit 0
fi
command -v mvn >/dev/null || { echo "Maven is not installed; hadoop-aws $VERSION is fetched with it." >&2; exit 1; }
WORK="$(mktemp -d)"
trap 'rm -rf "$WORK"' EXIT
cat > "$WORK/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>slussen</groupId><artifactId>s3a</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.hadoop</groupId><artifactId>hadoop-aws</artifactId><version>$VERSION</version></dependency>
  </dependencies>
</project>
POM
rm -rf "$JARS" "$STANDS"
(cd "$WORK" && mvn -q -B dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$JARS")
ls "$JARS"/hadoop-aws-"$VERSION".jar >/dev/null
echo "$VERSION" > "$STANDS"
