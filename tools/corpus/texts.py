#!/usr/bin/env python3
"""Texts of corpus documents, for the program to read: JSON lines with id, date, language and text.

usage: texts.py [--data DIR] [--gold] [--split train|dev|held] [FILE.jsonl…] > documents.jsonl
With --gold the whole gold readings with their texts and words; without files all of corpus/.
Real reports need --data (corpus/README.md says what lies there); without it they are left out."""

import argparse
import json

import corpus


def main():
    p = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    p.add_argument("--data")
    p.add_argument("--gold", action="store_true")
    p.add_argument("--split", choices=("train", "dev", "held"))
    p.add_argument("files", nargs="*")
    o = p.parse_args()
    for f in o.files or corpus.files():
        for r in corpus.load(f):
            text = corpus.text_of(r, o.data)
            if text is None or (o.split and corpus.split(r) != o.split):
                continue
            if o.gold:
                print(json.dumps(corpus.with_text(r, o.data), ensure_ascii=False))
            else:
                print(
                    json.dumps(
                        {
                            "id": r["id"],
                            "date": r["date"],
                            "language": r["languages"][0],
                            "text": text,
                        },
                        ensure_ascii=False,
                    )
                )


if __name__ == "__main__":
    main()
