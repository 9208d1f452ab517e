"""Documents of which every mention is marked, as gold readings that teach who is who.

usage: discourse.py DISCOURSE.jsonl > gold.jsonl

A line of the input has id, date, language, text and entities, each with all its mentions as offsets in
characters. "whole" says that a word which no mention has stands for nobody. Documents that the
corpus keeps for dev or held are left out.
"""

import json
import sys

import corpus

KINDS = {'person': 'person', 'organization': 'organisation', 'place': 'country'}


def reading(document):
    text = document['text']
    at = [0]
    for character in text:
        at.append(at[-1] + len(character.encode()))
    actors = []
    for entity in document['entities']:
        mentions = [
            {'start': at[start], 'end': at[end], 'text': text[start:end]}
            for start, end in entity['mentions']
        ]
        actors.append(
            {
                'id': len(actors),
                'name': mentions[0]['text'],
                'kind': KINDS.get(entity['type'], 'group'),
                'mentions': mentions,
            }
        )
    return {
        'id': document['id'],
        'date': document.get('date'),
        'languages': [document['language']],
        'text': text,
        'whole': True,
        'actors': actors,
    }


def kept_apart():
    return {
        record['id'].rsplit('-', 1)[-1]
        for name in corpus.files()
        for record in corpus.load(name)
        if corpus.split(record) != 'train'
    }


def main(path):
    apart = kept_apart()
    with open(path, encoding='utf-8') as lines:
        for line in lines:
            document = json.loads(line)
            if document['id'] not in apart:
                print(json.dumps(reading(document), ensure_ascii=False))


if __name__ == '__main__':
    main(sys.argv[1])
