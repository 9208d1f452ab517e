#!/usr/bin/env python3
"""A language is data: a made-up one is added to a copy of the project's tables, and the program as
built reads it.

    language.py SAYSO SAYSO-TRAIN SAYSO-COMPILE DATA SOURCE SHARE

xx/ beside this program is the language pack, of four word lists; the treebank is made here,
sentences of three words; the trainer makes the model. What the language is made of are tables and a
model, and no C."""

import json
import os
import shutil
import subprocess
import sys
import tempfile

SAYSO, TRAIN, COMPILE, DATA, SOURCE, SHARE = (os.path.abspath(p) for p in sys.argv[1:7])
PACK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "xx")
PEOPLE = ["Orla", "Bran", "Niamo", "Cormac", "Mavo", "Declo", "Siobo", "Fergo"]
COUNTRIES = ["Polvan", "Ukrova", "Rusmir", "Germal", "Franzel", "Belarv", "Estol", "Lituv"]
VERBS = [
    ("dakril", "dakri"),
    ("zabrul", "zabru"),
    ("melvol", "melvo"),
    ("turnal", "turna"),
]  # past tense: -l
PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"


def tree(who, verb, whom):
    rows = [
        (who, who, "PROPN", "_", 2, "nsubj", "_"),
        (verb[0], verb[1], "VERB", PAST, 0, "root", "_"),
        (whom, whom, "PROPN", "_", 2, "obj", "SpaceAfter=No"),
        (".", ".", "PUNCT", "_", 2, "punct", "_"),
    ]
    return (
        "".join(
            f"{i}\t{f}\t{l}\t{u}\t_\t{m}\t{h}\t{r}\t_\t{s}\n"
            for i, (f, l, u, m, h, r, s) in enumerate(rows, 1)
        )
        + "\n"
    )


def marked(who, verb, whom):
    """The sentence with its names, in the trainer's JSON lines."""
    text = f"{who} {verb[0]} {whom}."
    spans = [(who, 0), (whom, text.index(" " + whom) + 1)]
    return (
        json.dumps(
            {
                "text": text,
                "entities": [
                    {
                        "start": at,
                        "end": at + len(name),
                        "label": "LOC" if name in COUNTRIES else "PER",
                    }
                    for name, at in spans
                ],
            }
        )
        + "\n"
    )


def sentences():
    """All verbs with half of the pairs; every name on either side."""
    names = PEOPLE + COUNTRIES
    for i, who in enumerate(names):
        for j, verb in enumerate(VERBS):
            yield who, verb, names[(i + 3 * j + 1) % len(names)]
            yield who, verb, names[(i + 5 * j + 6) % len(names)]


def run(*command, text=None, **env):
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | env,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    return done.stdout


def language_add(copy, data):
    """Adds xx to the tables in `copy` and makes of them and the model an engine's folder,
    `data`."""
    for part in ("languages", "knowledge"):
        shutil.copytree(os.path.join(SOURCE, part), os.path.join(copy, part))
    pack = shutil.copytree(PACK, os.path.join(copy, "languages", "xx"))
    trees, names = os.path.join(copy, "train.conllu"), os.path.join(copy, "names.jsonl")
    with open(trees, "w", encoding="utf-8") as f:
        f.writelines(tree(*s) for s in sentences())
    with open(names, "w", encoding="utf-8") as f:
        f.writelines(marked(*s) for s in sentences())
    os.mkdir(data)
    for name in os.listdir(DATA):
        if name.endswith(".sayso") and name != "lexicon.sayso":
            os.symlink(os.path.join(DATA, name), os.path.join(data, name))
    run(
        TRAIN,
        "language",
        "--out",
        os.path.join(data, "xx.sayso"),
        "--pack",
        pack,
        "--train",
        trees,
        "--names",
        names,
        "--epochs",
        "60",
        "--teachers",
        "0",
    )
    run(
        COMPILE,
        "--share=" + SHARE,
        os.path.join(data, "lexicon.sayso"),
        os.path.join(copy, "languages"),
        os.path.join(copy, "knowledge"),
    )
    return pack


def reading_check(data):
    listed = [
        json.loads(line)["code"]
        for line in run(SAYSO, "languages", "--data", data, "--format", "jsonl").splitlines()
    ]
    assert "xx" in listed, listed
    parsed = run(
        SAYSO, "parse", "--data", data, "--language", "xx", "-", text="Mavo turnal Lituv.\n"
    )
    words = [line.split("\t") for line in parsed.splitlines() if line[:1].isdigit()]
    assert [w[3] for w in words] == ["PROPN", "VERB", "PROPN", "PUNCT"], parsed
    assert [w[9].split("|")[0] for w in words] == ["NER=S-PER", "_", "NER=S-LOC", "_"], parsed
    read = run(
        SAYSO,
        "read",
        "--no-ledger",
        "--format",
        "jsonl",
        "--data",
        data,
        "--language",
        "xx",
        "-",
        text="Polvan dakril Rusmir.\n",
    )
    events = [
        (e["type"], e["mode"], e["status"], e["actor"][0]["code"], e["recipient"][0]["code"])
        for e in json.loads(read)["events"]
    ]
    assert events == [("ACCUSE", "disapprove", "actual", "POL", "RUS")], read


def main():
    with tempfile.TemporaryDirectory() as folder:
        pack = language_add(folder, os.path.join(folder, "data"))
        reading_check(os.path.join(folder, "data"))
        added = sorted(os.listdir(pack))
    other = [name for name in added if not name.endswith(".tsv")]
    print("a language is", *added, "and its model: 0 C files")
    return 1 if other else 0


if __name__ == "__main__":
    sys.exit(main())
