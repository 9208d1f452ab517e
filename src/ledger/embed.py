"""Writes a text file as a C string constant. usage: embed.py IN OUT NAME"""
import sys

source, target, name = sys.argv[1:]
lines = open(source, encoding="utf8").read().splitlines()
with open(target, "w", encoding="utf8") as out:
    out.write(f"/* Written by embed.py from {source.rsplit('/', 1)[-1]}. */\nstatic const char {name}[] =\n")
    for line in lines:
        out.write('    "' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"\n')
    out.write("    ;\n")
