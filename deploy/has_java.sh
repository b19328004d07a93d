#!/bin/sh
# Succeeds where a Java of 17 or newer runs. Asked by starting it: macOS carries a `java` that only opens a dialogue.
java=java
[ -z "${JAVA_HOME:-}" ] || java="$JAVA_HOME/bin/java"
major="$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)"
[ "${major:-0}" -ge 17 ]
