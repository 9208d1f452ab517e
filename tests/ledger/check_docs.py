"""The schema makes a database, and every query that docs/ledger.md and docs/schema.md show is one
that it answers. usage: check_docs.py FIELDS.py FIELDS.def SCHEMA.sql PAGE…"""
import sqlite3
import subprocess
import sys
import zlib

fields_py, *sources = sys.argv[1:4]
schema = subprocess.run(
    [sys.executable, fields_py, "schema", *sources], capture_output=True, check=True, text=True
).stdout
db = sqlite3.connect(":memory:")
db.create_function("sayso_unpack", 1, zlib.decompress, deterministic=True)
db.executescript(schema)
for page in sys.argv[4:]:
    for block in open(page, encoding="utf8").read().split("```sql\n")[1:]:
        query = block.split("```")[0]
        if query != schema:
            db.execute("EXPLAIN " + query)
