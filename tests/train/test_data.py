#!/usr/bin/env python3
"""What networks are trained from: names that were read in a treebank, running text without what is
kept back, and the command that makes a language's folder of them.

    test_data.py SOURCE-ROOT
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.abspath(sys.argv.pop(1))
sys.path.insert(0, os.path.join(ROOT, "tools", "train"))
import raw_data  # noqa: E402
import tree_names  # noqa: E402


def row(number, form, upos="X", misc="_"):
    return "\t".join([number, form, "_", upos, "_", "_", "_", "_", "_", misc])


def sentence(sent_id, *rows, before=()):
    return "\n".join([*before, f"# sent_id = {sent_id}", *rows]) + "\n\n"


# Oslo's harbour can't close. / it rained / Ada Berg left. / By Ada Berg
TREES = (
    sentence(
        "a-1",
        row("1-2", "Oslo's"),
        row("1", "Oslo", "PROPN"),
        row("2", "'s"),
        row("3", "harbour"),
        row("4-5", "can't"),
        row("4", "can"),
        row("5", "not"),
        row("6", "close", misc="SpaceAfter=No"),
        row("7", "."),
        before=("# newdoc id = a", "# newpar id = a-p1"),
    )
    + sentence("a-2", row("1", "it"), row("2", "rained"))
    + sentence(
        "a-3",
        row("1", "Ada", "PROPN"),
        row("2", "Berg", "PROPN"),
        row("3", "left", misc="SpaceAfter=No"),
        row("4", "."),
        before=("# newpar",),
    )
    + sentence(
        "b-1",
        row("1", "By"),
        row("2", "Ada", "PROPN"),
        row("3", "Berg", "PROPN"),
        before=("# newdoc id = b",),
    )
)


class Scratch(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def put(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf8") as f:
            f.write(text)
        return path


class Names(Scratch):
    def runs(self, table, held=""):
        trees = tree_names.sentences(self.put("trees.conllu", TREES))
        names = tree_names.read_table(self.put("names.tsv", "# names\n" + table))
        return [
            (text, [(text[a:b], kind) for a, b, kind in spans])
            for text, spans in tree_names.runs(trees, names, held)
        ]

    def test_a_document_of_sentences_that_were_read(self):
        self.assertEqual(
            self.runs("a-1\t1-1 LOC\na-3\t1-2 PER\nb-1\t2-3 PER\n"),
            [
                ("Oslo's harbour can't close. it rained\n\nAda Berg left.",
                 [("Oslo", "LOC"), ("Ada Berg", "PER")]),
                ("By Ada Berg", [("Ada Berg", "PER")]),
            ],
        )

    def test_a_sentence_that_was_not_read_ends_a_run(self):
        self.assertEqual(self.runs("a-3\n"), [("it rained\n\nAda Berg left.", [])])
        self.assertEqual(self.runs("b-1\n"), [("By Ada Berg", [])])

    def test_a_sentence_that_is_scored_is_left_out(self):
        held = "xOslosharbourcantclosex"
        self.assertEqual(self.runs("a-1\t1-1 LOC\n", held), [])

    def test_a_word_inside_a_token_that_says_otherwise_has_the_whole_token(self):
        text, spans = tree_names.surface(
            [row(*r).split("\t") for r in (("1-2", "du"), ("1", "de"), ("2", "le"), ("3", "Nil"))]
        )
        self.assertEqual([text[a:b] for a, b in spans.values()], ["du", "du", "Nil"])

    def test_tables_of_the_project(self):
        """Rows are sentences with words in order, none twice."""
        for language in ("en", "uk"):
            path = os.path.join(ROOT, "corpus", language, "names.tsv")
            if not os.path.exists(path):
                continue
            with open(path, encoding="utf8") as f:
                ids = [line.split("\t")[0].strip() for line in f if not line.startswith("#")]
            self.assertEqual(len(ids), len(set(ids)))
            for names in tree_names.read_table(path).values():
                self.assertEqual(names, sorted(names))
                for first, last, kind in names:
                    self.assertTrue(0 < first <= last and kind in ("PER", "ORG", "LOC"), names)


class Running(Scratch):
    def test_paragraphs_that_are_kept_back(self):
        held = "Themayorofthenorthopenedabridgeandleft"
        paragraphs = ["The mayor of the north opened a bridge.", "And left.", "Rain is due later."]
        self.assertEqual(raw_data.free(paragraphs, held), paragraphs[1:])

    def test_documents_of_both_kinds(self):
        text = self.put("x.txt", "One.\nTwo.\n\nThree.\n")
        lines = self.put("x.jsonl", json.dumps({"text": "Title\n\nOne. \n"}) + "\n")
        self.assertEqual(list(raw_data.documents(text)), [["One.", "Two."], ["Three."]])
        self.assertEqual(list(raw_data.documents(lines)), [["Title", "One."]])


class Command(Scratch):
    def make(self):
        run = subprocess.run(
            [os.path.join(ROOT, "tools", "train", "data.sh"), "uk", "shared", "out"],
            cwd=self.folder,
            env={**os.environ, "BUILD": self.folder, "STEPS": os.path.join(self.folder, "steps")},
            capture_output=True,
            encoding="utf8",
            check=False,
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stderr

    def test_what_can_be_made_is_made_once(self):
        self.put("shared/ud/uk/train.conllu", TREES)
        self.put("shared/names/uk_train.iob", "Ада B-PER\nпішла O\n. O\n\n")
        self.put(
            "steps",
            "# of a test\n"
            "%\ttrain.conllu\tcopy\tud/%/train.conllu\n"
            "en\tdev.conllu\tcopy\tud/%/train.conllu\n"
            "uk\ttagged.conllu\tcopy\tud/uk/tagged.conllu\n"
            "uk\tparts/sets.jsonl\tsets\tuk\n"
            "uk\tnames.jsonl\tjoin\tparts/*.jsonl\n",
        )
        said = self.make()
        out = os.path.join(self.folder, "out", "uk")
        self.assertEqual(sorted(os.listdir(out)), ["names.jsonl", "parts", "train.conllu"])
        self.assertIn("tagged.conllu is left out: no copy of ud/uk/tagged.conllu", said)
        with open(os.path.join(out, "names.jsonl"), encoding="utf8") as f:
            documents = [json.loads(line) for line in f]
        self.assertEqual([d["text"] for d in documents], ["Ада пішла.\n"])
        self.put("out/uk/train.conllu", "kept\n")
        self.assertNotIn("train.conllu", self.make())


if __name__ == "__main__":
    unittest.main()
