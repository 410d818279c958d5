#!/bin/sh
# Installs the servers, fonts and tools that the tests use, where this is Debian or Ubuntu and we are root.
# Elsewhere it says what to install and goes on: tests that lack a server are skipped with that reason,
# and fail where CI is set.
set -u

needed="dovecot-imapd postfix postgresql poppler-utils openssl strace
fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation fonts-dejavu-core fonts-droid-fallback
default-jre-headless libjaxb-java libreoffice-writer-nogui"

command -v dpkg-query >/dev/null 2>&1 || {
    echo "Not a Debian system. For the whole test suite, install the equivalents of:" $needed >&2
    exit 0
}

missing=
for package in $needed; do
    dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Not installed, because this needs root:$missing" >&2
    echo "Run: sudo apt-get install$missing" >&2
    exit 0
fi

echo "Installing for the tests:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update && apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Could not install:$missing" >&2
fi
rm -f "$log"
# The tests start servers of their own; the system's are not wanted.
for service in dovecot postfix postgresql; do
    service "$service" stop >/dev/null 2>&1
done
exit 0
