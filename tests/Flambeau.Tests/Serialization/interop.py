"""Real PyTorch's side of TorchInteropTests.

`describe FILE` loads a file with weights_only=True and prints it as JSON, `describe-all FILE` does so without the
restriction (1.13's restricted reader knows no floats), `describe-each FILE...` so for several, `write FOLDER` makes files and prints what they hold,
`map FILE` describes a file twice: as torch.load gives it, and over its own bytes mapped into memory.
"""
import collections
import json
import os
import pickle
import struct
import sys
import zipfile

import torch


def describe_tensor(tensor, storages):
    storage = tensor.storage().data_ptr()
    return {
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "stride": list(tensor.stride()),
        "offset": tensor.storage_offset(),
        "storage": storages.setdefault(storage, len(storages)) if tensor.numel() else -1,
        "bytes": bytes(tensor.contiguous().reshape(-1).view(torch.uint8).tolist()).hex() if tensor.numel() else "",
    }


def describe(value, storages):
    if isinstance(value, torch.Tensor):
        return describe_tensor(value, storages)
    if isinstance(value, dict):
        result = {"type": type(value).__name__,
                  "items": [[describe(k, storages), describe(v, storages)] for k, v in value.items()]}
        if hasattr(value, "_metadata"):
            result["metadata"] = describe(value._metadata, storages)
        return result
    if isinstance(value, (list, tuple, set)):
        return {"type": type(value).__name__, "items": [describe(v, storages) for v in value]}
    if isinstance(value, bytes):
        return {"type": "bytes", "items": list(value)}
    return value


def net():
    torch.manual_seed(0)
    return torch.nn.Sequential(collections.OrderedDict(
        conv=torch.nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last),
        bn=torch.nn.BatchNorm2d(4),
        fc=torch.nn.Linear(4, 2)))


def write(folder):
    model = net()
    model.tied = torch.nn.Linear(4, 2)
    model.tied.weight = model.fc.weight
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    base = torch.arange(24.0).reshape(4, 6)
    values = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "views": [base, base[1], base[:, 2], base.t(), base.expand(2, 4, 6), base[4:]],
        "dtypes": {str(d): torch.arange(5).to(d) for d in (
            torch.float64, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16, torch.int8,
            torch.uint8, torch.bool)},
        "plain": (1, -1, 2 ** 40, 10 ** 25, 0.1, "naïve", None, True, b"\x00\xff", {1, 2}),
    }
    torch.save(values, f"{folder}/new.pt")
    torch.save(values, f"{folder}/old.pt", _use_new_zipfile_serialization=False)
    torch.save(values, f"{folder}/protocol4.pt", pickle_protocol=4)
    torch.save(model, f"{folder}/module.pt")
    print(json.dumps(describe(values, {})))


class Mapping(pickle.Unpickler):
    """What torch.load(mmap=True) of 2.1 and later does: storages are parts of one mapping of the whole file."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.file = open(path, "rb")
        self.mapping = torch.UntypedStorage.from_file(path, False, os.path.getsize(path))
        super().__init__(self.archive.open("archive/data.pkl"))

    def persistent_load(self, pid):
        _, kind, key, _, count = pid
        entry = self.archive.getinfo(f"archive/data/{key}")
        self.file.seek(entry.header_offset)
        header = self.file.read(30)
        name, extra = struct.unpack("<HH", header[26:])
        offset = entry.header_offset + 30 + name + extra
        assert header[:4] == b"PK\x03\x04" and entry.compress_type == zipfile.ZIP_STORED and offset % 64 == 0, (pid, offset)
        size = count * torch._utils._element_size(kind.dtype)
        assert size == entry.file_size, (pid, entry)
        return torch.storage.TypedStorage(wrap_storage=self.mapping[offset:offset + size], dtype=kind.dtype)


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2])
    elif sys.argv[1] == "map":
        print(json.dumps([describe(torch.load(sys.argv[2]), {}), describe(Mapping(sys.argv[2]).load(), {})]))
    elif sys.argv[1] == "describe-each":
        print(json.dumps([describe(torch.load(path, map_location="cpu"), {}) for path in sys.argv[2:]]))
    else:
        loaded = torch.load(sys.argv[2], weights_only=sys.argv[1] == "describe")
        print(json.dumps(describe(loaded, {})))
