"""What knowledge/ promises to hold: python3 check_knowledge.py ROOT

Public figures, bodies and media are as many as the documents say, each row rests on something, and
offices do not end before they begin. What a language's word lists say of countries:
tests/languages/world.py."""

import re
import sys

root = sys.argv[1]
mistakes = []


def rows(path):
    with open(f'{root}/{path}', encoding='utf-8') as f:
        for n, line in enumerate(f, 1):
            if line.strip() and not line.startswith('#'):
                yield f'{path}:{n}', line.rstrip('\n').split('\t')


def want(ok, what):
    if not ok:
        mistakes.append(what)


countries = [
    r[0]
    for _, r in rows('knowledge/countries.tsv')
    if r[1] != '-' and len(r[1]) == 2 and r[1].isalpha()
]
want(len(countries) >= 230, f'{len(countries)} countries')

# ---- people, bodies, media ----

DATE = re.compile(r'-|\d{4}(-\d\d(-\d\d)?)?$')
offices = 0
people = set()
for where, r in rows('knowledge/people.tsv'):
    _, _, _, code, title, begin, end, basis = r
    people.add(r[0])
    offices += end == '-' or end >= '1990'
    want(DATE.match(begin) and DATE.match(end), f'{where}: dates {begin} {end}')
    want(
        '-' in (begin, end) or begin[: len(end)] <= end[: len(begin)],
        f'{where}: ends before it begins',
    )
    want(title and basis and re.match(r'[A-Z]{3,}$', code), f'{where}: code, title or basis')
want(offices >= 2500, f'{offices} offices since 1990')

# the countries most in the news: who spoke for them abroad and commanded their forces
NEWS = '''USA RUS UKR CHN FRA GBR DEU ITA ESP POL TUR IRN ISR PSE IND PAK JPN KOR PRK SYR IRQ EGY SAU AFG LBN BLR GEO ARM AZE MDA KAZ SRB
HUN ROU BRA MEX VEN CAN ZAF NGA ETH SDN LBY YEM'''.split()
held = {}
for _, r in rows('knowledge/people.tsv'):
    held.setdefault(r[3][:3], []).append(r[4].lower())
for iso in NEWS:
    titles = held.get(iso, [])
    for office, pattern in (
        (
            'head',
            r'president|prime minister|chancellor|king|leader|emir|sheikh|general secretary|crown prince',
        ),
        (
            'foreign minister',
            r'foreign|secretary of state|external affairs|global affairs|international relations',
        ),
        ('defence minister', r'defen[cs]e|armed forces'),
    ):
        none = office == 'defence minister' and iso in (
            'PSE',
            'LBY',
        )  # nobody commands all forces there
        want(
            none or any(re.search(pattern, t) for t in titles),
            f'knowledge/people.tsv: no {office} of {iso}',
        )

bodies = [r for _, r in rows('knowledge/organisations.tsv')]
want(len(bodies) >= 500, f'{len(bodies)} bodies')
for where, r in rows('knowledge/organisations.tsv'):
    want(
        len(r) == 8 and re.match(r'[A-Z]{3,}(\|[A-Z]{3,}@[0-9-]+\.\.[0-9-]*)*$', r[1]) and r[7] not in ('', '-'),
        f'{where}: code or basis',
    )
for kind, least in (('igo', 100), ('party', 100), ('armed', 90)):
    n = sum(r[2] == kind for r in bodies)
    want(n >= least, f'{n} bodies of kind {kind}')
media = list(rows('knowledge/media.tsv'))
want(len(media) >= 250, f'{len(media)} media')
for where, r in media:
    want(
        r[2] in ('state', 'private', 'public')
        and re.match(r'[A-Z]{3,}MED$', r[1])
        and r[4] not in ('', '-'),
        f'{where}: code, ownership or basis',
    )

print(
    f'{len(countries)} countries and territories, {offices} offices since 1990 of '
    f'{len(people)} people, {len(bodies)} bodies, {len(media)} media'
)
for m in mistakes:
    print(m, file=sys.stderr)
sys.exit(1 if mistakes else 0)
