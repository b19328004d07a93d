#!/bin/sh
# Installs OPA, which answers the rules, where the tests and the demo look for it. Needs Go; does nothing when it is there.
set -eu

VERSION=1.22.2
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
OPA="$HOUSE/bin/opa"

if [ -x "$OPA" ] && "$OPA" version | grep -q "^Version: $VERSION\$"; then
    echo "opa $VERSION stands in $HOUSE/bin"
    exit 0
fi
command -v go >/dev/null || { echo "Go is not installed; OPA $VERSION is built with it." >&2; exit 1; }
mkdir -p "$HOUSE/bin"
GOBIN="$HOUSE/bin" go install "github.com/open-policy-agent/opa@v$VERSION"
"$OPA" version | grep "^Version: $VERSION\$"
