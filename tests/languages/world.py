"""What a language's word lists promise to say of the world: python3 world.py ROOT LANGUAGE
world.tsv

Every country and territory has an adjective, a word for its people and a capital (names come from
ICU), and those that give the news other names have one. Rows of world.tsv: "none KIND COUNTRY"
where the language has no such word; "role WORD", a body that is met by a role and the country
beside it."""

import sys

root, language, table = sys.argv[1:]
mistakes = []

# the capital has the country's name, or a name that means something else first in the news
# (Hamilton, Saint-Denis)
NO_CAPITAL = set(
    'DJI SYC REU SHN LUX MCO SMR VAT GIB IMN BMU SPM HKG MAC SGP CYM FLK GRD ATG AIA GTM PAN'.split()
)
METONYMS = (
    'RUS USA UKR FRA CHN GBR'.split()
)  # Kremlin, White House, Bankova, Quai d'Orsay, Zhongnanhai, Downing Street


def rows(path):
    with open(path, encoding='utf-8') as f:
        return [
            line.rstrip('\n').split('\t') for line in f if line.strip() and not line.startswith('#')
        ]


def want(ok, what):
    if not ok:
        mistakes.append(what)


pack = f'{root}/languages/{language}'
promised = rows(table)
none = {(r[1], r[2]) for r in promised if r[0] == 'none'}
countries = [
    r[0] for r in rows(f'{root}/knowledge/countries.tsv') if len(r[1]) == 2 and r[1].isalpha()
]
known = {(r[1], r[0]) for r in rows(f'{pack}/countries.tsv')}
for kind in ('adj', 'inhabitant', 'capital'):
    for iso in countries:
        want(
            (kind, iso) in known
            or (kind, iso) in none
            or (kind == 'capital' and iso in NO_CAPITAL),
            f'countries.tsv: no {kind} of {iso}',
        )
for iso in METONYMS:
    want(('metonym', iso) in known, f'countries.tsv: no metonym of {iso}')

roles = {w.lower() for r in rows(f'{pack}/roles.tsv') for w in r[0].split('|')}
for r in promised:
    want(r[0] in ('none', 'role'), f'{table}: "{r[0]}" is no kind of row; "none" and "role" are')
    want(r[0] != 'role' or r[1].lower() in roles, f'roles.tsv: no {r[-1]}')

for m in mistakes:
    print(f'languages/{language}/{m}', file=sys.stderr)
sys.exit(1 if mistakes else 0)
