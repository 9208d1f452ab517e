#!/bin/sh
# check_pip.sh SOURCE PROGRAM, run in a build folder: `pip install .` from the sources into a fresh environment, as a user
# does it, and the tests of the package with what came of it.
set -eu
unset SAYSO_DATA PYTHONPATH
source=$(realpath "$1") program=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check "$source"
cd "$work"
"$work/venv/bin/python" "$source/tests/python/test_sayso.py" "$program" "$source/samples"
files=$("$work/venv/bin/pip" show --files sayso)
for name in py.typed _sayso.pyi spark.py; do
    echo "$files" | grep -q "sayso/$name" || { echo "pip: $name is not installed"; exit 1; }
done
