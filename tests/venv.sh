#!/bin/sh
# venv.sh FOLDER REQUIREMENTS SCRIPT ARGUMENT…: runs the script of Python in an environment that has the requirements, made
# in FOLDER where it is not there or was made of others. Packages come from PyPI.
set -eu
folder=$1 wanted=$2
shift 2
mkdir -p "$folder"
exec 9>"$folder.lock"
flock 9
if ! cmp -s "$wanted" "$folder/made-of"; then
    python3 -m venv --clear "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check -r "$wanted"
    cp "$wanted" "$folder/made-of"
fi
flock -u 9
exec "$folder/bin/python" "$@"
