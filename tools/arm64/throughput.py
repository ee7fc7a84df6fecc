#!/usr/bin/env python3
"""Says how many multiply-adds a cycle the loops of the Arm64 micro-kernels reach, by LLVM's models of some processors.

    tools/arm64/test.sh -class '*.IsaTests' && apt-get install llvm-19 && tools/arm64/throughput.py

No Arm64 machine is needed: the emulator runs the compiler, whose code llvm-mca reads. Caches are not part of the models.
"""
import os
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
WORK = ROOT / "artifacts/arm64"
TESTS = WORK / "Flambeau.Kernels.Tests/Flambeau.Kernels.Tests"
# What each computes at most: vectors multiplied and added a cycle.
PROCESSORS = {"neoverse-n1": 2, "neoverse-n2": 2, "neoverse-v1": 4, "neoverse-v2": 4}
KERNELS = ["FloatAdvSimdRows12Vectors2", "DoubleAdvSimdRows12Vectors2"]


def listing(kernel):
    """The code that the runtime's compiler makes of a kernel."""
    with tempfile.NamedTemporaryFile("r") as code:
        environment = dict(os.environ, DOTNET_JitDisasm=kernel, DOTNET_JitStdOutFile=code.name)
        subprocess.run([ROOT / "tools/arm64/emulate.sh", TESTS, "-class", "*.TileKernelsTests"], env=environment, check=True, stdout=subprocess.DEVNULL)
        return code.read()


def loops(code):
    """The blocks with multiply-adds that are repeated, without the branch."""
    for block in re.split(r"^G_M\w+:.*$", code, flags=re.MULTILINE)[1:]:
        lines = [line.strip().lower() for line in block.splitlines()]
        lines = [line for line in lines if line and not re.match(r"(align|b|b[a-z]{2}|cbn?z)\s|;", line)]
        if any(line.startswith("fmla") for line in lines):
            yield [re.sub(r"\bxip([01])", lambda m: f"x{16 + int(m[1])}", line) for line in lines]


def cycles(lines, processor, times=200):
    command = ["llvm-mca-19", "-mtriple=aarch64", f"-mcpu={processor}", f"-iterations={times}"]
    report = subprocess.run(command, input="\n".join(lines) + "\n", check=True, capture_output=True, text=True).stdout
    return int(re.search(r"Total Cycles:\s+(\d+)", report)[1]) / times


for kernel in KERNELS:
    for lines in loops(listing(kernel)):
        sums = sum(line.startswith("fmla") for line in lines)
        rates = [f"{name} {sums / cycles(lines, name):.2f} of {most}" for name, most in PROCESSORS.items()]
        print(f"{kernel}, {sums} multiply-adds in {len(lines)} instructions: {', '.join(rates)}")
