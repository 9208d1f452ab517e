"""What the lists of senses and of chances promise to hold: python3 check_senses.py ROOT

Each language has as many words as the documents say, words for each sense, enough for each type
and stance, and no word so often that it says nothing; no word has two rows of chances, nor more
than ten in ten."""

import collections
import sys

root = sys.argv[1]
mistakes = []

MOST_SENSES = 8  # of one word: what evidence.h keeps
TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT"
).split()
STANCES = "assert confirm admit deny doubt".split()
LEAST_WORDS, LEAST_OF_TYPE, LEAST_OF_STANCE = 2000, 40, 4
LEAST_CHANCES, LEAST_CHANCES_OF_TYPE = 1500, 20


def rows(path):
    with open(f"{root}/{path}", encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            if line.strip() and not line.startswith("#"):
                yield f"{path}:{n}", line.rstrip("\n").split("\t")


def want(ok, what):
    if not ok:
        mistakes.append(what)


kinds = {r[0]: r[1] for _, r in rows("knowledge/senses.tsv")}
want(set(TYPES) <= set(kinds.values()), "a type without a sense")
want(set(STANCES) <= set(kinds.values()), "a stance without a sense")
want(list(kinds.values()).count("topic") >= 10, "fewer than ten topics")

for code in ("en", "fr", "uk", "ru"):
    table = f"languages/{code}/senses.tsv"
    senses = collections.defaultdict(set)
    of_kind = collections.Counter()
    for where, r in rows(table):
        cells = [c.split("|") for c in r[1:] if c != "-"]
        want(r[0] in kinds, f"{where}: no sense {r[0]}")
        want(cells, f"{where}: no words")
        for upos, cell in enumerate(r[1:]):
            for word in cell.split("|") if cell != "-" else ():
                want(word == word.strip() and " " not in word, f"{where}: blanks in {word}")
                senses[upos, word].add(r[0])
                of_kind[kinds.get(r[0])] += 1
    n = sum(map(len, senses.values()))
    want(n >= LEAST_WORDS, f"{table}: {n} words, fewer than {LEAST_WORDS}")
    want({r[0] for _, r in rows(table)} == set(kinds), f"{table}: a sense without words")
    for t in TYPES:
        want(of_kind[t] >= LEAST_OF_TYPE, f"{table}: {of_kind[t]} words of {t}")
    for s in STANCES:
        want(of_kind[s] >= LEAST_OF_STANCE, f"{table}: {of_kind[s]} words of {s}")
    for (_, word), of in senses.items():
        want(len(of) <= MOST_SENSES, f"{table}: {word} has {len(of)} senses")

    table = f"languages/{code}/chances.tsv"
    seen, of_type = set(), collections.Counter()
    for where, (word, upos, said) in rows(table):
        said = said.split()
        want((word, upos) not in seen, f"{where}: {word} stands twice as {upos}")
        want(sum(map(int, said[1::2])) <= 10, f"{where}: more than ten in ten")
        seen.add((word, upos))
        of_type.update(said[::2])
    want(len(seen) >= LEAST_CHANCES, f"{table}: {len(seen)} words, fewer than {LEAST_CHANCES}")
    for t in TYPES:
        want(of_type[t] >= LEAST_CHANCES_OF_TYPE, f"{table}: {of_type[t]} words of {t}")

print("\n".join(mistakes) or "senses: as promised")
sys.exit(bool(mistakes))
