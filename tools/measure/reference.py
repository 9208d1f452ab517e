"""How many of the pronouns and descriptions of gold readings are given the right actor.

    python3 tools/measure/reference.py GOLD.jsonl SYSTEM.jsonl

A gold mention that another of its actor stands before is asked about: a pronoun, or a description (no
word but the first has a capital). It is right where the system's actor there has another mention
among the gold actor's, or shares a word of the name. Nobody is counted apart: a wrong name is worse.
"""

import json
import sys
from collections import Counter

PRONOUNS = set(
    'he him his she her hers it its they them their theirs himself herself itself themselves '
    'il elle ils elles lui leur leurs eux son sa ses se celui-ci celle-ci ceux-ci '
    'він його йому нього ним ньому вона її їй неї нею ній воно вони їх їм них ними свій своє свого '
    'он его ему него ним нём вона она её ее ей неё нее ней нею оно они их им них ними '
    'своего свою своей своих свои своим'.split()
)


def load(path):
    with open(path, encoding='utf-8') as lines:
        return [json.loads(line) for line in lines]


def overlap(a, b):
    return a['start'] < b['end'] and b['start'] < a['end']


def kind_of(mention):
    words = mention['text'].split()
    if mention['text'].lower() in PRONOUNS:
        return 'pronoun'
    return 'description' if not any(w[0].isupper() for w in words[1:]) and len(words) > 1 else None


def actor_at(reading, mention):
    """The system's actor with the smallest mention that has the gold one's last byte."""
    at = [
        (m['end'] - m['start'], i)
        for i, actor in enumerate(reading['actors'])
        for m in actor['mentions']
        if m['start'] < mention['end'] <= m['end'] and m['start'] <= mention['start'] + 4
    ]
    return reading['actors'][min(at)[1]] if at else None


def words_of(name):
    return {w.lower() for w in name.replace("'", ' ').split() if len(w) > 3}


def is_right(actor, gold, mention):
    if words_of(actor['name']) & words_of(gold['name']):
        return True
    others = [m for m in gold['mentions'] if m is not mention and kind_of(m) != 'pronoun']
    mine = [m for m in actor['mentions'] if not overlap(m, mention)]
    return any(overlap(a, b) for a in mine for b in others)


def main(gold_path, system_path):
    system = {d['id']: d for d in load(system_path)}
    count = Counter()
    for document in load(gold_path):
        reading = system[document['id']]
        for gold in document['actors']:
            mentions = sorted(gold['mentions'], key=lambda m: m['start'])
            for i, mention in enumerate(mentions):
                kind = kind_of(mention)
                if not kind or all(kind_of(m) == 'pronoun' for m in mentions[:i]):
                    continue
                actor = actor_at(reading, mention)
                answer = 'nobody' if not actor else 'right' if is_right(actor, gold, mention) else 'wrong'
                count[kind, answer] += 1
    for kind in ('pronoun', 'description'):
        right, wrong, nobody = (count[kind, a] for a in ('right', 'wrong', 'nobody'))
        share = 100 * right / max(1, right + wrong + nobody)
        print(f'{kind}: {right} right ({share:.1f} %), {wrong} wrong, {nobody} nobody')


if __name__ == '__main__':
    main(*sys.argv[1:])
