#!/bin/sh
# Prints a Python of 3.11 or newer that can make a virtual environment. A name on PATH proves nothing (a version
# manager's shim may lead nowhere), so each candidate is asked.
for name in "${PYTHON:-}" python3.11 python3.12 python3.13 python3 python; do
    [ -n "$name" ] || continue
    if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$name" -c 'import sys; print(sys.executable)'
        exit 0
    fi
done
echo "No Python of 3.11 or newer that can make a virtual environment. Install one, or name it: make PYTHON=/path/to/python3" >&2
exit 1
