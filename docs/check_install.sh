#!/bin/sh
# check_install.sh SOURCE, run in a build folder: installs into a fresh folder, then uses sayso and the library from there
# as a stranger would: no SAYSO_DATA, no build folder, moved elsewhere.
set -eu
unset SAYSO_DATA
build=$PWD source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { echo "install: $*"; exit 1; }
prefix=$(meson introspect --buildoptions "$build" | python3 -c 'import json,sys; print(next(o["value"] for o in json.load(sys.stdin) if o["name"] == "prefix"))')
DESTDIR=$work/dest meson install -C "$build" --no-rebuild --quiet
root=$work/dest$prefix
[ -x "$root/bin/sayso" ] && [ -f "$root/include/sayso.h" ] && [ -f "$root/share/man/man1/sayso.1" ] || say "program, header or manual missing"
for f in bash-completion/completions/sayso zsh/site-functions/_sayso fish/vendor_completions.d/sayso.fish; do
    grep -q reversals "$root/share/$f" || say "share/$f is missing or empty"
done
for f in "$build"/data/*.sayso; do cmp -s "$f" "$root/share/sayso/${f##*/}" || say "${f##*/} is not installed"; done

# The program finds its data beside itself, wherever the tree is moved.
mkdir "$work/moved" && cp -r "$root/." "$work/moved"
(cd "$work" && "$work/moved/bin/sayso" read --no-ledger --format jsonl "$source/samples/en-1.txt" | grep -q '"type": *"') || say "the installed program does not read"
"$work/moved/bin/sayso" languages | grep -q uk || say "the installed program knows no Ukrainian"

# A program built with pkg-config's words runs with the installed library.
pc=$(dirname "$(find "$work/moved" -name sayso.pc)")
flags=$(PKG_CONFIG_PATH=$pc pkg-config --define-variable=prefix="$work/moved" --cflags --libs sayso)
# shellcheck disable=SC2086
${CC:-cc} "$source/docs/example.c" -o "$work/example" $flags
libs=$(dirname "$pc")
LD_LIBRARY_PATH=$libs SAYSO_DATA=$work/moved/share/sayso "$work/example" "$source/samples/en-1.txt" | grep -q ' -> ' || say "the example does not read with the installed library"

# Only the interface is visible.
nm -D --defined-only "$libs/libsayso.so" | awk '{print $3}' | sort >"$work/visible"
grep -o '^SAYSO_API.*' "$source/include/sayso.h" | grep -o 'sayso_[a-z_0-9]*(' | tr -d '(' | sort >"$work/public"
diff "$work/public" "$work/visible" || say "the library shows other names than sayso.h"
