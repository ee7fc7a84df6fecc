#!/usr/bin/python3
"""Writes small files with PyTorch 1.13, numpy and Pillow, the programs whose files are read: seeds.py FOLDER, one folder per target in it.

Pack them with corpus.py; they are our own, so that what the fuzzers make of them may be kept here.
"""
import gzip, io, pickle, struct, sys, tarfile, zipfile, zlib
from pathlib import Path
import numpy, torch
from PIL import Image

ROOT = Path(sys.argv[1])
torch.manual_seed(0)


def write(target, name, content):
    path = ROOT / target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def saved(value, legacy=False, protocol=2):
    file = io.BytesIO()
    torch.save(value, file, pickle_protocol=protocol, _use_new_zipfile_serialization=not legacy)
    return file.getvalue()


class Scale(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.factor = torch.nn.Parameter(torch.ones(1))

    def forward(self, x):
        return self.factor * x


# The old format keeps the source of classes; neither a path of this machine nor PyTorch's source is to get into a file.
torch.serialization.get_source_lines_and_file = lambda kind: (["class Scale: pass\n"], 1, "scale.py")


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(2, 2)
        self.bn = torch.nn.BatchNorm1d(2)

    def forward(self, x):
        return self.bn(self.fc(x))


def training():
    net = Net()
    optimizer = torch.optim.Adam(net.parameters(), amsgrad=True)
    net(torch.ones(2, 2)).sum().backward()
    optimizer.step()
    return {"model": net.state_dict(), "optimizer": optimizer.state_dict(), "epoch": 3, "best": 0.5, "rng": torch.ByteTensor([1, 2])}


def values():
    base = torch.arange(12.0)
    yield "views", {"base": base, "rows": base.view(3, 4), "columns": base.view(3, 4).t(), "part": base[5:7], "expanded": base[:1].expand(4)}
    yield "types", {str(t): torch.ones(2, dtype=t) for t in (torch.float64, torch.float16, torch.bfloat16, torch.uint8, torch.int8, torch.int16, torch.int64, torch.bool, torch.complex64)}
    yield "quantized", [torch.quantize_per_tensor(torch.ones(3), 0.1, 2, torch.qint8), torch.quantize_per_channel(torch.ones(2, 2), torch.ones(2), torch.zeros(2), 0, torch.quint8)]
    yield "sparse", [torch.eye(2).to_sparse(), torch.sparse_coo_tensor(torch.zeros(2, 0, dtype=torch.int64), torch.zeros(0), (2, 2))]
    yield "parameter", torch.nn.Parameter(torch.ones(2))
    yield "training", training()
    yield "values", [{1: (True, None, 2 ** 70, -1.5, b"b", {"s"}), "é": [torch.Size([1]), torch.float32, torch.device("cpu")]}, numpy.float64(2), numpy.arange(3)]


def checkpoints():
    for name, value in values():
        write("zip", name, saved(value))
        write("legacy", name, saved(value, legacy=True))
    write("zip", "protocol4", saved(training(), protocol=4))
    write("legacy", "module", saved(Scale(), legacy=True))
    write("zip", "script", script())
    pattern = torch.tensor([i % 251 for i in range(196 * 3072)], dtype=torch.uint8)
    run = bytes(pattern.numpy())
    for name, file in ("zip", saved({"a": pattern, "b": pattern[5:].view(torch.uint8)})), ("legacy", saved([pattern], legacy=True)):
        write("mapped", name, file.replace(run, b"\xf1RUN" + bytes([195])))


def script():
    whole, result = io.BytesIO(), io.BytesIO()
    torch.jit.save(torch.jit.script(Scale()), whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(result, "w") as target:
        for entry in source.infolist():
            if not entry.filename.endswith("debug_pkl"):
                target.writestr(zipfile.ZipInfo(entry.filename), source.read(entry))
    return result.getvalue()


def tar():
    parts = {
        "sys_info": pickle.dumps({"protocol_version": 1000, "little_endian": True, "type_sizes": {"int": 4}}, 2),
        "storages": pickle.dumps(2, 2) + pickle.dumps((7, "cpu", torch.IntStorage), 2) + struct.pack("<q3i", 3, 1, 2, 3)
        + pickle.dumps((6, "cpu", torch.FloatStorage), 2) + struct.pack("<q2f", 2, 1, 2) + pickle.dumps([(8, 7, 1, 2)], 2),
        "tensors": pickle.dumps(2, 2) + pickle.dumps((9, 8, torch.IntTensor), 2) + struct.pack("<i", 1) + b"\0" * 4 + struct.pack("<qqq", 2, 1, 0)
        + pickle.dumps((5, 6, torch.FloatTensor), 2) + struct.pack("<i", 2) + b"\0" * 4 + struct.pack("<qqqqq", 2, 1, 1, 1, 0),
        "pickle": b"}(X\1\0\0\0tX\1\0\0\0009QX\1\0\0\0uX\1\0\0\0005Qu.",
    }
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in parts.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    write("tar", "tensors", file.getvalue()[:5120])


def images():
    noise = numpy.random.RandomState(0).randint(0, 256, (9, 17, 4), dtype=numpy.uint8)
    picture = Image.fromarray(noise, "RGBA")
    exif = Image.Exif()
    exif[0x0112] = 6
    options = {"JPEG": [{}, {"progressive": True, "exif": exif}, {"subsampling": 2}, {"restart_marker_rows": 1}], "PNG": [{}, {"exif": exif}], "GIF": [{}], "BMP": [{}]}
    modes = {"JPEG": ["RGB", "L", "CMYK"], "PNG": ["RGBA", "RGB", "L", "LA", "P", "1", "I;16"], "GIF": ["P", "L"], "BMP": ["RGB", "RGBA", "P", "1"]}
    for kind, mode in ((kind, mode) for kind in modes for mode in modes[kind]):
        for i, option in enumerate(options[kind]):
            file = io.BytesIO()
            converted = Image.fromarray(noise[..., 0].astype(numpy.uint16) * 257) if mode == "I;16" else picture.convert("RGB").convert(mode) if mode == "CMYK" else picture.convert(mode)
            converted.save(file, kind, **option)
            write("image", f"{kind}-{mode.replace(';', '')}-{i}".lower(), file.getvalue())
    # seven passes over 8 x 8 pixels, which Pillow does not write
    rows = b"".join((b"\1" + bytes(range(width))) * height for width, height in ((1, 1), (1, 1), (2, 1), (2, 2), (4, 2), (4, 4), (8, 4)))
    chunks = (b"IHDR", struct.pack(">2I5B", 8, 8, 8, 0, 0, 0, 1)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")
    write("image", "png-interlaced", b"\x89PNG\r\n\x1a\n" + b"".join(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks))
    write("exif", "little", exif.tobytes()[6:])
    write("exif", "big", b"MM\0\x2a\0\0\0\x08\0\2\1\x0f\0\2\0\0\0\1\0\0\0\0\1\x12\0\3\0\0\0\1\0\x08\0\0")


def data_sets():
    pixels = numpy.arange(24, dtype=numpy.uint8).reshape(2, 3, 4)
    for name, content in ("images", struct.pack(">4i", 0x803, 2, 3, 4) + pixels.tobytes()), ("labels", struct.pack(">2i", 0x801, 2) + b"\4\x09"):
        write("idx", name, content)
        write("idx", f"{name}.gz", gzip.compress(content, mtime=0))
    run, marker = bytes(i % 251 for i in range(3072)), b"\xf1RUN\0"
    write("cifar", "ten", b"\7" + marker)
    write("cifar", "hundred", b"\3\x63" + marker)
    data = numpy.frombuffer(run, dtype=numpy.uint8).reshape(1, 3072)
    for protocol in (2, 4, 5):
        for labels in "labels", "fine_labels", "coarse_labels":
            write("cifar-python", f"{labels}-{protocol}", pickle.dumps({"data": data, labels: [7], b"filenames": ["a"]}, protocol).replace(run, marker))
    write("cifar-python", "meta", pickle.dumps({"fine_label_names": list("abcde" * 20)}, 2))
    write("cifar-python", "expanded", saved({"data": torch.zeros(1, dtype=torch.uint8).expand(3, 3072), "labels": [1, 2, 3]}))


checkpoints()
tar()
images()
data_sets()
