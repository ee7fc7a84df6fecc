"""Golden draws of PyTorch's CPU generator: one case is one seed and a sequence of calls."""
import torch

from golden import tensor, write

# Each call: (operation, arguments). "generator" says that the call draws from torch.Generator().manual_seed(7).
SEQUENCES = {
    "rand_float32": (0, [("rand", dict(shape=[5])), ("rand", dict(shape=[2, 9])), ("rand", dict(shape=[1]))]),
    "rand_float64": (0, [("rand", dict(shape=[5], dtype="float64")), ("rand", dict(shape=[3, 3], dtype="float64"))]),
    "rand_seed_42": (42, [("rand", dict(shape=[8])), ("rand", dict(shape=[4], dtype="float64"))]),
    "rand_seed_large": (2**40 + 12345, [("rand", dict(shape=[6]))]),
    "rand_seed_negative": (-3, [("rand", dict(shape=[6]))]),
    "rand_past_the_state": (1, [("rand", dict(shape=[700]))]),
    "randn_below_16": (0, [("randn", dict(shape=[n])) for n in (1, 2, 3, 15, 4)]),
    "randn_16": (0, [("randn", dict(shape=[16])), ("randn", dict(shape=[4, 4]))]),
    "randn_blocks": (0, [("randn", dict(shape=[64])), ("randn", dict(shape=[2, 3, 8]))]),
    "randn_tail": (0, [("randn", dict(shape=[17])), ("randn", dict(shape=[31])), ("randn", dict(shape=[7, 7]))]),
    "randn_float64": (0, [("randn", dict(shape=[n], dtype="float64")) for n in (3, 15, 16, 17, 33)]),
    "randn_seed_42": (42, [("randn", dict(shape=[5])), ("randn", dict(shape=[20]))]),
    "randn_cached_half": (3, [("randn", dict(shape=[3])), ("rand", dict(shape=[2])), ("randn", dict(shape=[2])),
                              ("randn", dict(shape=[16])), ("randn", dict(shape=[1]))]),
    "randn_cache_across_types": (3, [("randn", dict(shape=[1])), ("randn", dict(shape=[2], dtype="float64")),
                                     ("randn", dict(shape=[1]))]),
    "randint": (0, [("randint", dict(low=0, high=10, shape=[12])), ("randint", dict(low=-5, high=6, shape=[3, 4])),
                    ("randint", dict(low=0, high=2**31, shape=[6])), ("randint", dict(low=0, high=2, shape=[9]))]),
    "randint_wide": (0, [("randint", dict(low=0, high=2**40, shape=[6])), ("randint", dict(low=-2**50, high=2**50, shape=[4])),
                         ("randint", dict(low=0, high=2**32, shape=[4])), ("randint", dict(low=0, high=2**32 - 1, shape=[4]))]),
    "randperm": (0, [("randperm", dict(n=10)), ("randperm", dict(n=1)), ("randperm", dict(n=2)), ("randperm", dict(n=33))]),
    "randperm_seed_42": (42, [("randperm", dict(n=20))]),
    "random_int64": (0, [("random_", dict(shape=[5]))]),
    "normal": (0, [("normal_", dict(shape=[5], mean=1.5, std=0.5)), ("normal_", dict(shape=[20], mean=-2.0, std=3.0)),
                   ("normal_", dict(shape=[16], mean=0.0, std=0.01)),
                   ("normal_", dict(shape=[18], mean=1.0, std=0.1, dtype="float64"))]),
    "uniform": (0, [("uniform_", {"shape": [7], "from": -1.0, "to": 1.0}), ("uniform_", {"shape": [7], "from": 5.0, "to": 5.5}),
                    ("uniform_", {"shape": [18], "from": -0.1, "to": 0.3}),
                    ("uniform_", {"shape": [9], "from": -3.0, "to": 7.0, "dtype": "float64"})]),
    "bernoulli": (0, [("bernoulli_", dict(shape=[20], p=0.5)), ("bernoulli_", dict(shape=[20], p=0.1)),
                      ("bernoulli_", dict(shape=[10], p=0.7, dtype="float64")), ("bernoulli_", dict(shape=[4], p=0.0)),
                      ("bernoulli_", dict(shape=[4], p=1.0))]),
    "bernoulli_of_a_tensor": (0, [("bernoulli", dict(p=[0.1, 0.9, 0.5, 0.5, 0.3, 0.7])),
                                  ("bernoulli", dict(p=[0.5, 0.2, 0.8], dtype="float64"))]),
    "dropout_of_ones": (0, [("dropout", dict(shape=[4, 8], p=0.5)), ("dropout", dict(shape=[20], p=0.2))]),
    "mixed": (123, [("rand", dict(shape=[3])), ("randn", dict(shape=[5])), ("randint", dict(low=0, high=100, shape=[4])),
                    ("randperm", dict(n=6)), ("randn", dict(shape=[18])), ("rand", dict(shape=[2], dtype="float64")),
                    ("bernoulli_", dict(shape=[5], p=0.3)), ("randn", dict(shape=[1])),
                    ("uniform_", {"shape": [3], "from": 0.0, "to": 2.0})]),
    "own_generator": (0, [("rand", dict(shape=[3], generator=True)), ("rand", dict(shape=[3])),
                          ("randn", dict(shape=[3], generator=True)), ("randperm", dict(n=5, generator=True)),
                          ("randint", dict(low=0, high=9, shape=[3], generator=True)), ("rand", dict(shape=[2]))]),
}


def run(op, a, generator):
    dtype = getattr(torch, a.get("dtype", "float32"))
    g = generator if a.get("generator") else None
    if op in ("rand", "randn"):
        return getattr(torch, op)(a["shape"], dtype=dtype, generator=g)
    if op == "randint":
        return torch.randint(a["low"], a["high"], a["shape"], generator=g)
    if op == "randperm":
        return torch.randperm(a["n"], generator=g)
    if op == "random_":
        return torch.empty(a["shape"], dtype=torch.int64).random_()
    if op == "normal_":
        return torch.empty(a["shape"], dtype=dtype).normal_(a["mean"], a["std"])
    if op == "uniform_":
        return torch.empty(a["shape"], dtype=dtype).uniform_(a["from"], a["to"])
    if op == "bernoulli_":
        return torch.empty(a["shape"], dtype=dtype).bernoulli_(a["p"])
    if op == "bernoulli":
        return torch.bernoulli(torch.tensor(a["p"], dtype=dtype))
    if op == "dropout":
        return torch.nn.functional.dropout(torch.ones(a["shape"], dtype=dtype), a["p"], training=True)
    raise ValueError(op)


def main():
    cases = []
    for name, (seed, calls) in SEQUENCES.items():
        torch.manual_seed(seed)
        generator = torch.Generator().manual_seed(7)
        results = [dict(op=op, **args, result=tensor(run(op, args, generator))) for op, args in calls]
        cases.append(dict(name=name, seed=seed, calls=results))
    # Debian's build has no MKL; MKL builds draw Bernoulli numbers from a stream of their own.
    write("random", cases, mkl=torch.backends.mkl.is_available())


main()
