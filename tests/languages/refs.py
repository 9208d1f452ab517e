"""Who pronouns, descriptions and words for several stand for, read by the real models.

    python3 refs.py SAYSO LANGUAGE refs.tsv

A row is a text and what is asked of it: phrase=answer with "; " between. The phrase is the first
one so written, or the n-th (his#2). The answer is the code or the name of the actor that the phrase
is a mention of; codes with + are those of all actors that it is a mention of, in any order; - is
nobody. SHARE of all that is asked must be right. """

import json
import re
import subprocess
import sys

SHARE = 0.75


def found(reading, text, phrase):
    phrase, _, nth = phrase.partition('#')
    starts = [m.start() for m in re.finditer(r'(?<!\w)' + re.escape(phrase) + r'(?!\w)', text)]
    if len(starts) < int(nth or 1):
        sys.exit(f'"{phrase}" is not in: {text}')
    start = len(text[:starts[int(nth or 1) - 1]].encode())
    end = start + len(phrase.encode())
    best, size = [], None
    for actor in reading['actors']:
        for m in actor['mentions']:
            assert m['rule'] and 0 < m['score'] <= 1, m
            if (
                m['start'] <= start
                and end <= m['end']
                and (size is None or m['end'] - m['start'] <= size)
            ):
                best = best + [actor] if size == m['end'] - m['start'] else [actor]
                size = m['end'] - m['start']
    return best


def right(answer, actors):
    if '+' in answer:
        return sorted(a['code'] for a in actors) == sorted(answer.split('+'))
    return len(actors) == (answer != '-') and all(answer in (a['code'], a['name']) for a in actors)


def main(sayso, language, table):
    asked = good = rows = 0
    for line in open(table, encoding='utf-8'):
        if not line.strip() or line.startswith('#'):
            continue
        text, questions = line.rstrip('\n').split('\t')
        rows += 1
        command = [
            sayso,
            'read',
            '--no-ledger',
            '--format',
            'jsonl',
            '--language',
            language,
            '--date',
            '2024-05-02',
            '-',
        ]
        reading = json.loads(
            subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
        )
        for question in questions.split('; '):
            phrase, answer = question.split('=')
            actors = found(reading, text, phrase)
            asked += 1
            if right(answer, actors):
                good += 1
            else:
                print(
                    f'{text}\n  "{phrase}" is {[(a["name"], a["code"]) for a in actors]}; '
                    f'expected {answer}'
                )
    print(f'{good} of {asked} in {rows} texts')
    return good < SHARE * asked


sys.exit(main(*sys.argv[1:]))
