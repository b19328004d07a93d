#!/bin/sh
# Makes sure that a Chromium is there for the portal's tests and pictures, out of Debian's packages; does nothing when one is.
set -eu

if ! command -v chromium >/dev/null 2>&1; then
    # Fonts too: without any, pictures and measures are those of no reader's machine.
    INSTALL="apt-get install --yes --no-install-recommends chromium fonts-liberation2 fonts-noto-core"
    [ "$(id -u)" -eq 0 ] || { echo "Chromium is not installed: sudo $INSTALL" >&2; exit 1; }
    apt-get update --quiet && $INSTALL
fi
echo "$(chromium --version 2>/dev/null | head -n 1) stands in $(command -v chromium)"
