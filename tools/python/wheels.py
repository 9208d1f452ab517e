#!/usr/bin/env python3
"""wheels.py OUT: the wheels as they are published.

sayso            the package, with the shared libraries that it needs (auditwheel)
sayso_knowledge  word lists, names, gazetteer, judge and language identifier
sayso_model_XX   a language's model

All of the data go to the folder sayso_data. Needs pip, auditwheel, patchelf, icu-devtools and a C
compiler. Of ICU's data, 31 MB, only that goes along which the program asks for: converters of
encodings, and names of months and countries in the languages that are read."""

import base64
import glob
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

SOURCE = pathlib.Path(__file__).parents[2]


def run(*command, **options):
    subprocess.run([str(x) for x in command], check=True, **options)


# ---- a small libicudata ----


def icu_library():
    """Path and number of the system's libicudata."""
    found = subprocess.check_output(["/sbin/ldconfig", "-p"], text=True)
    match = re.search(r"libicudata\.so\.(\d+) .*=> (\S+)", found)
    if not match:
        sys.exit("wheels.py: there is no libicudata")
    return pathlib.Path(match.group(2)), match.group(1)


def icu_package(library, number, out):
    """The package of data inside: the library is nothing else."""
    table = subprocess.check_output(["readelf", "-SW", library], text=True)
    at, size = re.search(r"\.rodata\s+PROGBITS\s+\S+ (\S+) (\S+)", table).groups()
    with open(library, "rb") as file:
        file.seek(int(at, 16))
        out.write_bytes(file.read(int(size, 16)))


def icu_wanted(name):
    languages = "|".join(sorted(p.name for p in (SOURCE / "languages").iterdir() if p.is_dir()))
    shared = "supplementalData|numberingSystems|zoneinfo64|timezoneTypes|metaZones|likelySubtags"
    return re.fullmatch(
        rf".*\.cnv|cnvalias\.icu|pnames\.icu|ulayout\.icu|nfkc(_cf)?\.nrm"
        rf"|(region/)?(root|{languages}|pool|res_index)\.res"
        rf"|({shared}|keyTypeData|windowsZones|icuver|icustd|plurals|dayPeriods|metadata)\.res",
        name,
    )


def icu_small(folder):
    """Makes libicudata with the wanted items in the folder."""
    library, number = icu_library()
    folder = pathlib.Path(folder)
    whole, small = folder / f"icudt{number}l.dat", folder / "small" / f"icudt{number}l.dat"
    small.parent.mkdir()
    icu_package(library, number, whole)
    items = subprocess.check_output(["icupkg", "-l", whole], text=True).split()
    (folder / "remove.txt").write_text("".join(f"{n}\n" for n in items if not icu_wanted(n)))
    run("icupkg", "--ignore-deps", "-r", folder / "remove.txt", whole, small)
    symbol = f"icudt{number}_dat"
    (folder / "data.S").write_text(
        f'.section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, %object\n{symbol}:\n.incbin "{small}"\n'
        f'.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",%progbits\n'
    )
    name = f"libicudata.so.{number}"
    (folder / "lib").mkdir()
    run(
        "cc",
        "-shared",
        "-nostdlib",
        f"-Wl,-soname,{name}",
        "-o",
        folder / "lib" / name,
        folder / "data.S",
    )
    return folder / "lib"


# ---- wheels are zip files with a list of what is in them ----


def write_wheel(path, files, info):
    """files: name and bytes; info: name of the folder *.dist-info."""
    lines = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files:
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(data)}")
            entry = zipfile.ZipInfo(name, (2031, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, data)
        out.writestr(f"{info}/RECORD", "".join(f"{x}\n" for x in [*lines, f"{info}/RECORD,,"]))


def data_wheel(out, name, version, about, files):
    info = f"{name}-{version}.dist-info"
    metadata = (
        f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\nSummary: {about}\n"
        "License: models/LICENSES.md of sayso\n"
    )
    wheel = (
        "Wheel-Version: 1.0\nGenerator: sayso wheels.py\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    licences = (SOURCE / "models" / "LICENSES.md").read_bytes()
    files = [
        *files,
        (f"{info}/LICENSES.md", licences),
        (f"{info}/METADATA", metadata.encode()),
        (f"{info}/WHEEL", wheel.encode()),
    ]
    write_wheel(out / f"{name}-{version}-py3-none-any.whl", files, info)


def split(wheel, folder, out):
    """The wheel without data to the folder; those of data to `out`."""
    version = wheel.name.split("-")[1]
    with zipfile.ZipFile(wheel) as whole:
        files = [(name, whole.read(name)) for name in whole.namelist()]
    data = [f for f in files if f[0].startswith("sayso_data/")]
    rest = [f for f in files if f not in data and not f[0].endswith("/RECORD")]
    info = f"sayso-{version}.dist-info"
    bare = pathlib.Path(folder) / wheel.name
    write_wheel(bare, rest, info)
    models = [f for f in data if re.fullmatch(r"sayso_data/[a-z]{2,3}(-\w+)?\.sayso", f[0])]
    for name, model in models:
        code = pathlib.PurePath(name).stem
        about = f"Model of the language {code} for sayso"
        data_wheel(out, f"sayso_model_{code.replace('-', '_')}", version, about, [(name, model)])
    shared = [f for f in data if f not in models]
    data_wheel(out, "sayso_knowledge", version, "Word lists, names and gazetteer for sayso", shared)
    return bare


def main():
    out = pathlib.Path(sys.argv[1]).resolve()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, SOURCE)
        [wheel] = map(pathlib.Path, glob.glob(folder + "/sayso-*.whl"))
        bare = pathlib.Path(folder) / "bare"
        bare.mkdir()
        wheel = split(wheel, bare, out)
        small = icu_small(tempfile.mkdtemp(dir=folder))
        environment = dict(os.environ, LD_LIBRARY_PATH=str(small))
        auditwheel = shutil.which("auditwheel") or "auditwheel"
        run(auditwheel, "repair", "--strip", "-w", out, wheel, env=environment)
    for path in sorted(out.glob("*.whl")):
        print(f"{path.stat().st_size / 1e6:7.2f} MB  {path.name}")


if __name__ == "__main__":
    main()
