#!/bin/sh
# Builds the Versity S3 Gateway, the second S3 server, where the tests look for it. Needs Go; does nothing when it stands.
set -eu

MODULE=github.com/versity/versitygw/cmd/versitygw
VERSION=v1.8.0
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
GATEWAY="$HOUSE/bin/versitygw"
STANDS="$HOUSE/versitygw.version"

if [ -x "$GATEWAY" ] && [ "$(cat "$STANDS" 2>/dev/null)" = "$VERSION" ]; then
    echo "versitygw $VERSION stands in $HOUSE/bin"
    exit 0
fi
command -v go >/dev/null || { echo "Go is not installed; versitygw $VERSION is built with it." >&2; exit 1; }
mkdir -p "$HOUSE/bin"
rm -f "$STANDS"
GOBIN="$HOUSE/bin" CGO_ENABLED=0 go install -trimpath -ldflags "-s -w" "$MODULE@$VERSION"
"$GATEWAY" --help >/dev/null
echo "$VERSION" > "$STANDS"
