"""Golden orders of torch.utils.data: which samples form which batch, and what the generator gives afterwards."""
import torch
from torch.utils.data import DataLoader, random_split

from golden import write

# (samples, batch size, shuffle, drop last, seed of an own generator or None)
LOADERS = {
    "in_order": (10, 4, False, False, None),
    "in_order_drop_last": (10, 4, False, True, None),
    "shuffled": (10, 4, True, False, None),
    "shuffled_drop_last": (10, 4, True, True, None),
    "shuffled_even": (12, 4, True, False, None),
    "shuffled_own_generator": (10, 4, True, False, 7),
    "shuffled_own_generator_drop_last": (10, 4, True, True, 7),
    "in_order_own_generator": (5, 2, False, False, 7),
    "one_batch": (3, 8, True, False, None),
    "larger": (100, 32, True, False, None),
}

# (samples, lengths or fractions, seed of an own generator or None)
SPLITS = {
    "lengths": (10, [7, 3], None),
    "lengths_own_generator": (10, [3, 3, 4], 42),
    "fractions": (11, [0.5, 0.25, 0.25], None),
    "fractions_uneven": (30, [0.3, 0.3, 0.4], 42),
}


def generator_of(seed):
    return None if seed is None else torch.Generator().manual_seed(seed)


def epochs(samples, batch, shuffle, drop_last, seed):
    torch.manual_seed(0)
    own = generator_of(seed)
    loader = DataLoader(list(range(samples)), batch_size=batch, shuffle=shuffle, drop_last=drop_last, generator=own)
    result = [b.tolist() for _ in range(3) for b in loader]
    after = torch.randint(1 << 30, (1,)).item()
    return result, after, None if own is None else torch.randint(1 << 30, (1,), generator=own).item()


def split(samples, lengths, seed):
    torch.manual_seed(0)
    own = generator_of(seed)
    parts = random_split(range(samples), lengths, generator=own or torch.default_generator)
    return [list(p.indices) for p in parts]


cases = []
for name, (samples, batch, shuffle, drop_last, seed) in LOADERS.items():
    batches, after, own_after = epochs(samples, batch, shuffle, drop_last, seed)
    cases.append(dict(name="loader_" + name, samples=samples, batch=batch, shuffle=shuffle, drop_last=drop_last,
                      own_seed=seed, batches=batches, after=after, own_after=own_after))
for name, (samples, lengths, seed) in SPLITS.items():
    cases.append(dict(name="split_" + name, samples=samples, lengths=lengths, own_seed=seed, parts=split(samples, lengths, seed)))
write("data", cases)
