#!/bin/sh
# Makes sure that a PostgreSQL server is there for the tests, out of Debian's packages; does nothing when one is.
set -eu

OLDEST=15

newest() {
    ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sed 's,.*/postgresql/\([0-9]*\)/.*,\1,' | sort -n | tail -n 1
}

FOUND="$(newest)"
if [ -z "$FOUND" ] || [ "$FOUND" -lt "$OLDEST" ]; then
    INSTALL="apt-get install --yes --no-install-recommends postgresql"
    [ "$(id -u)" -eq 0 ] || { echo "PostgreSQL $OLDEST or newer is not installed: sudo $INSTALL" >&2; exit 1; }
    # The tests start a server of their own: Debian's must not start one beside it.
    mkdir -p /etc/postgresql-common
    grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
        echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf
    apt-get update --quiet && $INSTALL
    FOUND="$(newest)"
fi
echo "postgresql $FOUND stands in /usr/lib/postgresql/$FOUND/bin"
