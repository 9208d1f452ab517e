"""sayso knowledge import and lookup, and reading with imported names: every format, bad rows,
damaged files, full disks.
usage: test_knowledge.py SAYSO DATA SANITIZERS. All names are invented."""

import csv
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
import unittest

from scratch import ScratchCase

SAYSO, DATA = (os.path.abspath(p) for p in sys.argv[1:3])
PLAIN = sys.argv[3] == "none"  # a sanitizer's own memory defies limits
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}

PEOPLE = """id,name,aliases,country,position,start,end,kind,coordinates,population
http://www.wikidata.org/entity/v1,Orsolya Vantier,Орсоля Вантьє,LU,Minister of Foreign Affairs,2029-03-01,2033-05-30,human,,
v1,Orsolya Vantier,O. Vantier|Orsolya M. Vantier,LU,Ambassador,2033-06-01,,human,,
v2,Kestrel Shipping Group,Kestrel Group,Malta,,,,company,,
v3,Veldmark-on-Sea,,Belgium,,,,village,Point(2.8 51.2),1200
v4,"Jorun ""Jo"" Askeladd",,NO,Senator,2030,,human,,
"""
ENTITIES = [
    {
        "id": "k1",
        "caption": "Darek Wolszczan",
        "schema": "Person",
        "properties": {
            "name": ["Darek Wolszczan", "WOLSZCZAN, Darek Jan"],
            "alias": ["Дарек Вольщан"],
            "weakAlias": ["Bruno Kot"],
            "country": ["pl"],
            "topics": ["role.pep"],
        },
    },
    {
        "id": "p1",
        "schema": "Position",
        "properties": {"name": ["Minister of Defence"], "country": ["pl"]},
    },
    {
        "id": "o1",
        "schema": "Occupancy",
        "properties": {
            "holder": ["k1"],
            "post": ["p1"],
            "startDate": ["2028-01-01"],
            "endDate": ["2030"],
        },
    },
    {"id": "k2", "schema": "Company", "properties": {"name": ["Zorvex"], "country": ["de"]}},
    {
        "id": "k3",
        "schema": "Person",
        "properties": {
            "name": ["Ilse Marant"],
            "country": ["be"],
            "positionOccupancies": [
                {
                    "id": "o2",
                    "schema": "Occupancy",
                    "properties": {
                        "startDate": ["2029-01-01"],
                        "post": [
                            {
                                "id": "p2",
                                "schema": "Position",
                                "properties": {"name": ["Prime Minister"], "country": ["be"]},
                            }
                        ],
                    },
                }
            ],
        },
    },
    {
        "id": "k4",
        "schema": "PublicBody",
        "properties": {"name": ["Veldmark Harbour Office"], "country": ["be"]},
    },
    {"id": "k5", "schema": "Vessel", "properties": {"name": ["Silver Gannet"]}},
]
FTM = "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in ENTITIES)


def place(number, name, alternates="", kind="P\tPPL", admin1="VLG", people="54000"):
    return f"{number}\t{name}\t{name}\t{alternates}\t51.5\t4.2\t{kind}\tBE\t\t{admin1}\t\t\t\t{people}\t\t5\tEurope/Brussels\t2030-01-01\n"


# the second row is a town that the built-in gazetteer has too: it tells what BRU stands for
PLACES = (
    place(900000001, "Veldmark", "Veldmarque,Велдмарк,VDM")
    + "2800866\tBrussels\tBrussels\t\t50.85045\t4.34878\tP\tPPLC\tBE\t\tBRU\tBRU\t\t\t1019022\t\t28\tEurope/Brussels\t2022-01-01\n"
    + place(900000002, "Veldmark Hotel", kind="S\tHTL")
    + place(900000003, "Little Brunn", admin1="BRU", people="0")
)
ALTERNATES = "1\t900000001\tuk\tВелдмарке\t\t\t\t\n2\t900000001\tzh\tVuldmok\t\t\t\t\n3\t77\ten\tNowhere\t\t\t\t\n"
ACTORS = """# invented
HELGA_TORVALDSEN_  ; of Farland
+PRESIDENT_TORVALDSEN_
\t[DNKGOV 270101-20310630]
\t[DNKELI]
NORTHERN_LIGHT_FRONT_ [DNKREB]
+NLF_
OLD_FRONT_ [DNKREB <20200101] [DNKOPP >20200102]
"""


class Case(ScratchCase):
    def put(self, name, data):
        super().put(name, data)
        return name  # as complaints about rows show it

    def run_sayso(self, *args, code=0, **options):
        p = subprocess.run(
            [SAYSO, *args],
            **({"env": ENV, "cwd": self.folder, "capture_output": True, "timeout": 300} | options),
        )
        self.assertEqual(p.returncode, code, (args, p.stderr.decode(errors="replace")[-2000:]))
        return p

    def imported(self, *files, code=0, bad=()):
        """Imports; what is told must begin as in bad, line by line."""
        p = self.run_sayso("knowledge", "import", *files, code=code)
        told = p.stderr.decode().splitlines()
        self.assertEqual(len(told), len(bad), told)
        for line, want in zip(told, bad):
            self.assertRegex(line, r"\Asayso: .+; .+\Z")
            self.assertTrue(line.startswith("sayso: " + want), (line, want))
        return p.stdout.decode()

    def look(self, *args):
        out = self.run_sayso(
            "knowledge", "lookup", "--knowledge", "knowledge.sayso", "--format", "jsonl", *args
        ).stdout.decode()
        return [json.loads(line) for line in out.splitlines()]

    def one(self, *args):
        found = self.look(*args)
        self.assertEqual(len(found), 1, (args, found))
        return found[0]

    def code(self, date, *name):
        return self.one("--date", date, *name)["code"]


class Formats(Case):
    def test_csv(self):
        self.imported(self.put("people.csv", PEOPLE))
        self.assertEqual(
            [self.code(d, "Orsolya Vantier") for d in ("2028-01-01", "2030-01-01", "2040-01-01")],
            ["LUXELI", "LUXGOV", "LUXGOV"],
        )
        self.assertEqual(self.one("Орсоля Вантьє")["id"], "knowledge:import/csv:v1")
        self.assertEqual(self.look("Vantier"), [])
        self.assertEqual(self.look("O. Vantier"), [])
        c = self.one("Kestrel Shipping Group")
        self.assertEqual(
            (c["code"], c["kind"], c["rule"], c["basis"]),
            ("MLTBUS", "organisation", "exact", "people.csv:4"),
        )
        p = self.one("Veldmark-on-Sea")
        self.assertEqual(
            (p["id"], p["country"], p["lat"], p["lon"], p["population"]),
            ("gazetteer:import/csv:v3", "BEL", 51.2, 2.8, 1200),
        )
        self.assertEqual(self.code("2031-01-01", "Jorun Askeladd"), "NORLEG")

    def test_csv_of_other_shapes(self):
        """Semicolons, a mark of byte order, quotes over lines, CR LF, columns that nobody knows."""
        self.imported(
            self.put(
                "a.csv",
                '\ufeffqid;itemLabel;itemAltLabel;shoe size;citizenshipLabel\r\nq1;"Mira\r\nOstrow";"Mira B. Ostrow, Mira Ostrowa";39;Poland\r\n',
            ),
            "--input",
            "csv",
        )
        self.assertEqual(self.one("Mira Ostrow")["basis"], "a.csv:2")
        self.assertEqual(self.one("Mira Ostrowa")["country"], "POL")

    def test_csv_of_a_query(self):
        """Addresses and labels side by side: the labels are read."""
        self.imported(
            self.put(
                "q.csv",
                "item,itemLabel,country,countryLabel,position,positionLabel,start\n"
                "http://x/entity/Q1,Mira Ostrow,http://x/entity/Q36,Poland,http://x/entity/Q2,Minister of Justice,2030-01-01T00:00:00Z\n",
            )
        )
        self.assertEqual(self.code("2031-01-01", "Mira Ostrow"), "POLGOV")

    def test_csv_bad_rows(self):
        head = "id,name,country,position,start,end,kind,lat,lon\n"
        rows = [
            "1,Nora Quist,Nowhereland,,,,human,,",
            "2,,SE,,,,human,,",
            "3,Nora Quist,SE,Senator,soon,,human,,",
            "4,Nora Quist,SE,Senator,2031,2030,human,,",
            "5,Quistby,SE,,,,town,95,10",
            "6,too,few",
            "7,Nora \udcff,SE,,,,human,,",
            "8,Nora Quist,SE,,,,human,,",
            '9,"Nora Open,SE,,,,human,,',
        ]
        self.put("a.csv", (head + "\n".join(rows) + "\n").encode("utf8", "surrogateescape"))
        out = self.imported(
            "a.csv", code=4, bad=[f"a.csv:{n}: " for n in (2, 3, 4, 5, 6, 7, 8, 10)]
        )
        self.assertIn("1 people and bodies", out)
        self.assertEqual(self.one("Nora Quist")["basis"], "a.csv:9")
        self.imported(
            self.put("b.csv", "size,colour\n1,red\n"), code=4, bad=["b.csv:1: no column for names"]
        )

    def test_ftm(self):
        self.imported(self.put("entities.ftm.json", FTM))
        self.assertEqual(
            [self.code(d, "Darek Wolszczan") for d in ("2027-12-31", "2030-12-31", "2031-01-01")],
            ["POLELI", "POLGOV", "POLELI"],
        )
        self.assertEqual(self.one("Darek Jan Wolszczan")["id"], "knowledge:import/ftm:k1")
        self.assertEqual(self.one("Дареком Вольщаном")["id"], "knowledge:import/ftm:k1")
        self.assertEqual(self.look("Bruno Kot"), [])  # a weak alias
        self.assertEqual(self.code("2030-01-01", "Ilse Marant"), "BELGOV")
        self.assertEqual(self.code("2030-01-01", "Veldmark Harbour Office"), "BELGOV")
        self.assertEqual(self.one("Zorvex")["code"], "DEUBUS")
        self.assertEqual(self.look("Silver Gannet"), [])

    def test_ftm_in_any_order(self):
        lines = FTM.splitlines(True)
        for seed in range(5):
            random.Random(seed).shuffle(lines)
            self.imported(self.put("e.json", "".join(lines)))
            self.assertEqual(self.code("2029-01-01", "Darek Wolszczan"), "POLGOV")

    def test_ftm_bad_rows(self):
        rows = [
            '{"id": "broken",',
            "[1]",
            '{"id":"a","schema":"Person"}',
            '{"id":"a","schema":"Person","properties":{"name":[]}}',
            FTM.splitlines()[0],
            "",
            '{"id":7,"schema":"Person","properties":{"name":["Nora Quist"]}}',
            '{"id":"b","schema":"Person","properties":{"name":["Nora \\u0000 Quist"]}}',
            '{"id":"c","schema":"Person","properties":{"name":["Nora Quist", 5, null, {"x": []}],"country":[7],"topics":"x","positionOccupancies":[1,{}]}}',
        ]
        self.put("e.json", "\n".join(rows) + "\n")
        self.imported("e.json", code=4, bad=[f"e.json:{n}: " for n in (1, 2, 3, 4, 7, 8)])
        self.assertEqual(self.one("Nora Quist")["id"], "knowledge:import/ftm:c")

    def test_geonames(self):
        self.imported(self.put("BE.txt", PLACES), self.put("alternateNamesV2.txt", ALTERNATES))
        p = self.one("Veldmark")
        self.assertEqual(
            (p["id"], p["kind"], p["admin1"], p["country"], p["basis"]),
            ("gazetteer:geonames/900000001", "place", "BE-VLG", "BEL", "BE.txt:1"),
        )
        self.assertEqual(self.one("Little Brunn")["admin1"], "BE-BRU")
        self.assertEqual(len({c["id"] for c in self.look("Brussels")}), len(self.look("Brussels")))
        for name, languages in (("Велдмарк", None), ("Велдмарке", "uk"), ("Veldmarque", None)):
            self.assertIn(languages or "en", self.one(name)["languages"])
        for name in ("VDM", "Vuldmok", "Veldmark Hotel"):
            self.assertEqual(self.look(name), [], name)

    def test_geonames_bad_rows(self):
        rows = (
            place(1, "Goodby")
            + "12\tbad\trow\n"
            + place("x", "Badby")
            + place(2, "Badby").replace("51.5", "95")
            + place(3, "Badby", people="many")
            + place(4, "Otherby")
        )
        self.imported(self.put("BE.txt", rows), code=4, bad=[f"BE.txt:{n}: " for n in (2, 3, 4, 5)])
        self.assertEqual(
            [len(self.look("Goodby")), len(self.look("Badby")), len(self.look("Otherby"))],
            [1, 0, 1],
        )

    def test_actors(self):
        self.imported(self.put("made.actors", ACTORS))
        self.assertEqual(
            [self.code(d, "Helga Torvaldsen") for d in ("2026-01-01", "2030-01-01", "2032-01-01")],
            ["DNKELI", "DNKGOV", "DNKELI"],
        )
        self.assertEqual(self.one("NLF")["code"], "DNKREB")
        self.assertEqual(self.look("Nlf"), [])
        self.assertEqual(self.code("2010-01-01", "Old Front"), "DNKREB")
        self.assertEqual(self.code("2030-01-01", "Old Front"), "DNKOPP")

    def test_actors_bad_rows(self):
        rows = "+NOBODY_\n\t[DNKGOV]\nGOOD_ONE_ [DNKGOV]\nBAD_CODE_ [DNK\nBAD_DAY_ [DNKGOV 209913-209914]\nSMALL_ONE_ [dnkgov]\nNO_ONE_ [---]\n"
        self.imported(
            self.put("made.actors", rows),
            "--input",
            "actors",
            code=4,
            bad=[f"made.actors:{n}: " for n in (1, 2, 4, 5, 6)],
        )
        self.assertEqual(self.one("Good One")["code"], "DNKGOV")

    def test_what_nobody_knows(self):
        self.put("a.bin", bytes(range(256)))
        self.put("empty", b"")
        self.imported(
            "a.bin",
            "empty",
            "none.csv",
            code=4,
            bad=["a.bin: no list", "empty: no list", "none.csv: cannot open"],
        )

    def test_many_mistakes_are_counted(self):
        self.put("e.json", '{"id":1}\n' * 50 + FTM)
        p = self.run_sayso("knowledge", "import", "e.json", code=4)
        told = p.stderr.decode().splitlines()
        self.assertEqual(len(told), 21)
        self.assertRegex(told[-1], r"\Asayso: e\.json: 30 more rows .+; .+\Z")


class Reading(Case):
    TEXT = (
        "Date: 2030-05-06\nLanguage: en\n\nPARIS - Orsolya Vantier met Polish officials in Veldmark on Monday. Vantier accused Belarus of espionage. "
        "Darek Wolszczan rejected the claim. Progress was slow.\n"
    )

    def read(self, *args, env=ENV):
        return json.loads(
            self.run_sayso(
                "read",
                "--no-ledger",
                "--format",
                "jsonl",
                *args,
                self.put("a.txt", self.TEXT),
                env=env,
            ).stdout
        )

    def test_names_in_text(self):
        self.imported(
            self.put("p.csv", PEOPLE), self.put("e.json", FTM), self.put("BE.txt", PLACES)
        )
        before, after = self.read(), self.read("--knowledge", "knowledge.sayso")
        self.assertEqual(after, self.read(env=ENV | {"SAYSO_KNOWLEDGE": "knowledge.sayso"}))
        self.assertFalse([a for a in before["actors"] if "import/" in a["via"]])
        actors = {a["name"]: a for a in after["actors"]}
        v = actors["Orsolya Vantier"]
        self.assertEqual(
            (v["code"], v["via"], len(v["mentions"])), ("LUXGOV", "knowledge:import/csv:v1", 2)
        )
        self.assertEqual(actors["Darek Wolszczan"]["code"], "POLGOV")
        accuse = [e for e in after["events"] if e["type"] == "ACCUSE"][0]
        self.assertEqual([a["code"] for a in accuse["actor"]], ["LUXGOV"])
        self.assertIn(
            ("Veldmark", "gazetteer:geonames/900000001"),
            [(p["name"], p["via"].split(";")[0]) for p in after["places"]],
        )

    def test_built_in_names_win(self):
        rows = "id,name,country,code,kind\n1,Emmanuel Macron,US,USABUS,person\n2,Belarus,US,USABUS,company\n3,Reuters,US,USABUS,company\n4,Minister,US,USABUS,company\n"
        self.imported(self.put("p.csv", rows))
        text = self.put(
            "m.txt",
            "Date: 2020-05-06\nLanguage: en\n\nEmmanuel Macron accused Belarus of espionage, Reuters said. The minister met Macron.\n",
        )
        want = self.run_sayso("read", "--no-ledger", "--format", "jsonl", text).stdout
        self.assertEqual(
            self.run_sayso(
                "read", "--no-ledger", "--format", "jsonl", "--knowledge", "knowledge.sayso", text
            ).stdout,
            want,
        )

    def test_ordinary_words_stay_words(self):
        rows = "id,name,country,kind\n" + "".join(
            f"{i},{w},US,company\n"
            for i, w in enumerate("progress Monday officials claim Vantier slow Was On met".split())
        )
        self.imported(self.put("p.csv", rows))
        want, have = self.read(), self.read("--knowledge", "knowledge.sayso")
        self.assertEqual(have["events"], want["events"])
        self.assertFalse(
            [
                a
                for a in have["actors"]
                if a["name"] in ("progress", "Monday", "officials", "claim", "slow", "On")
            ]
        )

    def test_namesakes_of_two_countries_are_nobody(self):
        self.imported(
            self.put(
                "p.csv",
                "id,name,country,code\n1,Darek Wolszczan,PL,POLGOV\n2,Darek Wolszczan,CZ,CZEGOV\n",
            )
        )
        self.assertEqual(len(self.look("Darek Wolszczan")), 2)
        self.assertFalse(
            [
                a
                for a in self.read("--knowledge", "knowledge.sayso")["actors"]
                if "import/" in a["via"]
            ]
        )


class Lookup(Case):
    def test_built_in_names(self):
        p = self.run_sayso("knowledge", "lookup", "--format", "jsonl", "Paris")
        found = [json.loads(line) for line in p.stdout.decode().splitlines()]
        self.assertEqual({f["kind"] for f in found}, {"capital", "town"})
        self.assertTrue(
            all(f["rule"] == "exact" and 0 < f["score"] <= 1 and f["id"] for f in found)
        )
        self.assertTrue(any(f["basis"].startswith("knowledge/") for f in found if f["basis"]))

    def test_formats_and_exit_status(self):
        rows = list(
            csv.DictReader(
                io.StringIO(
                    self.run_sayso(
                        "knowledge", "lookup", "--format", "csv", "foreign", "minister"
                    ).stdout.decode()
                )
            )
        )
        self.assertEqual([r["code"] for r in rows], ["GOV"])
        told = self.run_sayso("knowledge", "lookup", "Zzyzx Qwrtz").stderr
        self.assertEqual(told, b"sayso: nothing bears the name Zzyzx Qwrtz\n")
        self.run_sayso("knowledge", "lookup", "-e", "Zzyzx Qwrtz", code=1)
        self.run_sayso("knowledge", "lookup", "--language", "xx", "Paris", code=2)
        self.run_sayso("knowledge", "lookup", "--date", "soon", "Paris", code=2)
        self.run_sayso("knowledge", "lookup", code=2)
        self.run_sayso("knowledge", code=2)
        self.run_sayso("knowledge", "export", code=2)


class BadDays(Case):
    def whole(self):
        self.imported(self.put("p.csv", PEOPLE), self.put("e.json", FTM))
        with open(self.path("knowledge.sayso"), "rb") as f:
            return f.read()

    def test_same_bytes_twice(self):
        first = self.whole()
        os.remove(self.path("knowledge.sayso"))
        self.assertEqual(self.whole(), first)

    def test_damaged_file(self):
        whole = self.whole()
        self.put("a.txt", Reading.TEXT)
        for n, data in enumerate(
            (
                b"",
                whole[:20],
                whole[:-1],
                whole + b"x",
                whole[:-9] + b"y" + whole[-8:],
                b"x" * len(whole),
            )
        ):
            self.put("bad.sayso", data)
            for args in (
                ["read", "--no-ledger", "--knowledge", "bad.sayso", "a.txt"],
                ["knowledge", "lookup", "--knowledge", "bad.sayso", "Paris"],
            ):
                p = self.run_sayso(*args, code=3)
                self.assertRegex(p.stderr.decode(), r"\Asayso: bad\.sayso(:\d+)?: .+; .+\n\Z")
        self.run_sayso("knowledge", "lookup", "--knowledge", "none.sayso", "Paris", code=2)

    def test_full_disk_keeps_the_old_file(self):
        whole = self.whole()
        self.put(
            "big.json",
            "".join(
                json.dumps(
                    {
                        "id": f"x{i}",
                        "schema": "Person",
                        "properties": {"name": [f"Nora{i} Quist{i}"], "country": ["se"]},
                    }
                )
                + "\n"
                for i in range(5000)
            ),
        )

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        p = self.run_sayso("knowledge", "import", "big.json", code=2, preexec_fn=limit)
        self.assertRegex(p.stderr.decode(), r"\Asayso: knowledge\.sayso: .+; .+\n\Z")
        self.check_old(whole)
        self.run_sayso("knowledge", "import", "--out", "none/k.sayso", "p.csv", code=2)

    def check_old(self, whole):
        with open(self.path("knowledge.sayso"), "rb") as f:
            self.assertEqual(f.read(), whole)
        self.assertEqual([f for f in os.listdir(self.folder) if f.endswith(".tmp")], [])

    def test_names_as_registers_and_sanction_lists_have_them(self):
        rows = [{"id": "p", "schema": "Person", "caption": "Vetrov Sergey", "properties": {"name": ["Vetrov Sergey"], "firstName": ["Sergey"],
                 "lastName": ["Vetrov"], "fatherName": ["Ivanovich"], "country": ["ru"]}},
                {"id": "z", "schema": "Organization", "caption": "SO-CALLED GOVERNMENT OF THE REPUBLIC OF ZALESIA", "properties": {}},
                {"id": "k", "schema": "Company", "caption": "ООО «Коваленко и сыновья»", "properties": {"country": ["ru"]}},
                {"id": "a", "schema": "Company", "caption": "Acme Widgets, LLC", "properties": {}}]
        self.put("f.json", "".join(json.dumps(r) + "\n" for r in rows))
        self.run_sayso("knowledge", "import", "f.json", "-o", "f.sayso")
        for name, found in (("Сергей Иванович Ветров", "p"), ("Ветров Сергей Иванович", "p"), ("Vetrov Sergey Ivanovich", "p"), ("Vetrov Sergei", "p"), ("Ветров Сергей", "p"),
                            ("Government of the Republic of Zalesia", "z"), ("Коваленко и сыновья", "k"), ("Acme Widgets", "a")):
            out = self.run_sayso("knowledge", "lookup", "-k", "f.sayso", "--format", "jsonl", name).stdout
            self.assertIn(f"import/ftm:{found}", out if isinstance(out, str) else out.decode(), name)

    def test_actors_without_a_sign_in_the_first_line(self):
        self.put("m.txt", "# actors\n\nRED_TOLM_ORGANIZATION \n+TOLM_BRIGADES\n\t[INTREB]\nHAMLET_FRONT\n\t[KKLREB]\n")
        out = self.run_sayso("knowledge", "import", "m.txt", "-o", "m.sayso").stdout
        self.assertIn("2 people and bodies", out if isinstance(out, str) else out.decode())

    def test_surname_first_with_patronymic(self):
        for name in ("LAVROV Sergey Viktorovich", "Лавров Сергей Викторович"):
            out = self.run_sayso("knowledge", "lookup", "--format", "jsonl", name).stdout
            self.assertIn("RUSGOV", out if isinstance(out, str) else out.decode(), name)

    def test_interrupted_keeps_the_old_file(self):
        whole = self.whole()
        for sig in (signal.SIGINT, signal.SIGKILL):
            p = subprocess.Popen(
                [SAYSO, "knowledge", "import", "-"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=self.folder,
                env=ENV,
            )
            p.stdin.write(FTM.encode() * 1000)
            p.stdin.flush()
            time.sleep(0.3)
            p.send_signal(sig)
            _, err = p.communicate(timeout=60)
            self.assertEqual(p.returncode, -sig, err)
            self.check_old(whole)

    def test_very_long_line(self):
        long = (
            b'{"id":"x","schema":"Person","properties":{"name":["' + b"a" * (40 << 20) + b'"]}}\n'
        )
        self.put("e.json", FTM.encode() + long + FTM.replace("k1", "z1").encode())
        limit = (
            (lambda: resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20)))
            if PLAIN
            else None
        )
        p = self.run_sayso("knowledge", "import", "e.json", code=4, preexec_fn=limit)
        self.assertRegex(
            p.stderr.decode(), r"\Asayso: e\.json:8: the line is longer than .+; .+\n\Z"
        )
        self.assertIn("8 people and bodies", p.stdout.decode())

    def test_any_bytes(self):
        seeds = {
            "csv": PEOPLE,
            "ftm": FTM,
            "geonames": PLACES,
            "alternates": ALTERNATES,
            "actors": ACTORS,
        }
        for seed in range(12):
            rng = random.Random(seed)
            for kind, text in seeds.items():
                data = bytearray(text.encode() * 3)
                for _ in range(rng.randrange(1, 60)):
                    data[rng.randrange(len(data))] = rng.choice(b"\0\xff\"\t\n,;[]{}_<>-+09aZ")
                self.put("in", bytes(data) if seed % 3 else rng.randbytes(2000))
                p = subprocess.run(
                    [SAYSO, "knowledge", "import", "--input", kind, "in"],
                    env=ENV,
                    cwd=self.folder,
                    capture_output=True,
                    timeout=60,
                )
                self.assertIn(p.returncode, (0, 4), p.stderr.decode(errors="replace")[-500:])
                for line in p.stderr.decode(errors="replace").splitlines():
                    self.assertRegex(line, r"\Asayso: .+; .+\Z")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]] + sys.argv[4:])
