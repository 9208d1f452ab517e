"""Runs the examples of Python in documents, each document's in one go in a fresh folder, and the
cells of the notebook.

usage: test_docs.py SOURCE DOCUMENT…, with sayso importable"""

import ast
import doctest
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1]).resolve()


def examples(page):
    """(line, language, text) of each block of Python or shell."""
    for match in re.finditer(r"^```(python|sh)\n(.*?)^```", page, re.M | re.S):
        yield page.count("\n", 0, match.start()) + 1, match.group(1), match.group(2)


def run_page(path):
    """The number of examples, and of those that fail."""
    tried = failed = 0
    names = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.REPORT_NDIFF)
    for line, language, text in examples(path.read_text(encoding="utf-8")):
        if language == "sh":
            # python is this one
            command = text.replace("python ", sys.executable + " ")
            tried += 1
            failed += subprocess.run(["sh", "-ec", command]).returncode != 0
            continue
        test = doctest.DocTestParser().get_doctest(text, names, path.name, str(path), line)
        test.globs = names  # what one block made, the next one has
        result = runner.run(test, clear_globs=False)
        tried, failed = tried + result.attempted, failed + result.failed
    return tried, failed


def run_cell(source, names):
    """As a notebook does it: the value of the last expression is shown, as HTML if it can."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if last is None:
        return
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    shown = (hasattr(value, "_repr_html_") and value._repr_html_()) or repr(value)
    if shown in ("", "None"):
        raise ValueError("a cell shows nothing")


def run_notebook(path):
    os.environ["MPLBACKEND"] = "agg"
    notebook, names, n = json.loads(path.read_text(encoding="utf-8")), {}, 0
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            run_cell("".join(cell["source"]), names)
            n += 1
    return n, 0


def main():
    bad = False
    for name in sys.argv[2:]:
        path = SOURCE / name
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(SOURCE / "samples", os.path.join(folder, "samples"))
            os.chdir(folder)
            tried, failed = (run_notebook if path.suffix == ".ipynb" else run_page)(path)
            os.chdir("/")
        print(f"{name}: {tried} examples, {failed} failed")
        bad |= failed > 0 or tried == 0
    return bad


if __name__ == "__main__":
    sys.exit(main())
