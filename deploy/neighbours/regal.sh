#!/bin/sh
# Installs Regal, which reads Rego for mistakes, where the tests look for it. Needs Go; does nothing when it is there.
set -eu

MODULE=github.com/open-policy-agent/regal
VERSION=0.38.1
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
REGAL="$HOUSE/bin/regal"

if [ -x "$REGAL" ] && "$REGAL" version | grep -q "^Version: *$VERSION\$"; then
    echo "regal $VERSION stands in $HOUSE/bin"
    exit 0
fi
command -v go >/dev/null || { echo "Go is not installed; Regal $VERSION is built with it." >&2; exit 1; }
mkdir -p "$HOUSE/bin"

# Not `go install module@version`: that also asks for the list of all versions, which not every module proxy answers.
# The one version is downloaded, checked against the checksum database, and built from its own go.mod and go.sum.
SOURCE="$(go mod download -json "$MODULE@v$VERSION" | sed -n 's/^[[:space:]]*"Dir": "\(.*\)",\{0,1\}$/\1/p')"
[ -d "$SOURCE" ] || { echo "Regal $VERSION could not be downloaded." >&2; exit 1; }
(cd "$SOURCE" && go build -buildvcs=false -ldflags "-X $MODULE/pkg/version.Version=$VERSION" -o "$REGAL" .)
"$REGAL" version | grep "^Version: *$VERSION\$"
