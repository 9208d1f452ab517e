#!/usr/bin/env python3
"""Which file uses which, from the object files: no circle between files, no use of a room above or
beside.

    graph.py BUILD SOURCE [--print]

A file uses another when its object wants a symbol that the other's defines (nm), or when it
includes a header of another room. The order of rooms is read from docs/house.md, in the block that
begins with "base": each line's rooms may use those of the lines before it, rooms in one line never
each other. --print writes the graph, a file and what it uses a line. """

import os
import re
import sys

from objects import objects, symbols

# Circles that are meant: the files, and why. One that is there no more must leave this list.
MEANT = [
    (
        ["src/when/forms.c", "src/when/relative.c", "src/when/spans.c"],
        "the grammar of dates is recursive: a date may hold dates (*two days after 3 March*)",
    )
]


def room_of(file):
    """src/when/forms.c is in when, src/formats/in/csv.c in formats, tools/train/net.c in
    tools/train."""
    parts = file.split("/")
    return parts[1] if parts[0] == "src" else "/".join(parts[:2])


def ranks(house):
    """The rank of each room: 0 is the lowest."""
    block = re.search(r"^```\n(base\b.*?)^```", house, re.M | re.S)
    if not block:
        sys.exit(
            "graph.py: the order of rooms is read from docs/house.md, from a block that begins with base"
        )
    rank, found = 0, {}
    for line in block.group(1).splitlines():
        for name in re.sub(r"\s{2,}.*", "", line).split(" | "):
            found[name] = rank
        rank += 1
    return found


def wants_and_homes(build, source):
    """Each file's wanted symbols, and each symbol's file."""
    wants, home = {}, {}
    for file, path in objects(build, source):
        for kind, name in symbols(path):
            if kind == "U":
                wants.setdefault(file, set()).add(name)
            elif name != "main" and home.setdefault(name, file) != file:
                sys.exit(f"graph.py: {name} is defined in {home[name]} and in {file}")
    return wants, home


def uses(wants, home):
    """graph[file][used file] = the symbols."""
    graph = {file: {} for file in set(wants) | set(home.values())}
    for file, names in wants.items():
        for name in sorted(names):
            if name in home and home[name] != file:
                graph[file].setdefault(home[name], []).append(name)
    return graph


def circles(graph):
    """Strongly connected files, two and more (Tarjan 1972, with a stack of its own in place of
    recursion)."""
    index, low, stack, found = {}, {}, [], []
    for root in sorted(graph):
        if root in index:
            continue
        work = [(root, iter(sorted(graph[root])))]
        index[root] = low[root] = len(index)
        stack.append(root)
        while work:
            file, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    work.append((other, iter(sorted(graph[other]))))
                    break
                if other in stack:
                    low[file] = min(low[file], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[file])
                if low[file] == index[file]:
                    cut = stack.index(file)
                    if len(stack) - cut > 1:
                        found.append(sorted(stack[cut:]))
                    del stack[cut:]
    return found


def circle_mistakes(graph):
    stale = [files for files, _ in MEANT]
    for circle in circles(graph):
        meant = [files for files, _ in MEANT if set(circle) <= set(files)]
        if meant:
            stale.remove(meant[0])
            continue
        yield "a circle of files: " + " ".join(circle) + "".join(
            f"\n    {a} uses {', '.join(graph[a][b][:4])} of {b}"
            for a in circle
            for b in sorted(graph[a])
            if b in circle
        )
    for files in stale:
        yield "no circle any more, take it from the list: " + " ".join(files)


def wrong_arrow(rank, file, other):
    a, b = room_of(file), room_of(other)
    if a not in rank:
        return f"{file}: docs/house.md gives the room {a} no place"
    return (
        None
        if a == b or (b in rank and rank[b] < rank[a])
        else f"{file} of {a} uses {other} of {b}, which is not below it"
    )


def arrow_mistakes(graph, rank):
    for file in sorted(graph):
        for other in sorted(graph[file]):
            wrong = wrong_arrow(rank, file, other)
            if wrong:
                yield f"{wrong}: {', '.join(graph[file][other][:4])}"


def include_mistakes(source, rank):
    for top in ("src", "tools", "python"):
        for folder, _, files in os.walk(os.path.join(source, top)):
            for name in sorted(files):
                if not name.endswith((".c", ".h")):
                    continue
                file = os.path.relpath(os.path.join(folder, name), source)
                with open(os.path.join(folder, name), encoding="utf-8") as f:
                    for header in re.findall(r'^#include "([^"]+)"', f.read(), re.M):
                        other = next(
                            (
                                t
                                for t in (f"src/{header}", f"tools/{header}")
                                if os.path.exists(os.path.join(source, t))
                            ),
                            None,
                        )
                        wrong = other and wrong_arrow(rank, file, other)
                        if wrong:
                            yield wrong


def main():
    build, source = (os.path.realpath(p) for p in sys.argv[1:3])
    with open(os.path.join(source, "docs/house.md"), encoding="utf-8") as f:
        rank = ranks(f.read())
    graph = uses(*wants_and_homes(build, source))
    if "--print" in sys.argv:
        for file in sorted(graph):
            print(file + ":", *sorted(graph[file]))
        return 0
    mistakes = [
        *circle_mistakes(graph),
        *arrow_mistakes(graph, rank),
        *include_mistakes(source, rank),
    ]
    print("\n".join(mistakes))
    print(
        f"{len(graph)} files, {sum(map(len, graph.values()))} arrows, {len(circles(graph))} circles, "
        f"{len(mistakes)} mistakes"
    )
    return 1 if mistakes or not graph else 0


if __name__ == "__main__":
    sys.exit(main())
