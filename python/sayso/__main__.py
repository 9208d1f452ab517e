"""python -m sayso export: a list of a ledger as Arrow or Parquet."""

import argparse
import sys

import sayso
from sayso import _sayso

LISTS = [name for name, *_ in _sayso.queries()]
FILTERS = {name: kind for list in LISTS for name, kind in _sayso.filters(list)}
NUMBERS = {"int": int, "float": float}


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m sayso")
    commands = parser.add_subparsers(required=True)
    export = commands.add_parser("export", help="write a list of a ledger to a file")
    export.add_argument("list", choices=LISTS)
    export.add_argument("out", help="the file to write")
    export.add_argument("--ledger", default="sayso.db", help="default: sayso.db")
    export.add_argument("--format", choices=["arrow", "parquet"], help="default: by the ending")
    for name, kind in FILTERS.items():
        how = {"action": "store_true"} if kind == "bool" else {"type": NUMBERS.get(kind, str)}
        export.add_argument("--" + name.replace("_", "-"), help="as for the program's list", **how)
    given = vars(parser.parse_args(arguments))
    filters = {name: given[name] for name in FILTERS if given[name]}
    try:
        ledger = sayso.Ledger(given["ledger"])
        n = sayso.export(ledger.rows(given["list"], **filters), given["out"], given["format"])
    except (sayso.Error, OSError, TypeError) as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"sayso: {error}; pip install 'sayso[arrow]'", file=sys.stderr)
        return 2
    print(f"{n} {given['list']} to {given['out']}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
