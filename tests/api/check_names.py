"""Every external name of the libraries begins with sayso_, so that none meets one of the host program's.
usage: check_names.py LIBRARY…"""
import re
import subprocess
import sys

bad = set()
for library in sys.argv[1:]:
    flags = ["-D"] if ".so" in library else []
    out = subprocess.run(["nm", *flags, "--defined-only", "--extern-only", library], capture_output=True, check=True, text=True).stdout
    names = {m.group(1) for m in re.finditer(r"^[0-9a-f]+ [A-Z] (\S+)$", out, re.M)}
    bad |= {n for n in names if not re.match(r"_?_?(sayso_|asan_|ubsan_|odr_asan)", n)}
if bad:
    sys.exit("names without the prefix sayso_: " + " ".join(sorted(bad)))
