"""docs/ledger.md shows the schema as it is. usage: check_docs.py LEDGER.md SCHEMA.sql"""
import sqlite3
import sys

page, schema = (open(path, encoding="utf8").read() for path in sys.argv[1:])
if "```sql\n" + schema + "```" not in page:
    sys.exit("docs/ledger.md does not show src/ledger/schema.sql as it is: copy the schema into its block")
db = sqlite3.connect(":memory:")
db.executescript(schema)
blocks = page.split("```sql\n")[1:]
for block in (b.split("```")[0] for b in blocks):
    if block != schema:
        db.execute("EXPLAIN " + block)  # every query that the page shows is one that the schema answers
