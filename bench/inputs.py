#!/usr/bin/env python3
"""Speed and memory of each streaming format: files of MEGABYTES are made and gone through with `read --dry-run`.

usage: inputs.py SAYSO [MEGABYTES]     (200 unless said)

Prints a line a format: megabytes of processor seconds, peak memory. The files lie in a folder that is removed at the end."""
import gzip
import json
import os
import subprocess
import sys
import tempfile

TEXT = "Poland accused Belarus of espionage on Monday, the foreign ministry said. Belarus denied it.\n\n" * 20
PAGE = f"<html><head><title>Talks</title><meta name=date content=2031-05-06></head><body><article><h1>Talks</h1><p>{TEXT}</p></article></body></html>"


def jsonl(n):
    return json.dumps({"id": f"d{n}", "date": "2031-05-06", "title": "Talks", "text": TEXT}) + "\n"


def array(n):
    return ("[" if n == 0 else ",") + json.dumps({"id": f"d{n}", "date": "2031-05-06", "text": TEXT}, indent=1)


def csv(n):
    return ("id,date,title,text\n" if n == 0 else "") + f'd{n},2031-05-06,Talks,"{TEXT}"\n'


def rss(n):
    item = f"<item><guid>d{n}</guid><title>Talks</title><pubDate>Tue, 06 May 2031 06:30:00 +0000</pubDate><description>{TEXT}</description></item>\n"
    return ('<rss version="2.0"><channel><title>Post</title>' if n == 0 else "") + item


def warc(n):
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}"
    return (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://t.example/{n}\r\nWARC-Date: 2031-05-07T00:00:00Z\r\n"
            f"Content-Length: {len(http)}\r\n\r\n{http}\r\n\r\n")


FORMATS = {"a.jsonl": (jsonl, ""), "a.json": (array, "]"), "a.csv": (csv, ""), "a.rss": (rss, "</channel></rss>"), "a.warc": (warc, ""),
           "a.jsonl.gz": (jsonl, ""), "a.warc.gz": (warc, "")}


def main():
    sayso, size = os.path.abspath(sys.argv[1]), int(sys.argv[2] if len(sys.argv) > 2 else 200) << 20
    for name, (record, end) in FORMATS.items():
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, name)
            with (gzip.open(path, "wt", compresslevel=1) if name.endswith(".gz") else open(path, "w", encoding="utf-8")) as f:
                n = written = 0
                while written < size:
                    written += f.write(record(n))
                    n += 1
                f.write(end)
            child = subprocess.Popen([sayso, "read", "--dry-run", "--format", "csv", path], stdout=subprocess.PIPE)
            rows = sum(1 for _ in child.stdout) - 1
            _, how, used = os.wait4(child.pid, 0)
            if how or rows != n:
                sys.exit(f"{name}: {rows} documents of {n}, status {how}")
            seconds = used.ru_utime + used.ru_stime
            print(f"{name:<12} {written / (1 << 20) / seconds:7.1f} MB/s {used.ru_maxrss / 1024:7.1f} MB peak {n:8} documents")


if __name__ == "__main__":
    main()
