#!/bin/sh
# Serves the policies of this checkout with OPA, the way the house asks for it; docker-compose.yml says the same to a container.
#
#   deploy/opa/serve.sh TOKEN_FILE [ADDRESS]
#
# The token (32 characters or more) is shared with the gateway alone; the server is told its digest, never the token, so
# that nobody who asks can read it back and nobody may change a rule (policies/system/authz).
set -eu

TOKEN_FILE="${1:?name the file that holds the token}"
ADDRESS="${2:-127.0.0.1:8181}"
HERE="$(cd "$(dirname "$0")/../.." && pwd)"
NEIGHBOURS="${SLUSSEN_NEIGHBOURS:-$HOME/.local/share/slussen/neighbours}"
OPA="${SLUSSEN_OPA:-$NEIGHBOURS/bin/opa}"
BUNDLE="$(mktemp -d)/policies.tar.gz"

(cd "$HERE" && .venv/bin/slussen operator bundle build "$BUNDLE")
SLUSSEN_OPA_TOKEN_SHA256="$(tr -d '\n' < "$TOKEN_FILE" | sha256sum | cut -d ' ' -f 1)"
export SLUSSEN_OPA_TOKEN_SHA256

# Rules can read the server's environment, so it gets nothing else.
exec env -i PATH="$PATH" HOME="$HOME" SLUSSEN_OPA_TOKEN_SHA256="$SLUSSEN_OPA_TOKEN_SHA256" \
    "$OPA" run --server --addr="$ADDRESS" --authentication=token --authorization=basic \
    --skip-version-check --log-level=error --bundle "$BUNDLE"
