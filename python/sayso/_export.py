"""Rows and readings to files of Arrow and Parquet, written by pyarrow batch by batch."""

import os


def writer(path, schema, format):
    if format == "parquet":
        from pyarrow import parquet

        return parquet.ParquetWriter(path, schema, compression="zstd")
    import pyarrow

    options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
    return pyarrow.ipc.new_file(path, schema, options=options)


def write(rows, path, format=None):
    """The number of rows. A file appears whole or not at all."""
    path = os.fspath(path)
    if format is None:
        format = "parquet" if path.endswith((".parquet", ".pq")) else "arrow"
    if format not in ("arrow", "parquet"):
        raise ValueError(f"no format {format!r}; there are arrow and parquet")
    import pyarrow

    reader = pyarrow.RecordBatchReader.from_stream(rows)
    n = 0
    part = path + ".part"
    try:
        with writer(part, reader.schema, format) as out:
            for batch in reader:
                out.write_batch(batch)
                n += batch.num_rows
        os.replace(part, path)
    finally:
        if os.path.exists(part):
            os.remove(part)
    return n
