#!/usr/bin/python3
"""Packs the inputs that every test run reads again: tests/Flambeau.Fuzz/corpus/TARGET.zip.

corpus.py pack FOLDER     takes the files that seeds.py wrote
corpus.py shrink [BYTES]  takes, after a run of run.sh, the inputs that reach most for their length, until so many bytes are packed per target

Only what was made from our own seeds alone is taken (FUZZ_OWN_SEEDS=1): files of others are not to be published as ours.
"""
import hashlib, os, subprocess, sys, tempfile, zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "tests/Flambeau.Fuzz/corpus"
WORK = ROOT / "artifacts/fuzz"


def pack(target, inputs):
    CORPUS.mkdir(exist_ok=True)
    with zipfile.ZipFile(CORPUS / f"{target}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for content in dict.fromkeys(inputs):
            # a fixed date, so that the same inputs give the same file
            archive.writestr(zipfile.ZipInfo(hashlib.sha256(content).hexdigest()[:12]), content, zipfile.ZIP_DEFLATED)
    print(f"{target}: {len(inputs)} inputs, {(CORPUS / f'{target}.zip').stat().st_size} bytes")


def edges(target, paths):
    """What each file reaches, as afl-showmap says."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, maps = Path(folder, "in"), Path(folder, "out")
        inputs.mkdir()
        for i, path in enumerate(paths):
            (inputs / str(i)).write_bytes(path.read_bytes())
        subprocess.run(["nice", "-n", "19", "afl-showmap", "-q", "-e", "-m", "none", "-t", "60000", "-i", inputs, "-o", maps, "--",
                        "dotnet", WORK / "instrumented/Flambeau.Fuzz.dll", "run", target],
                       env={**os.environ, "AFL_SKIP_BIN_CHECK": "1"}, check=False)
        return [(maps / str(i)).read_text().split() if (maps / str(i)).exists() else [] for i in range(len(paths))]


def shrink(target, budget):
    paths = sorted((WORK / target / "out/default/queue").glob("id:*"))
    if any("orig:shared-" in path.name for path in paths):
        print(f"{target}: not taken, for files of others were among its seeds")
        return
    reached = {path: {edge.split(":")[0] for edge in found} for path, found in zip(paths, edges(target, paths))}
    inputs, seen = [], set()
    while reached and budget > 0:
        best = max(reached, key=lambda path: len(reached[path] - seen) / (64 + path.stat().st_size))
        if not reached[best] - seen:
            break
        seen |= reached.pop(best)
        inputs.append(best.read_bytes())
        budget -= 100 + len(inputs[-1]) // 2
    pack(target, inputs)


if sys.argv[1] == "pack":
    for folder in sorted(Path(sys.argv[2]).iterdir()):
        pack(folder.name, [file.read_bytes() for file in sorted(folder.iterdir())])
else:
    for folder in sorted(WORK.glob("*/out")):
        if folder.parent.name != "canary":
            shrink(folder.parent.name, int(sys.argv[2]) if len(sys.argv) > 2 else 25_000)
