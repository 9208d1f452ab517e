"""Files as people have them: an example of each format is read, and whatever becomes of it is answered.
usage: test_inputs.py SAYSO DATA"""

import gzip
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import unittest
import zipfile

from scratch import ScratchCase

SAYSO, DATA = (os.path.abspath(p) for p in sys.argv[1:3])
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}
SANITIZED = sys.argv[3:] not in ([], ["none"])
FIRST = "Poland accused Belarus of espionage on Monday, the foreign ministry said."
SECOND = "Belarus denied it and expelled two Polish diplomats from Minsk."
TEXT = f"{FIRST}\n\n{SECOND}"
URL = "https://tolm.example/1"


def pdf(text):
    """A PDF of one page."""
    lines = "".join(
        f"({line.replace('(', '').replace(')', '')}) Tj 0 -14 Td\n" for line in text.split("\n")
    )
    stream = f"BT /F1 11 Tf 40 800 Td\n{lines}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for n, o in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n{o}\nendobj\n"
    at = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n" + "".join(
        f"{p:010} 00000 n \n" for p in places
    )
    return (
        out + f"trailer\n<< /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    ).encode()


def html(head="", body=None):
    body = (
        body
        if body is not None
        else f"<article><h1>Talks</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    )
    return f"<!DOCTYPE html><html><head><title>Talks</title>{head}</head><body>{body}</body></html>".encode()


def warc(page, url=URL):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    out = b""
    for kind, body, more in (
        ("warcinfo", b"software: x\r\n", ""),
        ("request", b"GET / HTTP/1.1\r\n\r\n", ""),
        ("response", http, f"WARC-Target-URI: {url}\r\nWARC-Date: 2031-05-07T00:00:00Z\r\n"),
    ):
        out += (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\n{more}Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
            + b"\r\n\r\n"
        )
    return out


def zipped(**files):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name.replace("__", "/").replace("_", "."), data)
    return b.getvalue()


def tarred(**files):
    b = io.BytesIO()
    with tarfile.open(fileobj=b, mode="w:gz") as t:
        for name, data in files.items():
            info = tarfile.TarInfo(name.replace("_", "."))
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return b.getvalue()


PUBLISHED = '<meta property="article:published_time" content="2031-05-06">'
DOCUMENT = {"title": "Talks", "text": TEXT, "date": "2031-05-06", "url": URL}
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tolm Post</title><language>en-GB</language><item><title>Talks</title><link>{URL}</link><guid>g1</guid><pubDate>Tue, 06 May 2031 06:30:00 +0000</pubDate>
<description>short</description><content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item></channel></rss>""".encode()
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tolm Post</title><entry><id>g1</id><title>Talks</title>
<link href="{URL}"/><link rel="self" href="x"/><author><name>Nobody</name></author><published>2031-05-06T06:30:00Z</published>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>""".encode()
SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>{URL}</loc><news:news><news:publication><news:name>Tolm Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2031-05-06</news:publication_date><news:title>Poland accused Belarus of espionage</news:title></news:news></url></urlset>""".encode()
EML = f"""From: Tolm Post <desk@tolm.example>\r\nTo: x@y.example\r\nMessage-ID: <1@tolm.example>\r\nSubject: =?utf-8?q?Talks?=\r\nDate: Tue, 6 May 2031 06:30:00 +0000
MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{TEXT.replace(".", "=2E")}\r\n""".encode()
CSV = (
    "stories_id,publish_date,title,url,language,media_name,text\n7,2031-05-06,Talks,%s,en,Tolm Post,\"%s\"\n"
    % (URL, TEXT)
)

# name: bytes, what is read of it: date, title, publisher, url (None: as it says nothing)
EXAMPLES = {
    "a.txt": (
        f"Title: Talks\nDate: 2031-05-06\nPublisher: Tolm Post\nUrl: {URL}\n\n{TEXT}\n".encode(),
        "Tolm Post",
        URL,
    ),
    "a.html": (html(PUBLISHED), None, None),
    "a.jsonl": (
        json.dumps(DOCUMENT | {"publisher": "Tolm Post"}).encode() + b"\n",
        "Tolm Post",
        URL,
    ),
    "pretty.json": (json.dumps([DOCUMENT], indent=2).encode(), None, URL),
    "trafilatura.jsonl": (
        json.dumps(
            DOCUMENT | {"hostname": "tolm.example", "source": URL, "raw_text": TEXT, "id": None}
        ).encode(),
        "tolm.example",
        URL,
    ),
    "news-please.jsonl": (
        json.dumps(
            {
                "maintext": TEXT,
                "date_publish": "2031-05-06 06:30:00",
                "source_domain": "tolm.example",
                "title": "Talks",
                "url": URL,
                "description": "short",
                "date_download": "2031-05-09",
            }
        ).encode(),
        "tolm.example",
        URL,
    ),
    "fundus.json": (
        json.dumps(
            [
                {
                    "title": "Talks",
                    "publishing_date": "2031-05-06 06:30:00+00:00",
                    "body": {
                        "summary": [FIRST],
                        "sections": [{"headline": [], "paragraphs": [SECOND]}],
                    },
                    "html": {
                        "requested_url": "https://x.example",
                        "responded_url": URL,
                        "source_info": {"publisher": "Tolm Post"},
                    },
                }
            ],
            indent=4,
        ).encode(),
        "Tolm Post",
        URL,
    ),
    "newsapi.json": (
        json.dumps(
            {
                "status": "ok",
                "totalResults": 1,
                "articles": [
                    {
                        "source": {"id": None, "name": "Tolm Post"},
                        "title": "Talks",
                        "url": URL,
                        "publishedAt": "2031-05-06T06:30:00Z",
                        "description": "short",
                        "content": TEXT,
                    }
                ],
            }
        ).encode(),
        "Tolm Post",
        URL,
    ),
    "media-cloud.csv": (CSV.encode(), "Tolm Post", URL),
    "excel.csv": (
        (
            "\ufeff"
            + CSV.replace(",", ";", 6).replace(
                "7,2031-05-06,Talks,%s,en,Tolm Post," % URL,
                "7;06.05.2031;Talks;%s;en;Tolm Post;" % URL,
            )
        ).encode(),
        "Tolm Post",
        URL,
    ),
    "a.tsv": (
        (
            "SQLDATE\tTitle\tSOURCEURL\tSource Common Name\tText\n20310506\tTalks\t%s\ttolm.example\t%s\n"
            % (URL, TEXT.replace("\n", " "))
        ).encode(),
        "tolm.example",
        None,
    ),
    "a.rss": (RSS, "Tolm Post", URL),
    "a.atom": (ATOM, "Tolm Post", URL),
    "a.eml": (EML, "Tolm Post", None),
    "a.warc": (warc(html(PUBLISHED)), None, URL),
    "a.warc.gz": (
        b"".join(gzip.compress(p) for p in (warc(html(PUBLISHED)), warc(b"x")[:0])),
        None,
        URL,
    ),
    "a.txt.gz": (gzip.compress(f"Title: Talks\nDate: 2031-05-06\n\n{TEXT}".encode()), None, None),
    "a.zip": (zipped(reports__a_txt=f"Title: Talks\nDate: 2031-05-06\n\n{TEXT}"), None, None),
    "a.tar.gz": (tarred(a_txt=f"Title: Talks\nDate: 2031-05-06\n\n{TEXT}".encode()), None, None),
}


class Case(ScratchCase):
    def read(self, *args, code=0, **options):
        options = {"env": ENV, "cwd": self.folder, "capture_output": True, "timeout": 300} | options
        p = subprocess.run([SAYSO, "read", *args], **options)
        self.assertEqual(p.returncode, code, (args, p.stderr.decode(errors="replace")[-2000:]))
        return p

    def readings(self, *args, code=0, **options):
        p = self.read("--no-ledger", "--format", "jsonl", *args, code=code, **options)
        return [json.loads(line) for line in p.stdout.splitlines()], p.stderr.decode(
            errors="replace"
        )


class Formats(Case):
    def test_an_example_of_each(self):
        for name, (data, publisher, url) in EXAMPLES.items():
            with self.subTest(name=name):
                (d,), err = self.readings(self.put(name, data))
                self.assertEqual(err, "")
                self.assertEqual(
                    (d["title"], d["publisher"], d["url"]), ("Talks", publisher, url or d["url"])
                )
                self.assertEqual(d["date"][:10], "2031-05-06")
                self.assertEqual(d["languages"], ["en"])
                types = [e["type"] for e in d["events"]]
                self.assertIn("ACCUSE", types)
                self.assertIn("SANCTION", types)

    def test_standard_input_is_told_by_its_bytes(self):
        for name, (data, *_) in EXAMPLES.items():
            if name.endswith(("a.tsv", ".txt.gz")):
                continue  # few columns that tell; a name that tells
            with self.subTest(name=name):
                docs, err = self.readings("-", input=data)
                self.assertEqual((len(docs), err), (1, ""))

    def test_sitemaps_have_titles(self):
        (d,), err = self.readings(self.put("news.xml", SITEMAP))
        self.assertIn("the title is read", err)
        self.assertEqual((d["id"], d["publisher"], d["date"]), (URL, "Tolm Post", "2031-05-06"))
        self.assertEqual([e["type"] for e in d["events"]], ["ACCUSE"])

    @unittest.skipUnless(shutil.which("pdftotext"), "no pdftotext")
    def test_pdf(self):
        (d,), err = self.readings("--date", "2031-05-06", self.put("a.pdf", pdf(TEXT)))
        self.assertEqual(err, "")
        self.assertIn("ACCUSE", [e["type"] for e in d["events"]])
        _, err = self.readings(self.put("scan.pdf", pdf("7")), code=4)
        self.assertIn("pictures; have its text recognised", err)
        _, err = self.readings(
            self.put("a.pdf", pdf(TEXT)), code=4, env=ENV | {"PATH": self.folder}
        )
        self.assertIn("install poppler-utils", err)

    def test_zstd(self):
        if not shutil.which("zstd"):
            self.skipTest("no zstd")
        self.put("a.txt", TEXT)
        subprocess.run(["zstd", "-q", "a.txt"], cwd=self.folder, check=True)
        (d,), _ = self.readings("a.txt.zst")
        self.assertIn("ACCUSE", [e["type"] for e in d["events"]])

    def test_several_files_in_an_archive(self):
        self.put(
            "a.zip",
            zipped(
                b_txt=TEXT,
                a_jsonl=json.dumps(DOCUMENT),
                photo_png="\x89PNG",
                README_md="about",
                inner_zip=zipped(c_txt=TEXT),
            ),
        )
        docs, err = self.readings("a.zip")
        self.assertEqual(
            [d["id"] for d in docs], ["a.zip/b.txt", "a.zip/a.jsonl:1", "a.zip/inner.zip/c.txt"]
        )
        told = err.splitlines()  # the photo and the page about it, each told, and the count
        self.assertEqual(len(told), 3)
        self.assertRegex(told[2], r"\Asayso: 3 documents read \(\d+ words\), 2 skipped, 0 failed\Z")

    def test_nothing_to_read_is_told(self):
        archive = zipped(reports___a_txt=TEXT)
        told = self.readings(self.put("a.zip", archive), code=4)[1]
        self.assertIn("no files in the archive; pack", told)
        folder = os.path.join(self.folder, "reports")
        os.mkdir(folder)
        self.assertIn("no files in the folder; put", self.readings(folder)[1])
        self.put("reports/.a.txt", TEXT)  # hidden
        self.assertIn("no files in the folder; put", self.readings(folder)[1])

    def titles(self, name, data, code=0):
        """What --dry-run would read of the file: title and date of each document; what it tells."""
        p = self.read("--dry-run", "--format", "jsonl", self.put(name, data), code=code)
        rows = [json.loads(line) for line in p.stdout.splitlines()]
        return [(r["title"], r["date"], r["bytes"]) for r in rows], p.stderr.decode()

    def test_feeds_as_programs_write_them(self):
        """Entities of HTML, bare ampersands, blank lines before the declaration, UTF-16."""
        item = f"<item><title>A&nbsp;&amp; B & C</title><description>{FIRST}&hellip;</description></item>"
        feed = f'<?xml version="1.0" encoding="utf-16"?><rss><channel>{item}{item}</channel></rss>'
        size = len(FIRST) + 3
        want = [("A\u00a0& B & C", None, size)] * 2
        for data in ("\n \n" + feed, feed.encode("utf-16"), "\ufeff" + feed):
            self.assertEqual(self.titles("a.rss", data), (want, ""))
        cdata = feed.replace("A&nbsp;", "<![CDATA[A&nbsp;]]>")
        self.assertEqual(self.titles("a.rss", cdata)[1], "")
        own = '<!DOCTYPE rss [<!ENTITY mine "own">]>' + feed.split("?>")[1].replace("nbsp", "mine")
        self.assertEqual(self.titles("a.rss", own)[0][0][0], "Aown& B & C")

    def test_tables_as_programs_write_them(self):
        row = f'1;06.05.2031;Talks;"{FIRST}"'
        want = [("Talks", "2031-05-06", len(FIRST))]
        head = "id;date;title;text"
        for data in (
            f"{head}\r{row}\r",  # ends of lines as old programs write them
            f"sep=;\r\n{head}\r\n{row}\r\n",
            f"\ufeffsep=;\n{head}\n{row}\n",
            f"{head}\n{row}\n;;;\n;;;\n",  # rows of nothing
        ):
            self.assertEqual(self.titles("a.csv", data), (want, ""), data)
        # short cells do not tell their encoding, the file does
        text = "Польша обвинила Белоруссию в шпионаже, сообщило министерство иностранных дел."
        rows = f"date;title;text\n06.05.2031;Суд;{text}\n".encode("koi8-r")
        (got,), err = self.titles("a.csv", rows)
        self.assertEqual((got[0], len(err.splitlines())), ("Суд", 1))

    def test_json_as_services_write_it(self):
        for data, title in (
            ({"response": {"results": [{"webTitle": "T", "webPublicationDate": "2031-05-06", "fields": {"bodyText": FIRST}}]}}, "T"),
            ({"response": {"docs": [{"headline": {"main": "T"}, "pub_date": "2031-05-06", "lead_paragraph": FIRST}]}}, "T"),
            ({"_id": {"$oid": "x"}, "date": {"$date": "2031-05-06"}, "title": "T", "text": FIRST}, "T"),
            ({"title": "T", "html": f"<p>{FIRST}</p>", "date": "2031-05-06"}, "T"),
        ):
            self.assertEqual(self.titles("a.json", json.dumps(data)), ([(title, "2031-05-06", len(FIRST))], ""))
        _, err = self.titles("a.json", json.dumps([FIRST, SECOND]), code=4)
        self.assertEqual(len(err.splitlines()), 3, err)  # strings are none, each told once, and counted
        got, err = self.titles("a.json", '[\n{"text": "a" b"},\n' + json.dumps(DOCUMENT) + "\n]", code=4)
        self.assertEqual(len(got), 1, err)  # a quote left open ends with its line
        got, err = self.titles("a.jsonl", "\x1e" + json.dumps({"text": FIRST + " \ud83d"}))
        self.assertEqual(got[0][2], len(FIRST) + 4)
        self.assertIn("U+FFFD", err)
        got, err = self.titles("a.jsonl", json.dumps({"text": FIRST + " \U0001f600"}))
        self.assertEqual((got[0][2], err), (len(FIRST) + 5, ""))

    def test_mail_within_mail(self):
        inner = f"From: a@t.example\nSubject: x\nContent-Type: text/plain\n\n{FIRST}"
        outer = "From: b@t.example\nSubject: Fwd\nDate: Tue, 6 May 31 06:30:00 +0000\nMIME-Version: 1.0\n"
        got, err = self.titles("a.eml", outer + "Content-Type: message/rfc822\n\n" + inner)
        self.assertEqual((got, err), ([("Fwd", "2031-05-06", len(FIRST))], ""))
        both = f"--B\nContent-Type: text/plain\n\n \n--B\nContent-Type: text/html\n\n<p>{FIRST}</p>\n--B--\n"
        got, _ = self.titles("a.eml", outer + 'Content-Type: multipart/alternative; boundary="B"\n\n' + both)
        self.assertEqual(got, [("Fwd", "2031-05-06", len(FIRST))])

    def test_names_in_archives(self):
        names = ["звіт/один.txt", "звіт/два.txt"]
        self.put("a.zip", zipped(**{n.replace(".", "_"): TEXT for n in names}))
        docs, _ = self.readings("a.zip")
        self.assertEqual([d["id"] for d in docs], [f"a.zip/{n}" for n in names])

    def test_bytes_that_are_no_text(self):
        _, err = self.readings(self.put("a.txt", bytes(range(256)) * 20), code=4)
        self.assertIn("--input text", err)
        (_,), err = self.readings(self.put("b.txt", b"Pologne accus\xc3\xa9e, \xc3 \xc3\xa9t\xc3\xa9. " + TEXT.encode()))
        self.assertRegex(err, r"not UTF-8; 1 place is left out")

    def test_forced(self):
        (d,), _ = self.readings("--input", "text", self.put("a.jsonl", json.dumps(DOCUMENT)))
        self.assertIsNone(d["date"])


class Silence(Case):
    """Nothing is lost without a word."""

    def test_folders_tell_what_they_pass_over(self):
        self.put("d/a.txt", TEXT)
        self.put("d/notes.md", "about")
        self.put("d/photo.jpg", b"\xff\xd8\xff")
        self.put("d/broken.pdf", b"%PDF-1.7 broken")
        self.put("d/wide.txt", TEXT.encode("utf-16"))
        self.put("d/table.csv", "a,b\n1,2\n")
        docs, err = self.readings("d", code=4)
        self.assertEqual([d["id"] for d in docs], ["d/a.txt", "d/wide.txt"])
        for name in ("d/notes.md", "d/photo.jpg", "d/broken.pdf", "d/table.csv"):
            self.assertEqual(
                sum(line.startswith(f"sayso: {name}") for line in err.splitlines()), 1, err
            )
        count = r"sayso: 2 documents read( \(\d+ words\))?, 3 skipped, 1 failed\n\Z"
        self.assertRegex(err, count)
        self.assertRegex(self.read("--dry-run", "d", code=4).stderr.decode(), count)
        self.assertNotIn("skipped,", self.readings("--quiet", "d", code=4)[1])
        os.remove(self.path("d/broken.pdf"))
        self.readings("d")  # what is no report is no mistake

    def test_encodings(self):
        text = "Президент України зустрівся з міністром закордонних справ Польщі у Києві. Росія обстріляла Харків у понеділок."
        french = "Le président de la Pologne a été reçu lundi à Kyiv par le ministre de la Défense. L’armée a arrêté trois députés de l’opposition, a annoncé le gouvernement."
        for name, data, encoding in (
            ("1251.txt", text.encode("cp1251"), "windows-1251"),
            ("koi.txt", text.encode("koi8-u"), "KOI8-U"),
            ("iso.txt", text.replace("’", "'").encode("iso-8859-5"), "ISO-8859-5"),
            ("1252.txt", french.encode("cp1252"), "windows-1252"),
            ("le.txt", text.encode("utf-16-le"), "UTF-16"),
            ("be.txt", text.encode("utf-16-be"), "UTF-16"),
        ):
            with self.subTest(name=name):
                (d,), err = self.readings("--date", "2031-05-06", self.put(name, data))
                self.assertIn(f"read as {encoding}", err)
                self.assertIn(
                    encoding, next(n["text"] for n in d["notes"] if n["kind"] == "encoding")
                )
                self.assertEqual(d["languages"], ["fr" if "1252" in name else "uk"])
        (d,), err = self.readings(self.put("mark.txt", text.encode("utf-16")))
        self.assertEqual((d["languages"], err), (["uk"], ""))
        (d,), err = self.readings(
            self.put(
                "declared.html",
                html('<meta charset="koi8-r">', f"<p>{text}</p>").decode().encode("koi8-u"),
            )
        )
        self.assertEqual(d["languages"][0], "uk")
        (d,), err = self.readings(
            self.put("undeclared.html", html("", f"<p>{text}</p>").decode().encode("cp1251"))
        )
        self.assertEqual(d["languages"][0], "uk")
        self.assertIn("windows-1251", err)

    def test_bad_dates(self):
        for name, data in (
            ("a.txt", f"Title: x\nDate: one fine day\n\n{TEXT}"),
            ("a.jsonl", json.dumps(DOCUMENT | {"date": "one fine day"})),
            ("a.html", html('<meta name="date" content="one fine day">')),
        ):
            with self.subTest(name=name):
                (d,), err = self.readings(self.put(name, data))
                self.assertIsNone(d["date"])
                self.assertIn("one fine day", err)
                self.assertIn(
                    "one fine day", next(n["text"] for n in d["notes"] if n["kind"] == "date")
                )
        (d,), err = self.readings(self.put("a.jsonl", json.dumps(DOCUMENT | {"date": {"day": 6}})))
        self.assertIn('"date" is neither text nor number', err)

    def test_what_all_documents_share_is_not_told_a_thousand_times(self):
        self.put("a.jsonl", "".join(json.dumps(DOCUMENT | {"id": f"d{n}", "date": "soon"}) + "\n" for n in range(1000)))
        p = self.read("--dry-run", "--format", "csv", "a.jsonl")
        lines = p.stderr.decode().splitlines()
        self.assertEqual(len(lines), 21)
        self.assertIn("the same of 980 more documents", lines[-1])

    def test_shown_dates(self):
        for shown in (
            '<div class="article__info-date">10:15 06.05.2031</div>',
            "<time>6 May 2031</time>",
            '<span class="published">May 6, 2031</span>',
            '<p class="date">6 травня 2031, 10:15</p>',
            '<div class="posted-on">le 6 mai 2031 à 10h15</div>',
        ):
            (d,), err = self.readings(
                self.put(
                    "a.html",
                    html(
                        "", f"<article><h1>Talks</h1>{shown}<p>{FIRST}</p><p>{SECOND}</p></article>"
                    ),
                )
            )
            self.assertEqual((d["date"], err), ("2031-05-06", ""), shown)

    def test_language_tags(self):
        for tag in ("en-GB", "EN", "en_US", "en"):
            (d,), err = self.readings(self.put("a.jsonl", json.dumps(DOCUMENT | {"language": tag})))
            self.assertEqual((d["languages"], err), (["en"], ""))
        (d,), err = self.readings(self.put("a.jsonl", json.dumps(DOCUMENT | {"language": "xx"})))
        self.assertEqual(d["languages"], ["en"])
        self.assertIn("no model for the language xx", err)
        (d,), err = self.readings(
            "--language", "uk-UA", self.put("b.txt", "Франція засудила Іран.")
        )
        self.assertEqual(d["languages"], ["uk"])

    def test_languages_that_are_not_read(self):
        german = "Der Präsident hat am Montag den Minister empfangen und über die Lage gesprochen. Die Regierung hat das bestätigt."
        (_,), err = self.readings(self.put("a.txt", f"{german}\n\n{german}\n\n{TEXT}"))
        self.assertEqual(len(err.splitlines()), 1, err)
        self.assertRegex(err, r"a\.txt: no model for language de; 2 paragraphs are not read")
        _, err = self.readings(self.put("a.txt", "\U0001f600 \U0001f389"))
        self.assertIn("no language could be told; 1 paragraph is not read", err)

    def test_deep_pages_are_read_to_their_end(self):
        (d,), err = self.readings(
            self.put(
                "a.html",
                html("", "<div>" * 900 + f"<p>{FIRST}</p>" + "</div>" * 900 + f"<p>{SECOND}</p>"),
            )
        )
        self.assertTrue({"ACCUSE"} <= {e["type"] for e in d["events"]} or "deep" in err)

    def test_body_in_linked_data(self):
        data = json.dumps(
            {
                "@type": "NewsArticle",
                "headline": "Talks",
                "datePublished": "2031-05-06",
                "articleBody": TEXT,
            }
        )
        (d,), _ = self.readings(
            self.put(
                "a.html",
                html(f'<script type="application/ld+json">{data}</script>', "<div id=root></div>"),
            )
        )
        self.assertIn("SANCTION", [e["type"] for e in d["events"]])

    def test_markup_in_fields(self):
        text = f"<p>{FIRST}</p><p>Belarus&nbsp;denied it.<br/>It expelled two Polish diplomats.</p><script>x = 1</script>"
        (d,), _ = self.readings(
            self.put(
                "a.jsonl",
                json.dumps({"text": text, "title": "Talks &amp; more", "date": "2031-05-06"}),
            )
        )
        self.assertEqual(d["title"], "Talks & more")
        self.assertFalse([a for e in d["events"] for a in e["actor"] if "<" in a["text"]])
        self.assertEqual(
            next(e for e in d["events"] if e["type"] == "ACCUSE")["actor"][0]["code"], "POL"
        )

    def test_files_without_documents(self):
        for name, data in (
            ("a.jsonl", "\n\n"),
            ("a.json", "[]"),
            ("a.csv", "title,text\n"),
            ("b.jsonl", '{"text":"  "}'),
            ("a.rss", "<rss><channel/></rss>"),
            ("a.warc", warc(b"x").split(b"WARC-Type: response")[0].rsplit(b"WARC/1.0", 1)[0]),
            ("a.zip", zipped()),
        ):
            with self.subTest(name=name):
                _, err = self.readings(self.put(name, data), code=4)
                self.assertEqual(len(err.splitlines()), 1, err)


class Limits(Case):
    def test_max_bytes_governs_all(self):
        for name, data in (
            ("a.txt", TEXT * 100),
            ("a.html", html("", f"<p>{TEXT}</p>" * 100)),
            ("a.jsonl", json.dumps({"text": TEXT * 100})),
            ("a.csv", "text\n" + TEXT.replace("\n", " ") * 100),
            ("a.zip", zipped(a_txt=TEXT * 100)),
        ):
            with self.subTest(name=name):
                _, err = self.readings("--max-bytes", "2000", self.put(name, data), code=4)
                self.assertIn("--max-bytes", err)
        big = html("", f"<p>{FIRST}</p>" + "<!-- " + "x" * (9 << 20) + " -->")
        (d,), _ = self.readings(self.put("big.html", big))
        self.assertTrue(d["events"])

    def test_long_documents(self):
        """Read part by part: spans and references hold, whatever the number of threads; told."""
        text = (TEXT + "\n\nВарта затримала двох дипломатів.\n\n") * 3000
        self.put("long.txt", text)
        p = self.read("--no-ledger", "--format", "jsonl", "--with-text", "--jobs", "3", "long.txt")
        self.assertRegex(p.stderr.decode(), r"\Asayso: long\.txt: a long document is read part by part.*\n\Z")
        d = json.loads(p.stdout)
        self.assertEqual(d["text"], text)
        raw = text.encode()
        for e in d["events"]:
            cue = e["cue"]
            self.assertEqual(raw[cue["start"] : cue["end"]].decode(), cue["text"])
            s = d["sentences"][e["sentence"]]
            self.assertTrue(s["start"] <= cue["start"] < s["end"])
            for n in e.get("numbers", ()):
                self.assertEqual(raw[n["start"] : n["end"]].decode(), n["text"])
                self.assertEqual(raw[n["who_start"] : n["who_end"]].decode(), n["who"])
        held = sum(n["kind"] == "arrested" for e in d["events"] for n in e.get("numbers", ()))
        self.assertGreaterEqual(held, 3000)
        accused = sum(e["type"] == "ACCUSE" for e in d["events"])
        self.assertGreaterEqual(accused, 3000)
        self.assertEqual(sorted(d["languages"]), ["en", "uk"])
        self.put("long.jsonl", p.stdout)
        again = self.read("--no-ledger", "--input", "reading", "--format", "jsonl", "--with-text", "long.jsonl")
        self.assertEqual(again.stdout, p.stdout)  # all spans and numbers were checked on the way

    @unittest.skipIf(SANITIZED, "a sanitizer's own memory counts too")
    def test_memory_a_paragraph(self):
        peak, step = [], 1000000  # many: what a part takes for itself is there once
        for n in (step, 2 * step):
            self.put("a.txt", "7\n\n" * n)
            p = subprocess.Popen([SAYSO, "read", "--no-ledger", "--jobs", "1", "a.txt"], env=ENV, cwd=self.folder,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(p.pid, 0)
            p.returncode = status
            self.assertEqual(status, 0)
            peak.append(used.ru_maxrss * 1024)
        self.assertLess((peak[1] - peak[0]) / step, 64)

    def test_termination_is_143_to_a_shell(self):
        self.put("long.txt", TEXT * 40000)
        script = '"$0" read --no-ledger long.txt & sleep 1; kill -TERM $!; wait $!; echo $?'
        p = subprocess.run(["sh", "-c", script, SAYSO], env=ENV, cwd=self.folder, capture_output=True, timeout=60)
        self.assertEqual(p.stdout.split()[-1], b"143", p.stderr)

    def test_signals(self):
        for text in (TEXT * 40000, TEXT.replace("\n\n", " ") * 40000, "a\n\n" * 5000000):
            self.put("long.txt", text)
            self.interrupt(signal.SIGINT)
            self.interrupt(signal.SIGTERM)

    def interrupt(self, sig):
        p = subprocess.Popen(
            [SAYSO, "read", "--no-ledger", "long.txt"],
            env=ENV,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(2)
        start = time.time()
        p.send_signal(sig)
        _, err = p.communicate(timeout=60)
        self.assertEqual(p.returncode, -sig, err)  # to a shell: 130 and 143
        self.assertLess(time.time() - start, 10 if SANITIZED else 1, err)
        self.assertIn(b"interrupted, not read", err)

    def test_stored_documents_are_not_read_again(self):
        self.put(
            "a.jsonl", "".join(json.dumps(DOCUMENT | {"id": f"d{n}"}) + "\n" for n in range(40))
        )
        first = self.read("--format", "csv", "a.jsonl")
        start = time.time()
        second = self.read("--format", "csv", "a.jsonl", "--data", DATA)
        self.assertEqual(first.stdout, second.stdout)
        again = self.read("--format", "csv", "--again", "a.jsonl")
        self.assertEqual(first.stdout, again.stdout)

    def test_dry_run(self):
        self.put("d/a.txt", TEXT)
        self.put("d/b.pdf", b"%PDF-1.7 broken")
        self.put("d/c.jsonl", json.dumps(DOCUMENT | {"language": "en-GB"}))
        p = self.read("--dry-run", "--format", "jsonl", "d", "--data", "/nowhere", code=4)
        rows = [json.loads(line) for line in p.stdout.splitlines()]
        self.assertEqual(
            [(r["file"], r["format"], r["date"], r["bytes"]) for r in rows],
            [("d/a.txt", "text", None, len(TEXT)), ("d/c.jsonl", "jsonl", "2031-05-06", len(TEXT))],
        )
        self.assertIn(b"d/b.pdf", p.stderr)
        self.assertFalse(os.path.exists(self.path("sayso.db")))


class Mutations(Case):
    """Examples with bytes changed, cut off, put in twice: each is read, or told in a line of its own with exit 4."""

    MOST = 1000

    def mutate(self, rng, data):
        data = bytearray(data)
        how = rng.randrange(4)
        if how == 0:
            for _ in range(rng.randrange(1, 12)):
                data[rng.randrange(len(data))] = rng.randrange(256)
        elif how == 1:
            del data[rng.randrange(1, len(data)) :]
        elif how == 2:
            at = rng.randrange(len(data))
            data[at:at] = data[rng.randrange(len(data)) :][: rng.randrange(1, 200)]
        else:
            at = rng.randrange(len(data))
            del data[at : at + rng.randrange(1, 100)]
        return bytes(data) or b"x"

    def test_everything_is_answered(self):
        examples = {k: v[0] for k, v in EXAMPLES.items()} | {"news.xml": SITEMAP}
        for name, data in examples.items():
            rng = random.Random(name)
            names = [
                self.put(f"{name}.d/{n:04}.{name.split('.', 1)[1]}", self.mutate(rng, data))
                for n in range(self.MOST)
            ]
            self.answered(name, names)

    @unittest.skipUnless(shutil.which("pdftotext"), "no pdftotext")
    def test_pdf_is_answered(self):
        rng = random.Random("pdf")
        data = pdf(TEXT)
        self.answered(
            "pdf",
            [self.put(f"pdf.d/{n:04}.pdf", self.mutate(rng, data)) for n in range(self.MOST)],
        )

    def answered(self, name, names):
        with self.subTest(name=name):
            p = subprocess.run(
                [SAYSO, "read", "--dry-run", "--quiet", "--format", "jsonl", *names],
                env=ENV,
                cwd=self.folder,
                capture_output=True,
                timeout=300,
            )
            self.assertIn(p.returncode, (0, 4), p.stderr[-500:])
            read = {json.loads(line)["file"].split(".d/")[1][:4] for line in p.stdout.splitlines()}
            told = set()
            for line in p.stderr.decode(errors="replace").splitlines():
                self.assertRegex(line, r"\Asayso: .+; .+\Z")
                told.add(line.split(".d/")[1][:4])
            self.assertEqual(read | told, {f"{n:04}" for n in range(len(names))})
            self.assertTrue(p.returncode == 4 or read == {f"{n:04}" for n in range(len(names))})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
