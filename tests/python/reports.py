"""Invented reports for the tests of sayso.spark, and rows made alike."""

import pathlib

import sayso


def corpus(samples, copies):
    """(id, date, text) of invented reports: the samples, told anew on other days."""
    for copy in range(copies):
        for document in sayso.documents(sorted(pathlib.Path(samples).glob("*.txt"))):
            day = f"2031-{1 + copy % 12:02}-{14 + copy % 3}"
            yield f"{document.id}-{copy}", day, document.text.decode()


def plain(rows):
    """Rows that can be compared, whoever made them; readings that travel as JSON have confidence
    with two decimals."""

    def rounded(row):
        return sorted((k, round(v, 2) if isinstance(v, float) else v) for k, v in row.items())

    return sorted(repr(rounded(row)) for row in rows)
