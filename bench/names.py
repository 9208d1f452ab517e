#!/usr/bin/env python3
"""names.py NAMES >names.jsonl: that many invented names as FollowTheMoney entities, for measuring
imports.

Two thirds are of people (each with a short and a long name, one in four also in Cyrillic), the
others of bodies. The same number gives the same bytes."""

import random
import sys

LATIN = (
    "ba be bo da do du fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no "
    "pa pe po ra re ri ro sa se so ta te ti to va ve vi vo za ze zo"
).split()
CYRILLIC = (
    "ба бе бо да до ду фа фе га го ка ке ки ко ла ле ли ло ма ме ми мо на не ни но "
    "па пе по ра ре ри ро са се со та те ти то ва ве ви во за зе зо"
).split()
ENDINGS = [
    ("", ""),
    ("n", "н"),
    ("r", "р"),
    ("sky", "ский"),
    ("ov", "ов"),
    ("enko", "енко"),
    ("s", "с"),
    ("k", "к"),
]
BODIES = "Group Holding Bank Institute Union Press Trading Energy Party Foundation Council Brigade".split()
COUNTRIES = "fr de pl ua ru us gb cn in br ng eg tr ir il jp za mx ca it".split()
TITLES = [
    "Minister of Defence",
    "Member of Parliament",
    "Ambassador",
    "Governor",
    "Judge",
    "Deputy Mayor",
]

rng = random.Random(5)


def word(pieces):
    syllables = [rng.randrange(len(LATIN)) for _ in range(pieces)]
    ending = rng.choice(ENDINGS)
    return ("".join(LATIN[s] for s in syllables) + ending[0]).capitalize(), (
        "".join(CYRILLIC[s] for s in syllables) + ending[1]
    ).capitalize()


given = [word(2) for _ in range(20000)]
left, number = int(sys.argv[1]), 0
while left > 0:
    number += 1
    country = rng.choice(COUNTRIES)
    if number % 3:
        first, middle, last = rng.choice(given), rng.choice(given), word(3)
        names = [f"{first[0]} {last[0]}", f"{first[0]} {middle[0]} {last[0]}"] + (
            [f"{first[1]} {last[1]}"] if number % 4 == 0 else []
        )
        more = f',"position":["{rng.choice(TITLES)}"]' if number % 5 == 0 else ""
        schema = "Person"
    else:
        names = [f"{word(3)[0]} {word(2)[0]} {rng.choice(BODIES)}", f"{word(4)[0]}"]
        more, schema = "", "Company"
    listed = ",".join(f'"{n}"' for n in names)
    print(
        f'{{"id":"x-{number}","caption":"{names[0]}","schema":"{schema}",'
        f'"properties":{{"name":[{listed}],"country":["{country}"]{more}}}}}'
    )
    left -= len(names)
