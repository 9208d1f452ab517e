"""Corpora on many machines: functions from batches of Arrow to batches of Arrow, and what hands them
to Spark. docs/corpora.md tells of it. Needs pyarrow; the functions on data frames need
pyspark, which needs pandas.

Reading needs a document alone. Claims need all reports that may tell of one event: of one type, and
with somebody of the same country in them. So readings are dealt out by type and by countries that
occur together (`dealt`), and each share is a ledger of its own, worked out by the ledger's own code:
one share or a hundred give the same claims, with the same ids."""

import os
import tempfile

import pyarrow

import sayso

DOCUMENTS = pyarrow.schema(
    [(name, pyarrow.string()) for name in sayso._HEAD]
    + [("text", pyarrow.binary()), ("error", pyarrow.string())]  # error: of a file, why there is no text
)
# day: of the document, "" unknown. shares: "TYPE country …" of its events. reading: a line of JSON
# with the text. error: why there is none.
READINGS = pyarrow.schema(
    [
        ("day", pyarrow.string()),
        ("id", pyarrow.string()),
        ("words", pyarrow.int64()),
        ("events", pyarrow.int64()),
        ("shares", pyarrow.list_(pyarrow.string())),
        ("reading", pyarrow.string()),
        ("error", pyarrow.string()),
    ]
)
BATCH = 256  # documents
LISTS = ("claims", "positions", "events", "numbers", "disputes", "reversals", "stories")

_readers = {}  # one engine a process, whatever number of tasks it works on


def _place(name):
    """A folder sent along by --archives, or any other."""
    if not name or os.path.exists(name):
        return name
    from pyspark import SparkFiles

    return SparkFiles.get(name)


def reader(data_dir=None, **options):
    """The process's Reader of these options."""
    key = (data_dir, *sorted(options.items()))
    if key not in _readers:
        _readers[key] = sayso.Reader(data_dir=_place(data_dir), **options)
    return _readers[key]


def _batches(rows, schema):
    """Rows (dicts) as batches."""
    waiting = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == BATCH:
            yield pyarrow.RecordBatch.from_pylist(waiting, schema)
            waiting = []
    if waiting:
        yield pyarrow.RecordBatch.from_pylist(waiting, schema)


# ---- batches to batches: for mapInArrow, Ray's map_batches, Dask's map_partitions ----


def documents(batches, **options):
    """From a column `path` to documents, in any format that `sayso read` takes: text, JSON lines,
    WARC, packed or not. What cannot be opened or read is a row with `error`, but for files that are
    no reports. options: those of sayso.documents."""
    for batch in batches:
        paths = batch.column("path").to_pylist()
        yield from _batches((row for path in paths for row in _found(path, options)), DOCUMENTS)


def _found(path, options):
    told = []
    options = {"on_error": told.append, **options}
    for document in sayso.documents(path, **options):
        yield from _told(told, path)
        yield {name: getattr(document, name) for name in (*sayso._HEAD, "text")}
    yield from _told(told, path)


def _told(told, path):
    """A row for each error told up to now."""
    for error in told:
        if error.status != sayso._SKIPPED:
            yield {"id": error.document or path, "error": str(error)}
    told.clear()


def readings(batches, data_dir=None, **options):
    """From documents (columns text and, if there, id, date, title, publisher, url, language) to
    readings. A document that cannot be read is a row with `error`."""
    engine = reader(data_dir, **options)
    for batch in batches:
        rows = batch.select(_columns(batch.schema.names)).to_pylist()
        yield from _batches((_reading(engine, row) for row in rows), READINGS)


def _columns(names):
    """Those of a frame of documents that are read."""
    if "text" not in names:
        raise ValueError(f"no column \"text\"; there are {', '.join(names)}")
    return [name for name in DOCUMENTS.names if name in names]


def _reading(engine, row):
    error = row.pop("error", None)
    try:
        reading = None if error else engine.read(**row)
    except sayso.Error as caught:
        error = str(caught)
    if error:
        id = row.get("id")
        name = None if id is None else str(id)
        return {"day": "", "id": name, "words": 0, "events": 0, "error": error}
    return {
        "day": (reading.date or "")[:10],
        "id": reading.id,
        "words": reading.words,
        "events": len(reading.events),
        "shares": shares(reading.events),
        "reading": reading.to_json(with_text=True),
    }


def shares(events):
    """Of each type in a document: the type, and whoever takes part in its events, by country; by the
    code of a body, and by name where there is no code."""
    found = {}
    for event in events:
        who = found.setdefault(event.type, set())
        for p in (*event.actor, *event.recipient):
            code = p.code or ""
            who.add(
                code if code.startswith(("IGO", "NGO", "MNC", "IMG")) else code[:3] or "=" + p.text
            )
    return sorted(
        " ".join([type, *sorted(w.replace(" ", "_") for w in who)]) for type, who in found.items()
    )


def components(shares):
    """Number by (type, who), equal for all of a type that occur together, over however many others
    between them."""
    parent = {}

    def find(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for share in shares:
        type, *who = share.split(" ")
        for one in who:
            a, b = find((type, who[0])), find((type, one))
            parent[max(a, b)] = min(a, b)
    roots = sorted({find(x) for x in list(parent)})
    number = {root: i for i, root in enumerate(roots)}
    return {x: number[find(x)] for x in parent}


def dealt(batches, of):
    """Readings with a column `share`, a row for each share that a reading belongs to."""
    schema = pyarrow.schema([("share", pyarrow.string()), ("reading", pyarrow.string())])

    def rows(batch):
        for row in batch.select(["shares", "reading"]).to_pylist():
            for share in row["shares"] or ():
                type, *who = share.split(" ")
                number = of[type, who[0]] if who else -1  # nobody: nothing can be compared with it
                yield {"share": f"{type} {number}", "reading": row["reading"]}

    for batch in batches:
        yield from _batches(rows(batch), schema)


def lists(batches, list="claims"):
    """From readings in order of their `share` to the rows of a list of the ledger."""
    share, lines = None, []

    def settled():
        with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
            path = os.path.join(folder, "readings.jsonl")
            with open(path, "w", encoding="utf-8") as out:
                out.writelines(line + "\n" for line in lines)
            ledger = sayso.Ledger(os.path.join(folder, "share.db"), write=True)
            ledger.add_file(path)
            ledger.settle()
            rows = ledger.rows(list, type=share.split(" ")[0])
            yield from pyarrow.RecordBatchReader.from_stream(rows)
            ledger.close()

    for batch in batches:
        for row in batch.to_pylist():
            if row["share"] != share and lines:
                yield from settled()
                lines = []
            share = row["share"]
            lines.append(row["reading"])
    if lines:
        yield from settled()


# ---- data frames of Spark ----


def _spark_schema(schema):
    """Spark has no numbers without sign: wider ones hold them."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(_signed(schema))


def _signed(schema):
    wider = {pyarrow.uint32(): pyarrow.int64(), pyarrow.uint64(): pyarrow.int64()}
    return pyarrow.schema([field.with_type(_signed_type(field.type, wider)) for field in schema])


def _signed_type(type, wider):
    if pyarrow.types.is_list(type):
        return pyarrow.list_(_signed_type(type.value_type, wider))
    if pyarrow.types.is_struct(type):
        return pyarrow.struct([f.with_type(_signed_type(f.type, wider)) for f in type])
    return wider.get(type, type)


def read_files(spark, paths, partitions=None, data_dir=None, **options):
    """Readings of files that every worker can open under these paths; a file is not cut."""
    frame = spark.createDataFrame([(path,) for path in paths], "path string")
    frame = frame.repartition(partitions or len(paths))
    frame = frame.mapInArrow(documents, _spark_schema(DOCUMENTS))
    return read(frame, data_dir, **options)


def read(frame, data_dir=None, **options):
    """Readings of a frame of documents; other columns than theirs are left out."""
    frame = frame.select(*_columns(frame.columns))
    return frame.mapInArrow(
        lambda batches: readings(batches, data_dir, **options), _spark_schema(READINGS)
    )


def ledger(frame, list="claims", partitions=None):
    """A list of the ledger, one of LISTS, over all readings of a frame, which is gone through twice:
    write it to Parquet and read that."""
    if list not in LISTS:
        raise ValueError(f"{list!r} is not made of shares by type; there are {', '.join(LISTS)}")
    frame = frame.select("shares", "reading")
    all_shares = frame.selectExpr("explode(shares) AS share").distinct().collect()
    of = frame.sparkSession.sparkContext.broadcast(components(row.share for row in all_shares))
    schema = pyarrow.schema([("share", pyarrow.string()), ("reading", pyarrow.string())])
    given = frame.mapInArrow(lambda batches: dealt(batches, of.value), _spark_schema(schema))
    given = given.repartition(*([partitions] if partitions else []), "share")
    wanted = _signed(pyarrow.schema(_rows(list)))

    def rows(batches):
        for batch in lists(batches, list):
            yield batch.cast(wanted)

    return given.sortWithinPartitions("share").mapInArrow(rows, _spark_schema(wanted))


def _rows(list):
    """Something that has the list's schema."""
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        with sayso.Ledger(os.path.join(folder, "none.db"), write=True) as none:
            return pyarrow.RecordBatchReader.from_stream(none.rows(list)).schema
