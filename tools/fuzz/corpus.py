#!/usr/bin/python3
"""Packs the inputs that every test run reads again: tests/Flambeau.Fuzz/corpus/TARGET.zip.

corpus.py pack FOLDER     takes the files that seeds.py wrote
corpus.py shrink [BYTES]  takes, after a run of run.sh, the inputs that reach most for their length, until so many bytes are packed per target

Only inputs that descend from our own seeds are taken: files of others are not to be published as ours.
"""
import hashlib, os, re, subprocess, sys, tempfile, zipfile
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


def own(queue):
    """The files of a queue that descend from seeds called own-N alone."""
    number = lambda path: int(path.name[3:9])
    result = {}
    for path in sorted(queue.glob("id:*"), key=number):
        parents = [int(parent) for parent in re.findall(r"src:([\d+]+)", path.name)[0].split("+")] if "src:" in path.name else []
        if all(parent in result for parent in parents) if parents else "orig:own-" in path.name:
            result[number(path)] = path
    return list(result.values())


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
    paths = own(WORK / target / "out/default/queue")
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
