#!/bin/sh
# demo.sh BUILD: reads the sample reports into sayso.db and shows what they say.
set -eu
build=$1
cd "$(dirname "$0")/.."
sayso=$build/sayso
bold='' plain=''
[ ! -t 1 ] || [ -n "${NO_COLOR:-}" ] || { bold=$(printf '\033[1m') plain=$(printf '\033[0m'); }
say() { printf '\n%s$ sayso %s%s\n' "$bold" "$*" "$plain"; }
step() { say "$@"; "$sayso" "$@"; }
rm -f sayso.db sayso.db-wal sayso.db-shm
say read --ledger sayso.db samples/*.txt
"$sayso" read --ledger sayso.db samples/*.txt >/dev/null
step documents --ledger sayso.db
step events --ledger sayso.db
step claims --ledger sayso.db
step positions --ledger sayso.db
id=$("$sayso" events --ledger sayso.db --type MOBILIZE --format jsonl | head -n 1 | sed 's/.*"id": *"\([^"]*\)".*/\1/')
step explain --ledger sayso.db "$id"
printf '\nThe ledger is sayso.db: ask it with `%s events --help`.\n' "$sayso"
