#!/usr/bin/env python3
"""fields.py: what is written from src/base/fields.def beside C: the schema of the ledger, the
structs of include/sayso.h, the tables of docs/schema.md.

usage: fields.py schema FIELDS.def SCHEMA.sql            prints the schema: SCHEMA.sql with the
columns in it
       fields.py embed FIELDS.def SCHEMA.sql OUT.h       the same as a C string
       fields.py check FIELDS.def SCHEMA.sql sayso.h schema.md
       fields.py --update                                writes header and documents anew, in the
       source tree
"""

import pathlib
import re
import sys
import textwrap

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
    line = f"    {quoted(name):<10} {sql}{comma}"
    return (f"{line:<41} -- {about}" if about else line) + "\n"


def is_shared(column):
    """Is it kept as a number of the table `words`?"""
    return column[2].startswith("shared")


def stored(columns):
    """The columns of the table itself: (name, SQL type, what it is)."""
    for c in columns:
        sql = string(c[1])
        if is_shared(c):
            sql = sql.replace("TEXT", "INTEGER")
        if not sql.startswith("VIEW "):
            yield c[0], sql.removeprefix("STORED "), ("words.word: " * is_shared(c) + string(c[4])).removesuffix(": ")


def schema(records, path):
    def fill(match):
        table, tail = match.group(1), match.group(2)
        columns = list(stored(records["TABLE_" + table.upper()]))
        last = len(columns) - 1
        return (
            "".join(
                column_line(*c, "" if i == last and tail.startswith(")") else ",")
                for i, c in enumerate(columns)
            )
            + tail
        )

    return re.sub(r"@(\w+)@\n(.)", fill, pathlib.Path(path).read_text(encoding="utf-8"))


def quoted(name):
    return f'"{name}"' if name == "end" else name


WORD = "(SELECT text FROM words WHERE word = t.{})"


def shown(column, columns, word):
    """A column as the view of its table has it."""
    shared = [c[0] for c in columns if is_shared(c)]
    texts = {name: word.format(name) for name in shared}
    name, sql = column[0], string(column[1])
    if sql.startswith("VIEW "):
        made = re.sub(r"\bt\.(\w+)", lambda m: texts.get(m.group(1), m.group(0)), sql[5:])
        return f"{made} AS {quoted(name)}"
    return f"{texts[name]} AS {name}" if name in texts else f"t.{quoted(name)}"


def views(records, path, word=WORD):
    """The views, which stand beside the schema and are made anew whenever a ledger is brought
    along; with the texts of words by that SQL."""

    def fill(match):
        columns = records["TABLE_" + match.group(1).upper()]
        asked = [c for c in columns if not string(c[1]).startswith("STORED ")]
        return filled(", ".join(shown(c, columns, word) for c in asked), 110)

    text = pathlib.Path(path).with_name("views.sql").read_text(encoding="utf-8")
    return re.sub(r"@(\w+)@", fill, text)


def own_views(records, path):
    """Those of the tables stored_… once more, for a connection of ours, which remembers words."""
    made = views(records, path, "sayso_word(t.{})").split("CREATE VIEW list_")[0]
    return made.replace("CREATE VIEW", "CREATE TEMP VIEW")


def filled(text, width):
    """Lines of SQL, broken at blanks."""
    return textwrap.fill(
        text,
        width,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


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
                "docs/schema.md",
            )
        ]
    records = read(paths[0])
    tables = schema(records, paths[1])
    made = views(records, paths[1])
    full = tables + "\n" + made
    if command == "schema":
        sys.stdout.write(full)
    elif command == "embed":
        strings = embed(tables, "schema_sql") + embed(made, "views_sql")
        strings += embed(own_views(records, paths[1]), "own_views_sql")
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
