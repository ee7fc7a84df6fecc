#!/usr/bin/env python3
"""Lets TorchSharp's native library load where libstdc++ is older than GCC 13's (Debian 12, for one).

It needs a single newer symbol, std::ios_base_library_init(), under the version GLIBCXX_3.4.32. In the copy in the build
output this marks the need as weak and takes the version off the symbol; peers.sh preloads an empty function in its place.
"""
import struct
import sys

VERSION = "GLIBCXX_3.4.32"
WEAK, GLOBAL = 2, 1


class Elf:
    """The sections of a 64-bit little-endian ELF file, by name."""

    def __init__(self, data):
        self.data = data
        table, = struct.unpack_from("<Q", data, 40)
        size, count, names = struct.unpack_from("<HHH", data, 58)
        rows = [struct.unpack_from("<IIQQQQIIQQ", data, table + size * i) for i in range(count)]
        self.sections = {self.text(rows[names][4] + row[0]): row for row in rows}

    def text(self, offset):
        return self.data[offset:self.data.index(0, offset)].decode()

    def offset(self, name):
        return self.sections[name][4]


def weaken_need(elf):
    """Marks the version as weak; gives its index in the symbols' version table, or None."""
    strings = elf.offset(".dynstr")
    entry = elf.offset(".gnu.version_r")
    while True:
        _, count, _, first, step = struct.unpack_from("<HHIII", elf.data, entry)
        need = entry + first
        for _ in range(count):
            _, flags, index, name, following = struct.unpack_from("<IHHII", elf.data, need)
            if elf.text(strings + name) == VERSION:
                struct.pack_into("<H", elf.data, need + 4, flags | WEAK)
                return index
            need += following
        if step == 0:
            return None
        entry += step


def main(path):
    with open(path, "rb") as file:
        elf = Elf(bytearray(file.read()))
    index = weaken_need(elf)
    if index is None:
        print(f"{path}: nothing needs {VERSION}")
        return
    start, size = elf.offset(".gnu.version"), elf.sections[".gnu.version"][5]
    for at in range(start, start + size, 2):
        version, = struct.unpack_from("<H", elf.data, at)
        if version & 0x7FFF == index:
            struct.pack_into("<H", elf.data, at, GLOBAL)
    with open(path, "wb") as file:
        file.write(elf.data)


if __name__ == "__main__":
    main(sys.argv[1])
