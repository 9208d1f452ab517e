#!/usr/bin/env python3
"""sayso-train from the command line: the same trees from CoNLL-U, names from JSON lines and running
text give the same model; lemmas are renewed by themselves; mistakes in names and lexicon are
reported with file and line. Whether what it has
learnt is right: tests/house/language.py.

    test_train_cli.py SAYSO-TRAIN PACK
"""
import json
import os
import subprocess
import sys
import tempfile

TRAIN, PACK = sys.argv[1], sys.argv[2]
PEOPLE = ["Orla", "Bran", "Niamh", "Cormac", "Maeve", "Declan", "Siobhan", "Fergus"]
PLACES = [
    "Drumfin",
    "Carrowbeg",
    "Kilmurra",
    "Ballyroe",
    "Tullagh",
    "Clonderry",
    "Ardnagee",
    "Lisbrack",
]
VERBS = [("visited", "visit"), ("left", "leave"), ("praised", "praise"), ("entered", "enter")]


def sentence(person, verb, place):
    rows = [
        (person, person, "PROPN", 2, "nsubj", "_"),
        (verb[0], verb[1], "VERB", 0, "root", "_"),
        (place, place, "PROPN", 2, "obj", "SpaceAfter=No"),
        (".", ".", "PUNCT", 2, "punct", "_"),
    ]
    return (
        "".join(
            f"{i}\t{f}\t{l}\t{u}\t_\t_\t{h}\t{r}\t_\t{m}\n"
            for i, (f, l, u, h, r, m) in enumerate(rows, 1)
        )
        + "\n"
    )


def document(person, verb, place):
    text = f"{person} {verb[0]} {place}."
    return {
        "text": text,
        "entities": [
            {"start": 0, "end": len(person), "label": "PER"},
            {"start": text.index(place), "end": len(text) - 1, "label": "LOC"},
        ],
    }


def run(*args):
    return subprocess.run(
        [TRAIN, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, encoding="utf8"
    )


def parsed(at, model):
    """The rows of a text that has a verb of the lexicon, without its lemmas; and these."""
    with open(at("new.txt"), "w", encoding="utf8") as f:
        f.write("Orla visited Lisbrack. Fergus rimpled Tullagh.\n")
    done = run("parse", at(model), at("new.txt"))
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines() if line[:1].isdigit()]
    return [r[:2] + r[3:] for r in rows], {r[1]: r[2] for r in rows}


def lemmas_alone(at):
    """--network without --pack: lemmas of a lexicon; splitter, tags and trees as they were. The tag
    of so short a training is whatever it is."""
    trees, before = parsed(at, "a.sayso")
    tag = next(r[2] for r in trees if r[1] == "rimpled")
    with open(at("lexicon.tsv"), "w", encoding="utf8") as f:
        f.write(f"rimple\t{tag}\trimpled\n")
    with_lexicon = ["--train", at("train.conllu"), "--lexicon", at("lexicon.tsv")]
    done = run("language", "--out", at("d.sayso"), "--network", at("a.sayso"), *with_lexicon)
    assert done.returncode == 0, done.stderr
    same, after = parsed(at, "d.sayso")
    assert trees == same
    assert before["rimpled"] != "rimple" and after["rimpled"] == "rimple", (before, after)
    with open(at("lexicon.tsv"), "a", encoding="utf8") as f:
        f.write("dimple\n")
    done = run("language", "--out", at("e.sayso"), "--network", at("a.sayso"), *with_lexicon)
    assert done.returncode == 3 and "lexicon.tsv:2: " in done.stderr, done.stderr
    assert not os.path.exists(at("e.sayso"))


def main():
    combos = [
        (p, v, q)
        for i, p in enumerate(PEOPLE)
        for j, v in enumerate(VERBS)
        for q in (PLACES[(i + j) % 8], PLACES[(i + 3 * j + 1) % 8])
    ]
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        with open(at("train.conllu"), "w", encoding="utf8") as f:
            f.write("".join(sentence(*c) for c in combos))
        with open(at("names.jsonl"), "w", encoding="utf8") as f:
            f.write("".join(json.dumps(document(*c)) + "\n" for c in combos))
        with open(at("raw.txt"), "w", encoding="utf8") as f:
            f.write("Orla praised Lisbrack. Fergus left Tullagh.\n")
        options = [
            "--pack",
            PACK,
            "--train",
            at("train.conllu"),
            "--raw",
            at("raw.txt"),
            "--names",
            at("names.jsonl"),
        ]
        short = ["--epochs", "3", "--teachers", "1", "--teacher-epochs", "3"]
        for out in ("a.sayso", "b.sayso"):
            done = run("language", "--out", at(out), *options, *short)
            assert done.returncode == 0, done.stderr
        with open(at("a.sayso"), "rb") as a, open(at("b.sayso"), "rb") as b:
            assert a.read() == b.read(), "the same data gave another model"
        lemmas_alone(at)
        for bad in (
            '{"text": "Orla left."}',
            '{"text": "Orla", "entities": [{"start": 0, "end": 9, "label": "PER"}]}',
            '{"text": "Orla", "entities": [{"start": 0, "end": 4, "label": "CAT"}]}',
            "Orla",
        ):
            with open(at("names.jsonl"), "w", encoding="utf8") as f:
                f.write(json.dumps(document(*combos[0])) + "\n" + bad + "\n")
            done = run("language", "--out", at("c.sayso"), *options, *short)
            assert done.returncode == 3 and "names.jsonl:2: " in done.stderr, (bad, done.stderr)
            assert not os.path.exists(at("c.sayso"))


main()
