#!/bin/sh
# check.sh SOURCE PROGRAM: R CMD build and check of the package, then check.R with what was built.
set -eu
source=$(realpath "$1") program=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" read --ledger news.db "$source"/samples/*.txt >/dev/null
"$program" claims --ledger news.db >/dev/null
mkdir library
R CMD build --no-build-vignettes "$source/r" >build.log 2>&1 || { cat build.log; exit 1; }
_R_CHECK_FORCE_SUGGESTS_=false R CMD check --no-manual --ignore-vignettes --no-build-vignettes sayso_*.tar.gz >check.log 2>&1 ||
    { cat check.log; exit 1; }
! grep -E "ERROR|WARNING" check.log || { cat check.log; exit 1; }
R CMD INSTALL --library=library sayso_*.tar.gz >install.log 2>&1 || { cat install.log; exit 1; }
R_LIBS=$work/library Rscript "$source/tests/r/check.R" "$work/news.db" "$program" "$source/r/vignettes/ledger.Rmd"
