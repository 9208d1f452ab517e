#!/usr/bin/env python3
"""stubs.py [--update]: python/sayso/_sayso.pyi, the types of the extension, from what it says of
itself. Without --update it fails where the file is behind. Needs build/python in PYTHONPATH."""

import pathlib
import sys

import sayso
from sayso import _sayso

PATH = pathlib.Path(__file__).parents[2] / "python" / "sayso" / "_sayso.pyi"
HEAD = PATH.with_name("_sayso.pyi.in")


def class_lines(name, fields):
    yield f"@final\nclass {name}(tuple[Any, ...]):\n"
    for field, kind in fields:
        yield f"    @property\n    def {field}(self) -> {kind}: ...\n"


DEFAULTS = {"bool": "bool = False", "int": "int = 0", "float": "float = 0.0"}


def lists():
    """The lists of a ledger as methods."""
    yield "\nclass _Lists:\n"
    for name, _, record, _, wants_words in _sayso.queries():
        row = "".join(part.capitalize() for part in record.split("_"))
        yield f"    def {name}(\n        self,\n"
        yield "        words: str,\n        *,\n" if wants_words else "        *,\n"
        for one, kind in _sayso.filters(name):
            if one != "words":
                yield f"        {one}: {DEFAULTS.get(kind, f'{kind} | None = None')},\n"
        yield f"    ) -> Rows[{row}]: ...\n"


def stub():
    records = _sayso.records()
    out = [HEAD.read_text(encoding="utf-8"), *lists()]
    for name, fields in records:
        if name != "Reading":
            out += ["\n", *class_lines(name, fields)]
    reading = dict(records)["Reading"]
    lines = "".join(
        f"    @property\n    def {field}(self) -> {kind}: ...\n" for field, kind in reading
    )
    return "".join(out).replace("    # fields\n", lines)


def main():
    assert sayso.__version__
    new = stub()
    if "--update" in sys.argv:
        PATH.write_text(new, encoding="utf-8")
    elif PATH.read_text(encoding="utf-8") != new:
        sys.exit(
            "stubs.py: _sayso.pyi is behind src/base/fields.def; python3 tools/python/stubs.py --update"
        )


if __name__ == "__main__":
    main()
