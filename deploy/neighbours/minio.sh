#!/bin/sh
# Builds MinIO, an S3 server, from source, where the tests look for it. Needs Go; does nothing when it stands.
#
# Its community edition is published as source alone, under the AGPL, and is no longer kept up: here it is a neighbour of
# the tests, in a process of its own, and nothing of it is linked into this house. The version is its last commit.
set -eu

MODULE=github.com/minio/minio
VERSION=v0.0.0-20260212201848-7aac2a2c5b7c
HOUSE="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
MINIO="$HOUSE/bin/minio"
STANDS="$HOUSE/minio.version"

if [ -x "$MINIO" ] && [ "$(cat "$STANDS" 2>/dev/null)" = "$VERSION" ]; then
    echo "minio $VERSION stands in $HOUSE/bin"
    exit 0
fi
command -v go >/dev/null || { echo "Go is not installed; MinIO $VERSION is built with it." >&2; exit 1; }
mkdir -p "$HOUSE/bin"

# A program built from a pseudo-version cannot tell which one it is, so the version is written down beside it.
rm -f "$STANDS"
GOBIN="$HOUSE/bin" CGO_ENABLED=0 go install -trimpath -ldflags "-s -w" "$MODULE@$VERSION"
"$MINIO" --version >/dev/null
echo "$VERSION" > "$STANDS"
