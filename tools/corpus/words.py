"""Where words stand in a text: sheets quote words, readings name bytes."""

import re


class Mistake(Exception):
    """What is wrong with a line of a sheet, told to whoever wrote it."""


# Marks that a keyboard gives for those of a printed text.
SAME = {"'": "’ʼ‘´", " ": "\u00a0\u202f", '"': "«»“”„", "-": "–—\u2011"}
SAME = str.maketrans({mark: plain for plain, marks in SAME.items() for mark in marks})


def positions(words, text, begin, end):
    """Character offsets at which the words stand in text[begin:end]: whole words before parts of
    words, as written before other quotation marks, dashes and capitals."""
    if not words:
        raise Mistake("no words given")
    hay, needle = text[begin:end], words
    for fold in (lambda s: s, lambda s: s.translate(SAME), lambda s: s.translate(SAME).lower()):
        h, n = fold(hay), fold(needle)
        if len(h) != len(hay):
            continue
        pattern = re.escape(n)
        left = r"(?<!\w)" if n[0].isalnum() else ""
        right = r"(?!\w)" if n[-1].isalnum() else ""
        whole = [m.start() for m in re.finditer(left + pattern + right, h)]
        found = whole or [m.start() for m in re.finditer(pattern, h)]
        if found:
            return [begin + f for f in found]
    raise Mistake(f"“{words}” does not stand in “{text[begin:end][:60]}…”")
