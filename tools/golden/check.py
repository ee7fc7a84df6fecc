"""Runs every golden script into a temporary folder and compares with the files in the repository.

Texts and integers must be equal; numbers may differ as one processor's vector units differ from another's.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
COMMITTED = os.path.join(HERE, "..", "..", "tests", "Flambeau.Tests", "golden")
SCRIPTS = sorted(name for name in os.listdir(HERE) if name.endswith(".py") and name not in ("golden.py", "check.py"))


def differences(path, old, new):
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from differences(f"{path}.{old.get('name', '')}{key}", old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for i, pair in enumerate(zip(old, new)):
            yield from differences(f"{path}[{i}]", *pair)
    elif isinstance(old, float) and isinstance(new, float):
        # Ten steps of float32 training enlarge rounding differences.
        tolerance = 1e-3 if "training" in path else 1e-5
        if abs(old - new) > tolerance * (1 + abs(old)):
            yield f"{path}: {old} in the repository, {new} now"
    elif old != new:
        yield f"{path}: {old!r} in the repository, {new!r} now"


def main():
    with tempfile.TemporaryDirectory() as folder:
        for script in SCRIPTS:
            subprocess.run([sys.executable, "-W", "ignore", os.path.join(HERE, script)], check=True,
                           env=dict(os.environ, GOLDEN_FOLDER=folder), stdout=subprocess.DEVNULL)
        found = []
        for name in sorted(set(os.listdir(folder)) | set(os.listdir(COMMITTED))):
            old, new = (json.load(open(os.path.join(f, name), encoding="utf-8")) for f in (COMMITTED, folder))
            found += differences(name, old, new)
    for line in found[:20]:
        print(line)
    print(f"{len(found)} differences")
    sys.exit(bool(found))


main()
