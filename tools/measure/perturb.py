#!/usr/bin/env python3
"""perturb.py GOLD.conllu [KIND]: CoNLL-U with every sentence's look changed, on standard output
perturb.py --table GOLD.conllu MODEL…: LAS of each model on each look, gold tokens and raw text, as
a table

Kinds: as-is, upper, title, lower, no-diacritics, apostrophes, quotes, soft-hyphens. The table needs
EVAL_UD=FILE, a scorer called as `python3 FILE GOLD SYSTEM` that prints two lines, names and
figures, and BUILD, the folder where sayso-train was built (build). docs/syntax.md and docs/text.md
show its output. Standard library only."""

import os
import re
import subprocess
import sys
import tempfile
import unicodedata

APOSTROPHES = {"'": "’", "’": "ʼ", "ʼ": "'", "‘": "'", "`": "'"}
QUOTES = {'"': "”", "«": "“", "»": "”", "“": "«", "”": "»", "„": "«", "``": "“", "''": "”"}


def title(form):
    return form[:1].upper() + form[1:]


def plain(form):
    """Letters without their marks, Cyrillic ones too (й as и)."""
    return (
        "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
        or form
    )


def soft_hyphens(form):
    """One in the middle of each run of eight letters or more."""
    return re.sub(
        r"[^\W\d_]{8,}",
        lambda m: m.group()[: len(m.group()) // 2] + "\u00ad" + m.group()[len(m.group()) // 2 :],
        form,
    )


KINDS = {
    "as-is": lambda form: form,
    "upper": lambda form: form.upper(),
    "title": title,
    "lower": lambda form: form.lower(),
    "no-diacritics": plain,
    "apostrophes": lambda form: "".join(APOSTROPHES.get(c, c) for c in form),
    "quotes": lambda form: QUOTES.get(form) or "".join(QUOTES.get(c, c) for c in form),
    "soft-hyphens": soft_hyphens,
}


def perturb(lines, change):
    """Rows with their forms changed; `# text` is left out, since it no longer holds."""
    for line in lines:
        if line.startswith("#"):
            if not line.startswith("# text"):
                yield line
            continue
        c = line.split("\t")
        if len(c) == 10:
            c[1] = change(c[1])
        yield "\t".join(c)


def las(scorer, gold, out):
    p = subprocess.run([sys.executable, scorer, gold, out], stdout=subprocess.PIPE, check=True)
    names, figures = (line.split("\t") for line in p.stdout.decode().splitlines()[:2])
    return dict(zip(names, figures))["LAS"]


def score(train, scorer, model, gold, folder):
    """LAS on gold tokens and on raw text."""
    text, out = os.path.join(folder, "raw.txt"), os.path.join(folder, "out.conllu")
    with open(text, "wb") as f:
        subprocess.run([train, "text", gold], stdout=f, check=True)
    both = []
    for file in (gold, text):
        with open(out, "wb") as f:
            subprocess.run([train, "parse", model, file], stdout=f, check=True)
        both.append(las(scorer, gold, out))
    return both


def table(gold, models):
    scorer, train = os.environ.get("EVAL_UD"), os.path.join(
        os.environ.get("BUILD", "build"), "tools", "train", "sayso-train"
    )
    if not scorer:
        sys.exit("perturb.py: EVAL_UD is not set; give the scorer, see perturb.py --help")
    with open(gold, encoding="utf-8", newline="") as f:
        lines = f.read().split("\n")
    print("| LAS | " + " | ".join(KINDS) + " |")
    print("|---" * (len(KINDS) + 1) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for model in models:
            rows = [[], []]
            for kind, change in KINDS.items():
                look = os.path.join(folder, kind + ".conllu")
                with open(look, "w", encoding="utf-8", newline="") as f:
                    f.write("\n".join(perturb(lines, change)))
                for row, figure in zip(rows, score(train, scorer, model, look, folder)):
                    row.append(figure)
            name = os.path.basename(model).split(".")[0]
            for how, row in zip(("gold tokens", "raw text"), rows):
                print(f"| {name}, {how} | " + " | ".join(row) + " |")


def main(args):
    if not args or args[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if args else 2
    if args[0] == "--table":
        if len(args) < 3:
            sys.exit("perturb.py: --table needs a CoNLL-U file and a model")
        table(args[1], args[2:])
        return 0
    if len(args) > 2 or (len(args) == 2 and args[1] not in KINDS):
        sys.exit("perturb.py: the kind is one of " + ", ".join(KINDS))
    with open(args[0], encoding="utf-8", newline="") as f:
        sys.stdout.write(
            "\n".join(perturb(f.read().split("\n"), KINDS[args[1] if len(args) == 2 else "as-is"]))
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
