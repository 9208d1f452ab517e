"""fetch.py NPM WEB BUILD: what web/package-lock.json names, fetched into BUILD/node_modules.

Nothing is done where that lies there already. No package's own scripts are run."""

import os
import shutil
import subprocess
import sys


def main():
    npm, web, build = sys.argv[1:4]
    os.makedirs(build, exist_ok=True)
    done = os.path.join(build, "node_modules", ".sayso-lock.json")
    with open(os.path.join(web, "package-lock.json"), "rb") as f:
        lock = f.read()
    if os.path.exists(done):
        with open(done, "rb") as f:
            if f.read() == lock:
                return 0
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(os.path.join(web, name), os.path.join(build, name))
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    got = subprocess.run(command, cwd=build, check=False)
    if got.returncode == 0:
        with open(done, "wb") as f:
            f.write(lock)
    return got.returncode


if __name__ == "__main__":
    sys.exit(main())
