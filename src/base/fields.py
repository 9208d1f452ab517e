#!/usr/bin/env python3
"""fields.py: what is written from src/base/fields.def beside C: the schema of the ledger, the
structs of include/sayso.h, the tables of docs/ledger.md.

usage: fields.py schema FIELDS.def SCHEMA.sql            prints the schema: SCHEMA.sql with the
columns in it
       fields.py embed FIELDS.def SCHEMA.sql OUT.h       the same as a C string
       fields.py check FIELDS.def SCHEMA.sql sayso.h ledger.md
       fields.py --update                                writes header and documents anew, in the
       source tree
"""

import pathlib
import re
import sys

STRUCTS = {  # of include/sayso.h
    "SENTENCE": "sayso_sentence",
    "MENTION": "sayso_actor_mention",
    "ACTOR": "sayso_actor",
    "PLACE": "sayso_place",
    "DATE": "sayso_date",
    "PARTICIPANT": "sayso_participant",
    "FIGURE": "sayso_number",
    "EVENT": "sayso_event",
    "ATTRIBUTION": "sayso_attribution",
    "NOTE": "sayso_note",
    "READING": "sayso_reading",
}
WIDTH = 100  # of a line of the header


def parts(text):
    """The arguments of a macro's call, cut at the commas that stand in no string and no bracket."""
    out, depth, quoted, now = [], 0, False, ""
    i = 0
    while i < len(text):
        c = text[i]
        if quoted and c == "\\":
            now += text[i:i + 2]
            i += 2
            continue
        if c == '"':
            quoted = not quoted
        if not quoted and c in "([{":
            depth += 1
        if not quoted and c in ")]}":
            if depth == 0:
                break
            depth -= 1
        if c == "," and not quoted and depth == 0:
            out.append(now.strip())
            now = ""
        else:
            now += c
        i += 1
    return out + [now.strip()]


def string(literals):
    """What string literals side by side say."""
    return "".join(re.sub(r"\\(.)", r"\1", s) for s in re.findall(r'"((?:[^"\\]|\\.)*)"', literals))


def read(path):
    """{macro: [arguments of each line]}"""
    records = {}
    text = re.sub(r"/\*.*?\*/", "", pathlib.Path(path).read_text(encoding="utf-8"), flags=re.S)
    for m in re.finditer(r"^([A-Z_]+)\(", text, re.M):
        records.setdefault(m.group(1), []).append(parts(text[m.end():]))
    return records


# ---- the schema ----

def column_line(name, sql, about, comma):
    name = f'"{name}"' if name == "end" else name
    line = f"    {name:<10} {sql}{comma}"
    return (f"{line:<41} -- {about}" if about else line) + "\n"


def schema(records, path):
    def fill(match):
        table, tail = match.group(1), match.group(2)
        columns = records["TABLE_" + table.upper()]
        last = len(columns) - 1
        return (
            "".join(
                column_line(
                    c[0],
                    string(c[1]),
                    string(c[4]),
                    "" if i == last and tail.startswith(")") else ",",
                )
                for i, c in enumerate(columns)
            )
            + tail
        )

    return re.sub(r"@(\w+)@\n(.)", fill, pathlib.Path(path).read_text(encoding="utf-8"))


def views(path):
    """The views, which stand beside the schema and are made anew whenever a ledger is brought
    along."""
    return pathlib.Path(path).with_name("views.sql").read_text(encoding="utf-8")


def embed(text, name):
    lines = "\n".join(
        '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for line in text.splitlines()
    )
    return f"static const char {name}[] =\n{lines};\n"


# ---- the structs of the header ----

def wrapped(words, at):
    """A comment from column `at` on, broken where a line is full."""
    lines, now = [], ""
    for word in words.split(" "):
        if now and at + len(now) + len(word) + 7 > WIDTH:
            lines.append(now)
            now = word
        else:
            now = f"{now} {word}" if now else word
    lines.append(now)
    return ("\n" + " " * (at + 3)).join(lines)


def member(declaration, about):
    kind, star, name = re.match(r"(.*?)\s*(\*?)(\w+)\s*$", declaration.split(";")[0]).groups()
    rest = declaration.split(";")[1:]
    line = f"    {kind + ' ' + star:<12}{name};" + "".join(" " + r.strip() + ";" for r in rest)
    if about:
        line = f"{line:<36}" if len(line) < 36 else line + " "
        line += "/* " + wrapped(about, len(line)) + " */"
    return line + "\n"


def struct(records, record, name):
    body = "".join(member(f[0], string(f[4])) for f in records[record] if f[0])
    return f"typedef struct {name} {{\n{body}}} {name};"


def structs(records):
    rows = {r: "sayso_" + r.lower() for r in records if r.endswith("_ROW")}
    return STRUCTS | rows


def header(records, text):
    for record, name in structs(records).items():
        text, n = re.subn(
            rf"typedef struct {name} \{{.*?\}} {name};",
            lambda _: struct(records, record, name),
            text,
            flags=re.S,
        )
        if n != 1:
            sys.exit(
                f"fields.py: include/sayso.h has no struct {name}; write an empty one where it is to stand"
            )
    return text


# ---- the documents ----

def table(lines):
    return "| field | what it is |\n|---|---|\n" + "".join(
        f"| `{string(f[3])}` | {string(f[4])} |\n".replace("  |", " |")
        for f in lines
        if string(f[3])
    )


def page(records, full_schema, text):
    def fill(match):
        return f"<!-- fields: {match.group(1)} -->\n{table(records[match.group(1)])}<!-- end -->"

    text = re.sub(r"<!-- fields: (\w+) -->\n.*?<!-- end -->", fill, text, flags=re.S)
    return re.sub(
        r"(## Schema\n\n```sql\n).*?(```)",
        lambda m: m.group(1) + full_schema + m.group(2),
        text,
        flags=re.S,
    )


def main():
    command, *paths = sys.argv[1:]
    if command == "--update":
        top = pathlib.Path(__file__).resolve().parents[2]
        paths = [
            top / p
            for p in (
                "src/base/fields.def",
                "src/ledger/schema.sql",
                "include/sayso.h",
                "docs/ledger.md",
            )
        ]
    records = read(paths[0])
    tables = schema(records, paths[1])
    full = tables + "\n" + views(paths[1])
    if command == "schema":
        sys.stdout.write(full)
    elif command == "embed":
        made = views(paths[1])
        names = re.findall(r"^CREATE VIEW (\w+)", made, re.M)
        drop = "\n".join(f"DROP VIEW IF EXISTS {name};" for name in names)
        strings = "".join(
            embed(text, name)
            for text, name in (
                (tables, "schema_sql"),
                (made, "views_sql"),
                (drop, "views_drop_sql"),
            )
        )
        pathlib.Path(paths[2]).write_text(strings, encoding="utf-8")
    else:
        behind = []
        for path, make in (
            (paths[2], lambda t: header(records, t)),
            (paths[3], lambda t: page(records, full, t)),
        ):
            path = pathlib.Path(path)
            have = path.read_text(encoding="utf-8")
            want = make(have)
            if want != have:
                behind.append(path.name)
                if command == "--update":
                    path.write_text(want, encoding="utf-8")
        if behind and command == "check":
            sys.exit(
                f"{', '.join(behind)} not as src/base/fields.def says: run python3 src/base/fields.py --update"
            )


if __name__ == "__main__":
    main()
