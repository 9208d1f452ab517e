#!/usr/bin/env python3
"""Speed and memory of each streaming format: a file of some megabytes is made of each and gone
through with `read --dry-run`.

usage: inputs.py SAYSO [MEGABYTES]     (200 unless said)

Prints a line a format: megabytes a second of processor time, and peak memory. The files lie in a
folder that is removed at the end."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

TEXT = ("Poland accused Belarus of espionage on Monday, the foreign ministry said. "
        "Belarus denied it.\n\n") * 20
PAGE = ("<html><head><title>Talks</title><meta name=date content=2031-05-06></head>"
        f"<body><article><h1>Talks</h1><p>{TEXT}</p></article></body></html>")
DOCUMENT = {"date": "2031-05-06", "title": "Talks", "text": TEXT}


def jsonl(n):
    return json.dumps(DOCUMENT | {"id": f"d{n}"}) + "\n"


def array(n):
    return ("," if n else "[") + json.dumps(DOCUMENT | {"id": f"d{n}"}, indent=1)


def csv(n):
    return ("" if n else "id,date,title,text\n") + f'd{n},2031-05-06,Talks,"{TEXT}"\n'


def rss(n):
    return ("" if n else '<rss version="2.0"><channel><title>Post</title>') + (
        f"<item><guid>d{n}</guid><title>Talks</title><description>{TEXT}</description>"
        "<pubDate>Tue, 06 May 2031 06:30:00 +0000</pubDate></item>\n")


def warc(n):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
    head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://t.example/{n}\r\n"
            f"WARC-Date: 2031-05-07T00:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n")
    return f"{head}{http}\r\n\r\n"


FORMATS = {"a.jsonl": (jsonl, ""), "a.json": (array, "]"), "a.csv": (csv, ""),
           "a.rss": (rss, "</channel></rss>"), "a.warc": (warc, ""), "a.jsonl.gz": (jsonl, ""),
           "a.warc.gz": (warc, "")}


def make(path, record, end, size):
    """The number of documents, and of bytes before packing."""
    n = written = 0
    packed = path.endswith(".gz")
    with gzip.open(path, "wt", compresslevel=1) if packed else open(path, "w") as f:
        while written < size:
            written += f.write(record(n))
            n += 1
        f.write(end)
    return n, written


def main():
    sayso = os.path.abspath(sys.argv[1])
    size = int(sys.argv[2] if len(sys.argv) > 2 else 200) << 20
    for name, (record, end) in FORMATS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            n, written = make(path, record, end, size)
            command = [sayso, "read", "--dry-run", "--format", "csv", path]
            child = subprocess.Popen(command, stdout=subprocess.PIPE)
            rows = sum(1 for _ in child.stdout) - 1
            _, how, used = os.wait4(child.pid, 0)
        if how or rows != n:
            sys.exit(f"{name}: {rows} documents of {n}, status {how}")
        speed = written / (1 << 20) / (used.ru_utime + used.ru_stime)
        print(f"{name:<12} {speed:7.1f} MB/s {used.ru_maxrss / 1024:7.1f} MB peak {n:8} documents")


if __name__ == "__main__":
    main()
