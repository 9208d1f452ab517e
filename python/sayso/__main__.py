"""python -m sayso export: a list of a ledger as Arrow or Parquet."""

import argparse
import sys

import sayso
from sayso import _sayso

FILTERS = "actor recipient type since until place status source document".split()


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="python -m sayso")
    commands = parser.add_subparsers(required=True)
    export = commands.add_parser("export", help="write a list of a ledger to a file")
    export.add_argument("list", choices=[name for name, *_ in _sayso.queries()])
    export.add_argument("out", help="the file to write")
    export.add_argument("--ledger", default="sayso.db", help="default: sayso.db")
    export.add_argument("--format", choices=["arrow", "parquet"], help="default: by the ending")
    export.add_argument("--reversals", action="store_true")
    for name in FILTERS:
        export.add_argument(f"--{name}", help=f"as for `sayso events --{name}`")
    given = vars(parser.parse_args(arguments))
    filters = {name: given[name] for name in [*FILTERS, "reversals"] if given[name]}
    try:
        ledger = sayso.Ledger(given["ledger"])
        n = sayso.export(ledger.rows(given["list"], **filters), given["out"], given["format"])
    except (sayso.Error, OSError) as error:
        print(f"sayso: {error}", file=sys.stderr)
        return 2
    except ImportError as error:
        print(f"sayso: {error}; pip install 'sayso[arrow]'", file=sys.stderr)
        return 2
    print(f"{n} {given['list']} to {given['out']}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
