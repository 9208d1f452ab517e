"""Reads news reports: who did what to whom, when and where, and on whose say-so.

>>> reader = sayso.Reader()
>>> reading = reader.read("Norway's ambassador met the Tunisian minister on Monday.", date="2031-05-07")
>>> reading.events[0].type
'CONSULT'

docs/python.md tells all of it."""

import os

from . import _sayso
from ._sayso import *  # noqa: F403 records, Reading, Rows, Stream, errors
from ._sayso import ArgumentError, Reading, __version__

TYPE_CHECKING = False  # type checkers take it for true; typing takes milliseconds
_SKIPPED = 11  # SAYSO_SKIPPED: a file beside reports that is none
_HEAD = ("id", "date", "title", "publisher", "url", "language")


def _mark(reading):
    from ._html import mark

    return mark(reading)


def _dict(reading):
    import json

    return json.loads(reading.to_json())


Reading._repr_html_ = _mark
Reading.to_dict = _dict


def _warn(text):
    import warnings

    warnings.warn(text, stacklevel=3)


def _given(value):
    """None for what stands for nothing in data frames: NaN, NaT, NA."""
    try:
        return value if value == value else None
    except TypeError:  # NA is neither equal nor not
        return None


def _day(value):
    """A date as the library takes it: str, or what has isoformat(). Midnight is a day, as data frames
    have days."""
    return value.isoformat().removesuffix("T00:00:00") if hasattr(value, "isoformat") else value


def _text(value):
    """An id as str: data frames have them as numbers, too."""
    return value if value is None or isinstance(value, str) else str(value)


def _listed(value):
    """ "A,B" of ["A", "B"]."""
    return value if value is None or isinstance(value, str) else ",".join(value)


# ---- reading ----


def data_dirs():
    """The folders that hold models and word lists installed by wheels; of $SAYSO_DATA that one."""
    named = os.environ.get("SAYSO_DATA")
    if named:
        return [named]
    from importlib.util import find_spec

    spec = find_spec("sayso_data")
    return list(spec.submodule_search_locations) if spec else []


def _data_files(folders):
    """Path by name of each file of models and lists; the first folder that has it counts."""
    found = {}
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            if name.endswith(".sayso"):
                found.setdefault(name, os.path.join(os.path.abspath(folder), name))
    return found


def _engine(languages, folders, **options):
    """The engine; where only some languages are wanted, or the files lie in several folders, it is
    opened in a folder of links, which it does not need later."""
    if languages is None and len(folders) < 2:
        return _sayso._Engine(data_dir=folders[0] if folders else None, **options)
    import tempfile

    files = _data_files(folders)
    if languages is not None:
        shared = {"lexicon.sayso", "gazetteer.sayso", "heads.sayso", "ident.sayso"}
        wanted = {f"{code}.sayso" for code in languages}
        for name in sorted(wanted - set(files)):
            code = name.removesuffix(".sayso")
            raise _argument_error(
                f"no model of the language {code!r} in {', '.join(map(str, folders))}; "
                f"install sayso-model-{code}"
            )
        files = {name: path for name, path in files.items() if name in shared | wanted}
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        for name, path in files.items():
            os.symlink(path, os.path.join(folder, name))
        return _sayso._Engine(data_dir=folder, **options)


class Reader:
    """Reads documents. May be used by any number of threads at once.

    languages: codes of those to be read, ["en", "uk"]; None: all that are installed.
    data_dir: folder of models and word lists; None: $SAYSO_DATA, else the installed wheels'.
    knowledge: a file that `sayso knowledge import` wrote.
    max_document_bytes, most_ms: a larger document, or one that takes longer, is a DocumentError.
    trees: keep the trees of sentences with events, for ledgers."""

    def __init__(
        self,
        languages=None,
        data_dir=None,
        *,
        knowledge=None,
        max_document_bytes=0,
        most_ms=0,
        trees=False,
    ):
        if isinstance(languages, str):
            languages = [languages]
        options = {
            "knowledge": knowledge and os.fspath(knowledge),
            "max_document_bytes": max_document_bytes,
            "most_ms": most_ms,
            "trees": trees,
        }
        self._made_of = (languages, data_dir and os.fspath(data_dir), options)
        folders = [os.fspath(data_dir)] if data_dir else data_dirs()
        if languages is not None and not folders:
            raise _argument_error("name the data_dir whose languages are meant, or set SAYSO_DATA")
        self._engine = _engine(languages, folders, **options)
        self.languages = self._engine.languages()

    def __repr__(self):
        return f"<sayso.Reader: {', '.join(language.code for language in self.languages)}>"

    def __reduce__(self):
        languages, data_dir, options = self._made_of
        return _reader, (languages, data_dir, options)

    def read(
        self, text, *, id=None, date=None, title=None, publisher=None, url=None, language=None
    ):
        """Reads one document: str, or bytes, which need not be UTF-8.

        date: what "on Monday" is told against; str in ISO 8601, or a date of datetime or
        pandas. language: forces that of every paragraph. NaN, NaT and NA are None."""
        id, date, *rest = map(_given, (id, date, title, publisher, url, language))
        id = _text(id)
        if not isinstance(text, (str, bytes, bytearray, memoryview)) and _given(text) is None:
            raise _argument_error("no text", id)
        return self._engine.read(text, id, _day(date), *rest)

    def _read_any(self, item):
        """Reads what pipe takes: a text, a Document, or a dict of the arguments of read."""
        if isinstance(item, (str, bytes, bytearray, memoryview)):
            return self._engine.read(item)
        if isinstance(item, Document):
            return self.read(item.text, **{name: getattr(item, name) for name in _HEAD})
        if item is None or isinstance(item, float):
            return self.read(item)
        return self.read(**item)

    def pipe(self, documents, threads=None, *, on_error=None):
        """Reads many documents with several threads; gives their readings in the same order.

        documents: an iterable of texts, of Documents, or of dicts of the arguments of read; taken
        as readings are asked for, some documents ahead. Or a data frame or table (pandas, polars,
        pyarrow) with a column text and, if there, id, date, title, publisher, url, language.
        threads: None: one a processor.
        on_error: called with an Error and its document, which is then left out; None: it is raised.
        """
        threads = threads or len(os.sched_getaffinity(0))
        documents = _rows_of(documents)
        attempts = self._one_by_one(documents) if threads == 1 else self._many(documents, threads)
        for document, result in attempts:
            try:
                yield result()
            except Error as error:  # noqa: F405
                if on_error is None:
                    raise
                on_error(error, document)

    def _one_by_one(self, documents):
        for document in documents:
            yield document, lambda: self._read_any(document)  # noqa: B023 called before the next

    def _many(self, documents, threads):
        from collections import deque
        from concurrent.futures import ThreadPoolExecutor

        waiting = deque()
        with ThreadPoolExecutor(threads, "sayso") as pool:
            try:
                for document in documents:
                    waiting.append((document, pool.submit(self._read_any, document).result))
                    if len(waiting) >= 4 * threads:
                        yield waiting.popleft()
                while waiting:
                    yield waiting.popleft()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _argument_error(message, document=None):
    error = ArgumentError(f"{document}: {message}" if document else message)
    error.status, error.document, error.at, error.message = 2, document, None, message
    return error


def _rows_of(documents):
    """The rows of a data frame as dicts of the arguments of read; anything else as it is."""
    columns = getattr(documents, "column_names", None) or getattr(documents, "columns", None)
    if columns is None or not hasattr(documents, "shape"):
        return documents
    names = [str(name) for name in columns if isinstance(name, str)]
    if "text" not in names:
        raise _argument_error(f"no column \"text\"; there are {', '.join(names)}")
    chosen = [name for name in ("text", *_HEAD) if name in names]
    if hasattr(documents, "to_pylist"):  # pyarrow
        return documents.select(chosen).to_pylist()
    if hasattr(documents, "to_dicts"):  # polars
        return documents.select(chosen).to_dicts()
    return documents[chosen].to_dict("records")


def _reader(languages, data_dir, options):
    return Reader(languages, data_dir, **options)


# ---- documents from files ----


class Document:
    """A document as it came: id, date, title, publisher, url, language, and text in bytes."""

    __slots__ = (*_HEAD, "text")

    def __init__(self, text, **head):
        for name in _HEAD:
            setattr(self, name, head.pop(name, None))
        if head:
            raise TypeError(f"a document has no {next(iter(head))!r}")
        self.text = text

    def __repr__(self):
        return f"<sayso.Document id={self.id!r}: {len(self.text)} bytes>"


def documents(
    paths,
    *,
    format=None,
    date=None,
    publisher=None,
    language=None,
    max_document_bytes=0,
    on_error=None,
):
    """The documents of files and folders, in whatever format `sayso read` takes: docs/inputs.md.

    paths: one or several; "-" is standard input.
    format: read all as that ("text", "jsonl", "html", …); None: by name and content.
    date, publisher, language: of documents that state none.
    on_error: called with an Error of what cannot be read or is passed over; None: the first is
    raised, the second a warning."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    found = _sayso._Documents(
        tuple(os.fspath(path) for path in paths),
        format,
        _day(date) if date is not None else None,
        publisher,
        language,
        max_document_bytes,
    )
    while True:
        try:
            head, text = next(found)
        except StopIteration:
            return
        except Error as error:  # noqa: F405
            if on_error is not None:
                on_error(error)
            elif error.status == _SKIPPED:
                _warn(str(error))
            else:
                raise
            continue
        yield Document(text, **dict(zip(_HEAD, head)))


# ---- the ledger ----


if TYPE_CHECKING:
    from ._sayso import _Lists  # what the loop below adds
else:
    _Lists = object


class Ledger(_Lists):
    """A ledger: one SQLite file, or on a server of PostgreSQL. Belongs to one thread at a time; the
    lists that it gives are opened anew by whoever goes through them.

    path: the file, or "postgresql://NAME@HOST/DATABASE". write: make it where it is not there, and let add change it."""

    def __init__(self, path="sayso.db", *, write=False):
        self.path = os.fspath(path)
        self._write = write
        self._ledger = _sayso._Ledger(self.path, write)

    def __repr__(self):
        return f"<sayso.Ledger {self.path}>"

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        """Settles what was added, and closes."""
        if self._write:
            self.settle()
        self._ledger.close()

    def add(self, reading, *, again=False):
        """Keeps a reading; its key. A document that is there already stays as it is, unless
        `again`. Claims count it after settle, which lists call."""
        return self._ledger.add(reading, again)[0]

    def add_file(self, path, *, again=False):
        """Keeps the readings of a file of them (`to_json(with_text=True)`, a line each); their
        number."""
        return self._ledger.add_file(os.fspath(path), again)

    def settle(self):
        """Works out claims and positions over all documents."""
        self._ledger.settle()

    def explain(self, id):
        """Why a record is there: sentence, tree, spans and what made them."""
        return self._ledger.explain(id)

    def _behind(self):
        """Brings claims up to date, if that is allowed."""
        if not self._ledger.unsettled():
            return
        if self._write:
            self.settle()
            return
        try:
            with Ledger(self.path, write=True):
                pass
        except LedgerError as error:  # noqa: F405
            _warn(f"claims do not count the last documents: {error}")

    def merge(self, claim, other, *, note=None):
        """The reports of two claims are one claim from now on. This, and the next three, stand when
        a document is read again, and are written down in the ledger with the note."""
        self._ledger.merge(claim, other, note)

    def split(self, claim, events, *, note=None):
        """These events of the claim are a claim of their own."""
        self._ledger.split(claim, tuple(events), note)

    def withdraw(self, id, *, note=None):
        """Takes an event, an attribution or a document out."""
        self._ledger.withdraw(id, note)

    def correct(self, id, field, value, *, note=None):
        """Sets an event's type, mode, cameo, status, date, actor or recipient, or an attribution's
        stance."""
        self._ledger.correct(id, field, value, note)

    def undo(self, id, field=None, *, note=None):
        """Takes the last correction of the field back, which stays written down. Without a field:
        puts a withdrawn event, attribution or document back."""
        self._ledger.undo(id, field, note)

    def backup(self, path):
        """Copies the ledger into a new file."""
        self._ledger.backup(os.fspath(path))

    def verify(self):
        """Looks whether the ledger is as it was written: a line for each thing that is not."""
        return self._ledger.verify()

    def sql(self, query):
        """What a statement of SQL asks of the ledger's tables and views, a dict a row. Rows of Arrow
        have text in all columns: what kind a value is, SQLite says row by row only."""
        return self._ledger.sql(query)

    def search(self, words, **filters):
        """Rows: find documents by the words of their titles and texts; "so many words" in a row."""
        return self.rows("search", words=words, **filters)

    def rows(self, list, **filters):
        """The list of that name, as the command of that name gives it."""
        if _SETTLED.get(list):
            self._behind()
        for name in ("since", "until"):
            if filters.get(name) is not None:
                filters[name] = _day(filters[name])
        for name in ("type", "status", "by"):
            if name in filters:
                filters[name] = _listed(filters[name])
        return self._ledger.rows(list, **filters)


_SETTLED = {name: settled for name, _, _, settled, _ in _sayso.queries()}


def _query(name, summary):
    def rows(self, **filters):
        return self.rows(name, **filters)

    has = ", ".join(filter for filter, _ in _sayso.filters(name))
    rows.__name__ = name
    rows.__qualname__ = f"Ledger.{name}"
    rows.__doc__ = (
        f"Rows: {summary}.\n\nFilters: {has};\nwhat they mean, `sayso {name} --help` says."
    )
    return rows


for _name, _summary, *_, _words in _sayso.queries():
    if not _words:
        setattr(Ledger, _name, _query(_name, _summary))


def export(rows, path, format=None):
    """Writes rows, or readings, to a file of Arrow or Parquet. Needs pyarrow.

    format: "arrow" (IPC file, zstd) or "parquet"; None: by the ending of the path."""
    from ._export import write

    return write(rows, path, format)
