#!/bin/sh
# check.sh: builds the packages of Debian from the committed files, in a folder of its own, and looks at what is in them.
# Where lintian is there, it has to find no error. Some minutes; not part of `make check`. OUT: a folder that keeps the packages.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/sayso" && git archive HEAD | tar -x -C "$work/sayso"
cd "$work/sayso"
dpkg-buildpackage --build=binary --no-sign >"$work/log" 2>&1 || { tail -n 40 "$work/log"; exit 1; }
cd "$work"
for package in sayso libsayso-dev; do dpkg-deb --contents "$package"_*.deb >"$package.list"; done
for want in sayso:usr/bin/sayso sayso:usr/share/sayso/en.sayso sayso:usr/share/man/man1/sayso.1.gz \
    sayso:usr/share/zsh/site-functions/_sayso libsayso-dev:usr/include/sayso.h; do
    grep -q "./${want#*:}$" "${want%%:*}.list" || { echo "debian: ${want#*:} is missing"; exit 1; }
done
mkdir root
for package in sayso libsayso0; do dpkg-deb --extract "$package"_*.deb root; done
libs=$(dirname "$(find root -name 'libsayso.so.0')")
echo 'Poland accused Belarus on Tuesday.' | LD_LIBRARY_PATH=$libs SAYSO_DATA=root/usr/share/sayso root/usr/bin/sayso read --no-ledger - |
    grep -q ACCUSE || { echo "debian: the packaged program does not read"; exit 1; }
# sayso-mail.so calls nothing of libc by itself, only GMime
if command -v lintian >/dev/null; then
    lintian --allow-root --fail-on error --suppress-tags library-not-linked-against-libc ./*.deb
fi
[ -z "${OUT:-}" ] || cp ./*.deb "$OUT"
ls -l ./*.deb
