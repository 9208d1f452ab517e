"""build.py NODE MODULES WEB KNOWLEDGE OUT.c SCRIPT…: the page's files as C.

Each script is bundled by esbuild with what it imports and made small; NODE `none` makes a file
without assets. The same sources give the same bytes."""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
UNUSED = {"commander"}  # of a command of topojson-client, which is not in the page
HEAD = "/* Made by src/page/build.py. */\n#include \"page/page.h\"\n\n"


def esbuild(node, paths, names, folder, *more):
    """Bundles scripts with what they import, which is looked for in paths, too."""
    command = [node, os.path.join(paths[0], "esbuild", "bin", "esbuild"), *names]
    options = "--bundle --minify --format=iife --target=es2020 --charset=utf8 --log-level=warning"
    subprocess.run(
        command + options.split() + [f"--outdir={folder}", "--loader:.json=json", "--loader:.tsv=text", *more],
        env=dict(os.environ, NODE_PATH=os.pathsep.join(paths)),
        check=True,
    )


def work_out(node, paths, script, made):
    """What the script prints, as a file of JSON that others import."""
    name = os.path.splitext(os.path.basename(script))[0]
    esbuild(node, paths, [script], made)
    with open(os.path.join(made, name + ".json"), "wb") as f:
        subprocess.run([node, os.path.join(made, name + ".js")], stdout=f, check=True)


def bundle(node, modules, web, knowledge, scripts, folder):
    names = [os.path.join(web, s + ".js") for s in scripts] + [os.path.join(web, "page.css")]
    with tempfile.TemporaryDirectory() as made:
        for name in ("coasts.js", "names.js"):
            work_out(node, [modules, knowledge], os.path.join(web, name), made)
        intl = ["--define:Intl=saysoIntl", "--inject:" + os.path.join(web, "intl.js")]
        esbuild(node, [modules, made], names, folder, *intl)
    with open(os.path.join(web, "index.html"), encoding="utf-8") as f:
        text = f.read()
    with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as f:
        f.write(re.sub(r"\n\s*", "\n", text))


def first(modules, node, web):
    """What the views ask first, as rows of C."""
    with tempfile.TemporaryDirectory() as made:
        for part in ("coasts.json", "names.json"):  # only what is drawn needs them
            with open(os.path.join(made, part), "w", encoding="utf-8") as f:
                f.write("{}")
        name = os.path.join(made, "first.js")
        esbuild(node, [modules, made], [os.path.join(web, "first.js")], made)
        asked = json.loads(subprocess.run([node, name], stdout=subprocess.PIPE, check=True).stdout)
    for path, parameters in asked:
        pairs = "".join(f'{{"{k}", "{v}"}}, ' for k, v in parameters.items())
        yield f'{{"rows/{path}", {{{pairs}{{0}}}}}},\n'


def licences(modules, web, folder):
    """licences.txt: what of others is in the page, and on which terms."""
    with open(os.path.join(web, "package-lock.json"), encoding="utf-8") as f:
        packages = json.load(f)["packages"]
    text = "What of others is in this page, and on which terms.\n"
    for path, p in sorted(packages.items()):
        name = path.rpartition("node_modules/")[2]
        if not name or p.get("dev") or name in UNUSED:
            continue
        text += f"\n---- {name} {p['version']}: {p['license']}, https://www.npmjs.com/package/{name}\n"
        own = os.path.join(modules, name, "LICENSE")
        if os.path.exists(own):
            with open(own, encoding="utf-8") as f:
                text += "\n" + f.read().strip() + "\n"
    with open(os.path.join(folder, "licences.txt"), "w", encoding="utf-8") as f:
        f.write(text)


def array(name, data):
    numbers = ",".join(map(str, data))
    return f"static const uint8_t {name}[] = {{{numbers}}};\n"


def embed(folder, out):
    rows = []
    for i, name in enumerate(sorted(os.listdir(folder))):
        with open(os.path.join(folder, name), "rb") as f:
            data = f.read()
        packed = gzip.compress(data, 9, mtime=0)
        tag = hashlib.sha256(data).hexdigest()[:16]
        out.write(array(f"plain_{i}", data) + array(f"packed_{i}", packed))
        rows.append(
            f'{{"{name}", "{TYPES[os.path.splitext(name)[1]]}", "\\"{tag}\\"", plain_{i}, '
            f"sizeof plain_{i}, packed_{i}, sizeof packed_{i}}},\n"
        )
    return rows


def main():
    node, modules, web, knowledge, out, *scripts = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, open(out, "w", encoding="utf-8") as f:
        f.write(HEAD)
        rows = questions = []
        if node != "none":
            bundle(node, modules, web, knowledge, scripts, folder)
            licences(modules, web, folder)
            rows = embed(folder, f)
            questions = first(modules, node, web)
        f.write("static const sayso_page_asset assets[] = {\n" + "".join(rows) + "{0}};\n")
        f.write(
            "const sayso_page_asset *sayso_page_asset_nth(size_t i)\n{\n"
            "    return i + 1 < sizeof assets / sizeof *assets ? &assets[i] : NULL;\n}\n"
            "bool sayso_page_built(void)\n{\n    return sayso_page_asset_nth(0) != NULL;\n}\n"
        )
        f.write("static const sayso_page_first firsts[] = {\n" + "".join(questions) + "{0}};\n")
        f.write(
            "const sayso_page_first *sayso_page_first_nth(size_t i)\n{\n"
            "    return i + 1 < sizeof firsts / sizeof *firsts ? &firsts[i] : NULL;\n}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
