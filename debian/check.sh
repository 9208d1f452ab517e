#!/bin/sh
# check.sh: builds the packages of Debian from the committed files, in a folder of its own, and looks at what is in them.
# Some minutes; not part of `make check`.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sayso" && git archive HEAD | tar -x -C "$work/sayso"
cd "$work/sayso"
dpkg-buildpackage --build=binary --no-sign >"$work/log" 2>&1 || { tail -n 40 "$work/log"; exit 1; }
cd "$work"
for want in sayso:usr/bin/sayso sayso:usr/share/sayso/en.sayso sayso:usr/share/man/man1/sayso.1.gz \
    sayso:usr/share/zsh/site-functions/_sayso libsayso-dev:usr/include/sayso.h; do
    dpkg-deb --contents "${want%%:*}"_*.deb | grep -q "./${want#*:}$" || { echo "debian: ${want#*:} is missing"; exit 1; }
done
mkdir root
for package in sayso libsayso0; do dpkg-deb --extract "$package"_*.deb root; done
libs=$(dirname "$(find root -name 'libsayso.so.0')")
echo 'Poland accused Belarus on Tuesday.' | LD_LIBRARY_PATH=$libs SAYSO_DATA=root/usr/share/sayso root/usr/bin/sayso read --no-ledger - |
    grep -q ACCUSE || { echo "debian: the packaged program does not read"; exit 1; }
ls -l ./*.deb
