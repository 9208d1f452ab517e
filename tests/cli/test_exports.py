"""Every export, loaded by what its users load it with: pandas, DuckDB, R's read.delim and RSQLite,
networkx, followthemoney.
usage: test_exports.py SAYSO DATA SOURCE"""

import csv
import glob
import json
import os
import subprocess
import sys
import unittest

import duckdb
import networkx
import pandas
from followthemoney import model

from scratch import ScratchCase

SAYSO, DATA, SOURCE = (os.path.abspath(p) for p in sys.argv[1:4])
ENV = {k: v for k, v in os.environ.items() if not k.startswith("SAYSO_")} | {"SAYSO_DATA": DATA}
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|
Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|
Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|
Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|
Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|
GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|
Story Organizations|Story Locations|Language|Version"""
ICEWS = """Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|
Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|
Publisher|City|District|Province|Country|Latitude|Longitude"""
ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type
actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction
civilian_targeting iso region country admin1 admin2 admin3 location latitude
longitude geo_precision source source_scale notes fatalities tags timestamp""".split()
ACLED_TYPES = {
    "Battles",
    "Protests",
    "Riots",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Strategic developments",
}
NAMES = """id,name,aliases,country,position,start,end,kind,coordinates,geonames,population
Q4242,Ottoline Farquharson,,Norway,Minister of Defence,2029-03-01,,person,,,
Q77,Drumkeel,,IE,,,,town,Point(-8.1 54.2),987654,54000
"""
TEXT = (
    "Id: made\nDate: 2031-05-07\nUrl: https://example.org/made\n\n"
    "Ottoline Farquharson condemned Russia in Drumkeel on Monday. \U0001f30d Tests.\n"
)


def listed(names):
    return names.replace("\n", "").split("|")


def run(*args, code=0):
    p = subprocess.run(args, capture_output=True, env=ENV, timeout=300, check=False)
    assert p.returncode == code, (args, p.stderr.decode(errors="replace")[-800:])
    return p.stdout.decode()


class Exports(ScratchCase):
    """One ledger of all samples and one made report, with imported names."""

    def setUp(self):
        super().setUp()
        self.ledger = self.path("l.db")
        self.put("names.csv", NAMES)
        self.put("made.txt", TEXT)
        run(SAYSO, "knowledge", "import", "--out", self.path("k.sayso"), self.path("names.csv"))
        run(
            SAYSO,
            "read",
            "--ledger",
            self.ledger,
            "--knowledge",
            self.path("k.sayso"),
            *sorted(glob.glob(f"{SOURCE}/samples/*.txt")),
            self.path("made.txt"),
        )

    def rows(self, what, *filters):
        out = run(SAYSO, what, "--ledger", self.ledger, "--format", "jsonl", *filters)
        return [json.loads(line) for line in out.splitlines()]

    def export(self, name, *filters):
        """The path of what was written; standard output gives the same bytes."""
        path = self.path(f"out.{name}")
        args = [SAYSO, "export", "--ledger", self.ledger, "--format", name, *filters]
        run(*args, "--out", path)
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        self.assertEqual(run(*args), text)
        self.assertFalse(glob.glob(path + ".*"))
        return path

    def r(self, code):
        return run("Rscript", "--vanilla", "-e", code).strip()

    def documents(self):
        with open(self.export("readings"), encoding="utf-8") as f:
            return {d["id"]: d for d in map(json.loads, f)}

    def test_gdelt_events(self):
        path = self.export("gdelt-events")
        claims = self.rows("claims")
        d = pandas.read_csv(path, sep="\t", header=None, dtype={26: str, 27: str, 28: str})
        self.assertEqual(d.shape, (len(claims), 61))
        self.assertTrue(d[0].is_unique and (d[0] > 0).all() and (d[0] < 2**53).all())
        self.assertTrue(set(d[29].dropna()) <= {1, 2, 3, 4})
        self.assertTrue(d[26].dropna().str.match(r"\d{3,4}$").all())
        self.assertTrue((d[27].dropna() == d[26].dropna().str[:3]).all())
        self.assertTrue(d[30].between(-10, 10).all())
        self.assertTrue((d[31] >= 1).all() and (d[33] >= 1).all())
        self.assertEqual(d[31].sum(), len(self.rows("events")))
        days = d[1].dropna().astype(int).astype(str)
        self.assertTrue(days.str.match(r"20\d{6}$").all())
        self.assertTrue(d[5].dropna().str.match(r"[A-Z]{3,}$").all())
        made = d[d[60] == "https://example.org/made"]
        self.assertEqual(made[[5, 15, 51, 53]].values.tolist(), [["NORGOV", "RUS", 4, "EI"]])
        self.assertEqual(made[[56, 57]].values.tolist(), [[54.2, -8.1]])
        self.assertEqual(made[58].astype(int).tolist(), [987654])
        n, distinct = duckdb.sql(
            f"SELECT count(*), count(DISTINCT column00) FROM read_csv('{path}', delim='\t', "
            "header=false, quote='')"
        ).fetchall()[0]
        self.assertEqual((n, distinct), (len(claims), len(claims)))
        out = self.r(
            f"d <- read.delim('{path}', header=FALSE, quote='', colClasses=c(V27='character')); "
            "cat(dim(d), format(d$V1[1], scientific=FALSE), sep='\\n')"
        )
        self.assertEqual(out.split(), [str(len(claims)), "61", str(d[0][0])])

    def test_gdelt_mentions(self):
        events = pandas.read_csv(self.export("gdelt-events"), sep="\t", header=None)
        d = pandas.read_csv(self.export("gdelt-mentions"), sep="\t", header=None)
        self.assertEqual(d.shape, (len(self.rows("events")), 16))
        self.assertTrue(set(d[0]) == set(events[0]))
        self.assertTrue((d[11] % 10 == 0).all() and d[11].between(10, 100).all())
        documents = self.documents()
        for _, row in d.iterrows():
            at = documents.get(row[5]) or next(x for x in documents.values() if x["url"] == row[5])
            self.assertEqual(row[12], len(at["text"]))
            cues = [
                len(at["text"].encode()[: e["cue"]["start"]].decode())
                for e in at["events"]
                if e["sentence"] + 1 == row[6]
            ]
            self.assertIn(row[9], cues)

    def test_polecat(self):
        path = self.export("polecat")
        events = self.rows("events")
        d = pandas.read_csv(path, sep="\t", na_values="None", keep_default_na=False)
        self.assertEqual(list(d.columns), listed(POLECAT))
        self.assertEqual(list(d["Event ID"]), [e["id"] for e in events])
        self.assertEqual(list(d["Event Type"]), [e["type"] for e in events])
        self.assertEqual(
            set(d["Quad Code"]),
            {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"},
        )
        made = d[d["Source"].isna()].iloc[0]
        self.assertEqual(made["Wikipedia Actor ID"], "Q4242")
        self.assertEqual(made["GeoNames ID"], 987654)
        self.assertEqual(made["Country"], "Ireland")
        self.assertEqual((made["Recipient Country"], int(made["Recipient COW"])), ("RUS", 365))
        out = self.r(
            f"d <- read.delim('{path}', quote='', na.strings='None', check.names=FALSE); "
            "cat(dim(d), names(d)[40], d$`Event ID`[1], sep='\\n')"
        )
        self.assertEqual(out.split(), [str(len(events)), "40", "Version", events[0]["id"]])

    def test_icews(self):
        d = pandas.read_csv(self.export("icews"), sep="\t", dtype={"CAMEO Code": str})
        self.assertEqual(list(d.columns), listed(ICEWS))
        events = self.rows("events")
        self.assertEqual(d["Event ID"].nunique(), len(events))
        mutual = [e for e in events if len(e["actor"]) == 2 and not e["recipient"]]
        self.assertTrue(mutual)
        pairs = sum(
            (
                len(e["actor"]) * len(e["recipient"])
                if e["actor"] and e["recipient"]
                else max(1, len(e["actor"]) * (len(e["actor"]) - 1))
            )
            for e in events
        )
        self.assertEqual(len(d), pairs)
        self.assertTrue(d["Source Country"].dropna().str.len().gt(3).all())
        self.assertEqual(
            duckdb.sql(
                f"SELECT count(*) FROM read_csv('{self.path('out.icews')}', delim='\t')"
            ).fetchall()[0][0],
            len(d),
        )

    def test_acled(self):
        path = self.export("acled")
        d = pandas.read_csv(path)
        self.assertEqual(list(d.columns), ACLED)
        self.assertTrue(len(d) and set(d["event_type"]) <= ACLED_TYPES)
        claims = {c["id"]: c for c in self.rows("claims")}
        self.assertTrue(all("actual" in claims[i]["statuses"] for i in d["event_id_cnty"]))
        self.assertTrue(set(d["time_precision"]) <= {1, 2, 3})
        self.assertTrue((d["fatalities"] >= 0).all())
        belarus = d[d["country"] == "Belarus"]
        self.assertTrue(len(belarus) and (belarus["iso"] == 112).all())
        with open(path, encoding="utf-8", newline="") as f:
            self.assertTrue(all(len(row) == 31 for row in csv.reader(f)))

    def test_web_annotation(self):
        with open(self.export("web-annotation"), encoding="utf-8") as f:
            page = json.load(f)
        self.assertEqual(page["@context"], "http://www.w3.org/ns/anno.jsonld")
        self.assertEqual(page["type"], "AnnotationPage")
        keys = {row["key"]: row["id"] for row in self.rows("documents")}
        documents = self.documents()
        seen = set()
        for a in page["items"]:
            self.assertNotIn(a["id"], seen)
            seen.add(a["id"])
            text = documents[keys[a["id"].split(":")[2].split("-")[0]]]["text"]
            targets = a["target"] if isinstance(a["target"], list) else [a["target"]]
            for t in targets:
                if "selector" not in t:
                    continue
                place, quote = t["selector"]
                self.assertEqual(text[place["start"] : place["end"]], quote["exact"])
                self.assertTrue(text[: place["start"]].endswith(quote["prefix"]))
                self.assertTrue(text[place["end"] :].startswith(quote["suffix"]))
        n = len(self.rows("events")) + len(self.rows("attributions"))
        self.assertEqual(len(seen), n)

    def corrected(self, tasks):
        """The readings that Label Studio's export of these tasks gives."""
        path = self.put("corrected.labelstudio.json", json.dumps(tasks, ensure_ascii=False))
        out = run(SAYSO, "read", "--no-ledger", "--format", "jsonl", "--with-text", path)
        return {d["id"]: d for d in map(json.loads, out.splitlines())}, path

    def tasks(self):
        with open(self.export("labelstudio"), encoding="utf-8") as f:
            tasks = json.load(f)
        for t in tasks:
            t["annotations"] = [{"result": t["predictions"][0]["result"]}]
        return tasks

    def test_labelstudio_gives_back_what_it_was_given(self):
        now, _ = self.corrected(self.tasks())
        was = self.documents()
        self.assertEqual(now.keys(), was.keys())
        for key, old in was.items():
            old["events"].sort(key=lambda e: e["cue"]["start"])
            for i, e in enumerate(old["events"]):
                e.update(id=i, confidence=1)
            self.assertEqual(now[key], old)

    def test_labelstudio_corrections(self):
        tasks = [t for t in self.tasks() if t["data"]["reading"]["id"] == "made"]
        text = tasks[0]["data"]["text"]
        units = text.encode("utf-16-le")
        for r in tasks[0]["predictions"][0]["result"]:
            if "value" in r:
                v = r["value"]
                self.assertEqual(
                    units[2 * v["start"] : 2 * v["end"]].decode("utf-16-le"), v["text"]
                )
        result = tasks[0]["annotations"][0]["result"]
        event = next(r for r in result if r.get("value", {}).get("labels") == ["ACCUSE"])
        event["value"]["labels"] = ["REJECT"]
        next(
            r
            for r in result
            if r["id" if "id" in r else "type"] == event["id"] and r["type"] == "choices"
        )["value"]["choices"] = ["possible"]
        at = (
            units.decode("utf-16-le").index("Tests") + 1
        )  # one character behind the globe is two units
        result += [
            {
                "id": "x1",
                "type": "labels",
                "value": {"start": at, "end": at + 5, "labels": ["PROTEST"]},
            },
            {
                "id": "x2",
                "type": "labels",
                "value": {
                    "start": text.index("Russia"),
                    "end": text.index("Russia") + 6,
                    "labels": ["actor"],
                },
            },
            {"type": "relation", "from_id": "x1", "to_id": "x2", "labels": ["actor"]},
        ]
        now, path = self.corrected(tasks)
        first, second = now["made"]["events"]
        self.assertEqual(
            (first["type"], first["mode"], first["status"]), ("REJECT", None, "possible")
        )
        self.assertEqual(first["actor"][0]["code"], "NORGOV")
        self.assertEqual((second["type"], second["cue"]["text"]), ("PROTEST", "Tests"))
        self.assertEqual([a["code"] for a in second["actor"]], ["RUS"])
        # the ledger takes them as they are, and so does the corpus' checker
        run(SAYSO, "read", "--ledger", self.path("gold.db"), path)
        rows = run(SAYSO, "events", "--ledger", self.path("gold.db"), "--format", "jsonl")
        self.assertEqual([json.loads(x)["type"] for x in rows.splitlines()], ["REJECT", "PROTEST"])

    def test_labelstudio_what_is_none(self):
        for content in ("[{}]", "{}", "nonsense", '[{"data":{"text":"x"}}]'):
            path = self.put("bad.labelstudio.json", content)
            p = subprocess.run(
                [SAYSO, "read", "--no-ledger", path], capture_output=True, env=ENV, check=False
            )
            self.assertEqual(p.returncode, 4, content)
            self.assertRegex(p.stderr.decode(), r"\Asayso: .+; .+\n\Z")

    def test_dna(self):
        d = pandas.read_csv(self.export("dna"), sep=";")
        self.assertEqual(
            list(d.columns),
            [
                "statement ID",
                "time",
                "document ID",
                "document title",
                "author",
                "source",
                "section",
                "type",
                "text",
                "person",
                "organization",
                "concept",
                "agreement",
            ],
        )
        said = [e for e in self.rows("events") if e["stance"]]
        self.assertEqual(len(d), len(said))
        self.assertEqual(set(d["agreement"]), {0, 1})
        denied = [e["stance"] in ("deny", "doubt") or e["status"] == "denied" for e in said]
        self.assertEqual(list(d["agreement"] == 0), denied)
        g = networkx.read_graphml(self.export("dna-graphml"), force_multigraph=True)
        kinds = {n: v["variable"] for n, v in g.nodes(data=True)}
        self.assertEqual(set(kinds.values()), {"organization", "concept"})
        self.assertTrue(
            all({kinds[a], kinds[b]} == {"organization", "concept"} for a, b in g.edges())
        )
        named = d[d["organization"].notna()]
        self.assertEqual(sum(v["weight"] for *_, v in g.edges(data=True)), len(named))
        self.assertEqual(
            {v["name"] for v in g.nodes.values() if v["variable"] == "concept"},
            set(named["concept"]),
        )

    def test_followthemoney(self):
        with open(self.export("ftm"), encoding="utf-8") as f:
            entities = [json.loads(line) for line in f]
        proxies = {}
        for data in entities:
            proxy = model.get_proxy(data, cleaned=False)
            for name, values in data["properties"].items():
                if name != "bodyText":
                    self.assertTrue(proxy.get(name), (name, values))
            self.assertNotIn(proxy.id, proxies)
            proxies[proxy.id] = proxy
        kinds = [p.schema.name for p in proxies.values()]
        self.assertEqual(kinds.count("Article"), len(self.rows("documents")))
        self.assertEqual(kinds.count("Event"), len(self.rows("events")))
        for p in proxies.values():
            for name in ("organizer", "involved", "proof"):
                for other in p.get(name, quiet=True):
                    self.assertIn(other, proxies)
        self.assertIn(
            "Q4242", [q for p in proxies.values() for q in p.get("wikidataId", quiet=True)]
        )

    def test_readings_are_what_read_gives(self):
        read = run(
            SAYSO,
            "read",
            "--no-ledger",
            "--knowledge",
            self.path("k.sayso"),
            "--format",
            "jsonl",
            "--with-text",
            *sorted(glob.glob(f"{SOURCE}/samples/*.txt")),
            self.path("made.txt"),
        )
        now = self.documents()
        for line in read.splitlines():
            d = json.loads(line)
            for e in d["events"]:
                e.pop("same", None)
            self.assertEqual(now[d["id"]], d)

    def test_lists(self):
        events = self.rows("events")
        path = self.put(
            "events.csv", run(SAYSO, "events", "--ledger", self.ledger, "--format", "csv")
        )
        self.assertEqual(list(pandas.read_csv(path)["id"]), [e["id"] for e in events])
        path = self.put(
            "events.jsonl", run(SAYSO, "events", "--ledger", self.ledger, "--format", "jsonl")
        )
        self.assertEqual(
            duckdb.sql(
                f"SELECT count(*), count(DISTINCT claim) FROM read_json('{path}')"
            ).fetchall()[0],
            (len(events), len(self.rows("claims"))),
        )
        page = json.loads(run(SAYSO, "events", "--ledger", self.ledger, "--format", "geojson"))
        self.assertEqual(page["type"], "FeatureCollection")
        self.assertEqual(len(page["features"]), len(events))
        placed = [f for f in page["features"] if f["geometry"]]
        self.assertTrue(placed)
        for f in placed:
            lon, lat = f["geometry"]["coordinates"]
            self.assertEqual((lon, lat), (f["properties"]["lon"], f["properties"]["lat"]))
        path = self.put(
            "c.csv",
            run(
                SAYSO,
                "counts",
                "--ledger",
                self.ledger,
                "--by",
                "month,type,actor",
                "--format",
                "csv",
            ),
        )
        panel = pandas.read_csv(path)
        self.assertEqual(
            list(panel.columns),
            ["month", "type", "actor", "events", "claims", "documents", "goldstein"],
        )
        self.assertFalse(panel.duplicated(["month", "type", "actor"]).any())
        out = self.r(
            f"library(RSQLite); d <- dbConnect(SQLite(), '{self.ledger}', flags=SQLITE_RO); "
            "cat(dbGetQuery(d, 'SELECT count(*) FROM list_events')[1, 1]); dbDisconnect(d)"
        )
        self.assertEqual(out, str(len(events)))

    def test_what_is_no_plain_file(self):
        """Devices, pipes and links stay what they are; - is standard output, and so is its own name."""
        args = [SAYSO, "export", "--ledger", self.ledger, "--format", "gdelt-events", "--out"]
        whole = run(*args[:-1])
        pipe, link, full = self.path("pipe"), self.path("link"), self.path("full")
        os.mkfifo(pipe)
        os.symlink("/dev/null", link)
        os.symlink("/dev/full", full)
        with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
            run(*args, pipe)
            self.assertEqual(reader.stdout.read().decode(), whole)
        run(*args, link)
        self.assertEqual(os.readlink(link), "/dev/null")
        p = subprocess.run([*args, full], env=ENV, capture_output=True, text=True, check=False)
        self.assertEqual(p.returncode, 2)
        self.assertIn("No space left", p.stderr)
        self.assertTrue(os.path.islink(full))
        here = sorted(os.listdir())
        self.assertEqual(run(*args, "-"), whole)
        self.assertEqual(run(*args, "/dev/stdout"), whole)
        self.assertEqual(sorted(os.listdir()), here)
        with open(self.path("more"), "w+b") as more:  # what stands in it already stays
            more.write(b"first\n")
            more.flush()
            subprocess.run([*args, self.path("more")], env=ENV, stdout=more, check=True)
            more.seek(0)
            self.assertEqual(more.read().decode(), "first\n" + whole)

    def test_filters(self):
        ids = [e["id"] for e in self.rows("events", "--type", "ASSAULT", "--since", "2031-05-01")]
        d = pandas.read_csv(
            self.export("polecat", "--type", "ASSAULT", "--since", "2031-05-01"), sep="\t"
        )
        self.assertEqual(list(d["Event ID"]), ids)
        run(
            SAYSO,
            "export",
            "--ledger",
            self.ledger,
            "--format",
            "icews",
            "--document",
            "none",
            "--exit-status",
            code=1,
        )

    def test_withdrawn(self):
        """What is left has the ids and words that it had, although numbers have a gap now."""

        def told(name, mark, *columns):
            d = pandas.read_csv(self.export(name), sep="\t", dtype=str, keep_default_na=False)
            return {row[mark]: tuple(row[c] for c in columns) for _, row in d.iterrows()}

        def annotated():
            with open(self.export("web-annotation"), encoding="utf-8") as f:
                items = json.load(f)["items"]
            return {a["id"].split(":")[2]: (a["target"], a["body"]) for a in items}

        def entities():
            with open(self.export("ftm"), encoding="utf-8") as f:
                all_ = [json.loads(line) for line in f]
            return {e["id"]: e["properties"] for e in all_ if e["schema"] == "Event"}

        def everything():
            return (
                told("polecat", "Event ID", "Event Type", "Event Mode", "Actor Name", "Placename"),
                told("icews", "Event ID", "CAMEO Code", "Event Text", "Source Name"),
                annotated(),
                entities(),
            )

        before = everything()
        used = set()  # attributions under which something stands
        for i, (_, body) in before[2].items():
            for e in (json.loads(b["value"]) for b in body if b["type"] == "Dataset"):
                for x in [e, *e.get("numbers", [])]:
                    used.add(f"{i.split('-')[0]}-a{x.get('attribution')}")
        event = next(e["id"] for e in self.rows("events") if e["id"].endswith("-e0"))
        said = next(
            a["id"]
            for a in self.rows("attributions")
            if a["id"] not in used and any(a["id"].split("-")[0] in u and a["id"] < u for u in used)
        )
        run(SAYSO, "withdraw", "--ledger", self.ledger, event, said)
        for was, now in zip(before, everything()):
            self.assertTrue(len(was) - 2 <= len(now) < len(was))
            self.assertTrue(set(now) < set(was))
            for i, shown in now.items():
                self.assertEqual(shown, was[i], i)
        for name in ("gdelt-events", "gdelt-mentions", "acled", "dna", "readings"):
            self.export(name)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
