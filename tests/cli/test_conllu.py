"""`sayso parse` writes CoNLL-U that is valid by UD's rules, whatever comes in.
usage: test_conllu.py SAYSO DATA SAMPLES"""
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest

SAYSO, DATA, SAMPLES = (os.path.abspath(p) for p in sys.argv[1:4])
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}
UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = set(
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl fixed flat goeswith "
    "iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative xcomp".split()
)
FEATURE = re.compile(
    r"[A-Z][A-Za-z0-9]*(\[[a-z0-9]+\])?=[A-Z0-9][A-Za-z0-9]*(,[A-Z0-9][A-Za-z0-9]*)*"
)
MENDED = r"# mended = \d+( \d+)*"
INNER_BLANK = re.compile(
    r"\d+( \d{3})+([.,]\d+)?"
)  # the only forms with a blank inside: grouped figures


def feats_wrong(feats):
    if feats == "_":
        return None
    items = feats.split("|")
    if not all(FEATURE.fullmatch(f) for f in items):
        return "a feature is no name=Value"
    names = [f.split("=")[0] for f in items]
    if names != sorted(names, key=str.lower) or len(set(names)) != len(names):
        return "features are not sorted or not unique"
    return None


def word_wrong(c):
    if c[3] not in UPOS:
        return "no part of speech of UD"
    if not re.fullmatch(r"[a-z]+(:[a-z]+)*", c[7]) or c[7].split(":")[0] not in RELATIONS:
        return "no relation of UD"
    if not c[6].isdigit() or (c[6] == "0") != (c[7] == "root"):
        return "head 0 and root do not agree"
    if c[4] != "_" or c[8] != "_":
        return "XPOS or DEPS is filled"
    if c[2] == "_" and c[1][0] != "_":  # _ itself may carry a soft hyphen or a mark
        return "no lemma"
    return feats_wrong(c[5])


def tree_wrong(heads):
    if heads.count(0) != 1:
        return "not one root"
    for i in range(len(heads)):
        at, steps = i + 1, 0
        while at:
            if heads[at - 1] > len(heads) or steps > len(heads):
                return "a head outside, or a cycle"
            at, steps = heads[at - 1], steps + 1
    return None


def rows_wrong(rows, text):
    """What is wrong with a sentence's rows, or None."""
    heads, spoken, upto = [], "", 0
    for c in rows:
        if len(c) != 10 or "" in c:
            return "not ten filled columns"
        if any(f != f.strip() or re.search(r"\s\s", f) for f in c):
            return "blanks at an edge or double"
        if any(unicodedata.normalize("NFC", f) != f for f in c):
            return "not in NFC"
        if re.search(r"\s", c[1]) and not INNER_BLANK.fullmatch(c[1]):
            return "a form with a blank"
        if not re.fullmatch(
            r"_|(NER=[BIES]-(PER|ORG|LOC)\|)?SpaceAfter=No|NER=[BIES]-(PER|ORG|LOC)", c[9]
        ):
            return "another MISC"
        if "-" in c[0]:
            first, last = map(int, c[0].split("-"))
            if first != len(heads) + 1 or last <= first or first <= upto or c[2:9] != ["_"] * 7:
                return "a wrong range"
            upto = last
        else:
            if c[0] != str(len(heads) + 1):
                return "ids are not 1, 2, 3, …"
            wrong = word_wrong(c)
            if wrong:
                return wrong
            heads.append(int(c[6]))
            if len(heads) <= upto:
                if "SpaceAfter" in c[9]:
                    return "SpaceAfter inside a range"
                continue
        spoken += c[1] + ("" if "SpaceAfter=No" in c[9] else " ")
    if upto > len(heads):
        return "a range without its words"
    if spoken.rstrip(" ") != text:
        return f"text is not what the forms make up: {text!r} {spoken!r}"
    return tree_wrong(heads)


def wrong(data):
    """The first fault of a whole CoNLL-U output, or None."""
    try:
        data = data.decode("utf-8")
    except UnicodeDecodeError:
        return "not UTF-8"
    if data and not data.endswith("\n\n"):
        return "no empty line at the end"
    seen, documents = set(), set()
    for k, block in enumerate(data.split("\n\n")[:-1]):
        lines = block.split("\n")
        notes = [line for line in lines if line.startswith("# ")]
        rows = [line.split("\t") for line in lines[len(notes):]]
        names = [n.split(" = ")[0].split(" id")[0] for n in notes]
        if "# mended" in names:  # the rules that mended the tree, where any did
            at = names.index("# mended")
            if names[at - 1] != "# sent_id" or not re.fullmatch(MENDED, notes[at]):
                return f"{notes[at]!r} after {names[at - 1]!r}"
            del notes[at], names[at]
        if names not in (
            ["# newdoc", "# newpar", "# sent_id", "# text"],
            ["# newpar", "# sent_id", "# text"],
            ["# sent_id", "# text"],
        ) or (not k and len(names) < 4):
            return f"comments {names}"
        if len(names) == 4:
            if notes[0] in documents or not notes[0].startswith("# newdoc id = "):
                return "newdoc without an id of its own"
            documents.add(notes[0])
        sent_id = notes[-2].split(" = ", 1)[1]
        if sent_id in seen or not re.fullmatch(r"[^\s/]+", sent_id):
            return f"sent_id {sent_id!r} is not unique or has a blank or slash"
        seen.add(sent_id)
        fault = rows_wrong(rows, notes[-1].split(" = ", 1)[1]) if rows else "no words"
        if fault:
            return f"{sent_id}: {fault}"
    return None


def parse(*args, text=None):
    p = subprocess.run(
        [SAYSO, "parse", *args],
        input=text,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=300,
        env=ENV,
    )
    assert p.returncode == 0, p.stderr.decode(errors="replace")
    return p.stdout


HOSTILE = {
    "blanks of all kinds": "One\ttwo\u00a0three\u202ffour\u2003five\u3000six.\x0b\x0cSeven\x1feight\x7f nine.",
    "control characters": "".join(map(chr, range(1, 0xA1))) + " end.",
    "empty paragraphs": "\n\n \n\t\n\u200b\n\n\u00ad\n\nWords.\n\n\ufeff\n\u2060\n",
    "zero width": "zero\u200bwidth \u200b alone \u200d \u00ad soft\u00adhyphen \u200eleft\u200f.",
    "lone marks": "\u0301 \u0301a e\u0301te\u0301 \u0418\u0306 \u1100\u1161\u11a8 \u212b \u0340.",
    "brackets": "(" * 10000 + "word" + ")" * 10000,
    "quotes": '"«“' * 2000,
    "a long word": "a" * 50000 + " end.",
    "a long sentence": "and the army of the town " * 2000 + ".",
    "hashes": "# text = no comment\n# newdoc\n1\t2\t_\n\n#\n\n1-2\tdu\t_",
    "underscores": "_ __ _ . _\n\n_",
    "emoji": "👩‍👩‍👧 🇺🇦🇫🇷 ☎️ 1️⃣ end.",
    "figures": "1 000 000 men, 1\u00a0000,5 %, 12\u202f345 euros, 1  000.",
    "scripts": "漢字かな 한국어 العربية हिन्दी ไทย עברית. Ελληνικά; Ҡазаҡ.",
    "line ends": "one\r\ntwo\rthree\u2028four\u2029five\u0085six.",
}


class Valid(unittest.TestCase):
    def check(self, data):
        fault = wrong(data)
        self.assertIsNone(fault)

    def test_samples_together(self):
        files = sorted(glob.glob(os.path.join(SAMPLES, "*.txt")))
        self.assertTrue(files)
        data = parse(*files)
        self.check(data)
        self.assertEqual(data.count(b"# newdoc"), len(files))

    def test_hostile_texts_in_each_language(self):
        for name, text in HOSTILE.items():
            for language in (
                *sorted(
                    {
                        os.path.basename(p).rsplit("-", 1)[0]
                        for p in glob.glob(os.path.join(SAMPLES, "*.txt"))
                    }
                ),
                None,
            ):
                with self.subTest(text=name, language=language):
                    self.check(
                        parse(
                            *(["--language", language] if language else []),
                            "--input=text",
                            "-",
                            text=text.encode(),
                        )
                    )

    def test_broken_bytes(self):
        self.check(
            parse("--input=text", "-", text=b"\xffHello w\xc3rld \xed\xa0\x80 \xf0\x9f end.\xc2")
        )

    def test_random_characters(self):
        chance = random.Random(2031)
        pool = " .,!?\"'()-–—«»“”\n\t0123456789abcXYZéàçœßабвгдЖЩїєґ№%$€@#/\\_:;…\u00a0\u200b\u00ad\u0301\ufe0f👍漢"
        for _ in range(40):
            text = "".join(chance.choice(pool) for _ in range(chance.randrange(1, 400)))
            with self.subTest(text=text):
                self.check(parse("--input=text", "-", text=text.encode()))

    def test_ids_come_from_the_documents(self):
        lines = [
            json.dumps({"id": f"wire/{n} a", "language": "en", "text": "They met.\n\nThey left."})
            for n in range(3)
        ]
        data = parse("--input=jsonl", "-", text="\n".join(lines).encode())
        self.check(data)
        self.assertIn(b"# newdoc id = wire_1_a\n# newpar\n# sent_id = wire_1_a-1\n", data)

    def test_the_checker_sees_faults(self):
        good = (
            "# newdoc id = a\n# newpar\n# sent_id = a-1\n# text = They met.\n1\tThey\tthey\tPRON\t_\t_\t2\tnsubj\t_\t_\n"
            "2\tmet\tmeet\tVERB\t_\tMood=Ind|Tense=Past\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
        )
        self.assertIsNone(wrong(good.encode()))
        self.assertIsNone(wrong(good.replace("# text", "# mended = 3 6\n# text").encode()))
        for old, new in (
            ("2\tnsubj", "1\tnsubj"),
            ("0\troot", "1\troot"),
            ("a-1", "a/1"),
            ("They met", "They  met"),
            ("PRON", "PRN"),
            ("nsubj", "subj"),
            ("Mood=Ind|Tense=Past", "Tense=Past|Mood=Ind"),
            ("\tthey\t", "\t_\t"),
            ("SpaceAfter=No", "_"),
            ("# newpar\n", ""),
            ("# text", "# mended = none\n# text"),
            ("# sent_id", "# mended = 6\n# sent_id"),
        ):
            self.assertIsNotNone(wrong(good.replace(old, new).encode()), old)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
