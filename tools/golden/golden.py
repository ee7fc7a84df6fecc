"""Shared by the golden scripts: seeded inputs with short decimals, and JSON files that read back exactly.

Every number is written with the fewest digits that give the same float or double back. One case is one line,
so that a change shows as one line of difference. Files are evidence: never regenerate one to make a test pass.
"""
import inspect
import json
import math
import os

import numpy
import torch

REPOSITORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FOLDER = os.environ.get("GOLDEN_FOLDER") or os.path.join(REPOSITORY, "tests", "Flambeau.Tests", "golden")


def number(value):
    """A scalar as JSON can hold it; infinities and NaN become strings that .NET's parser also accepts."""
    if isinstance(value, (bool, int)):
        return value
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def tensor(t):
    """A tensor as {dtype, shape, data}, data in row-major order."""
    t = t.detach().contiguous()
    flat = t.reshape(-1)
    if t.dtype == torch.float32:
        # The shortest text of a float32 is shorter than that of the same number as a double.
        data = [number(float(str(v))) for v in flat.numpy()]
    else:
        data = [number(v) for v in flat.tolist()]
    return {"dtype": str(t.dtype).replace("torch.", ""), "shape": list(t.shape), "data": data}


def rounded(t, decimals=2):
    """The same values with few decimals: exact in double, short in the file."""
    return torch.from_numpy(numpy.asarray(numpy.round(t.detach().double().numpy(), decimals)))


def normal(*shape, decimals=2):
    """Normal numbers with few decimals, from the default generator, as a leaf that takes a gradient."""
    return rounded(torch.randn(shape, dtype=torch.float64), decimals).requires_grad_()


def grads_of(outputs, leaves):
    """Seeds each differentiable output with stored weights; returns (weights, gradients of the leaves)."""
    outputs = [o for o in outputs if o.requires_grad]
    weights = [rounded(torch.randn(o.shape, dtype=torch.float64)).to(o.dtype) for o in outputs]
    grads = torch.autograd.grad(outputs, leaves, weights, allow_unused=True)
    return weights, [torch.zeros_like(l) if g is None else g for g, l in zip(grads, leaves)]


def write(name, cases, seed=0, **extra):
    """Writes tests/Flambeau.Tests/golden/<name>.json: a header line by line, then one line per case."""
    script = os.path.basename(inspect.stack()[1].filename)
    header = {"torch": torch.__version__, "script": "tools/golden/" + script, "seed": seed, **extra}
    names = [c["name"] for c in cases]
    assert len(names) == len(set(names)), [n for n in names if names.count(n) > 1]
    path = os.path.normpath(os.path.join(FOLDER, name + ".json"))
    os.makedirs(FOLDER, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write("{\n")
        for key, value in header.items():
            f.write(f"  {json.dumps(key)}: {json.dumps(value)},\n")
        f.write('  "cases": [\n')
        f.write(",\n".join("    " + json.dumps(c, allow_nan=False, separators=(",", ":")) for c in cases))
        f.write("\n  ]\n}\n")
    print(f"{name}.json: {len(cases)} cases, {os.path.getsize(path) / 1024:.0f} KiB")
