"""Classes all customers with DuckDB: classes.py SQL FOLDER DAY MONTH QUARTER TIMES. Prints the least time and the counts as JSON."""

import json
import resource
import sys
import time

import duckdb

sql, folder, day, month, quarter, times = sys.argv[1:]
with open(sql, encoding="utf-8") as text:
    query = text.read().format(files=f"'{folder}/*.parquet'", day=day, month=month, quarter=quarter)
connection = duckdb.connect(config={"threads": 2})
least, counts = None, None
for _ in range(int(times)):
    since = time.monotonic()
    counts = dict(connection.execute(query).fetchall())
    seconds = time.monotonic() - since
    least = seconds if least is None else min(least, seconds)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": least, "peak_bytes": peak, "counts": counts, "version": duckdb.__version__}))
