#!/usr/bin/env python3
"""Writes src/Flambeau.Kernels/MicroKernels/MicroKernels.*.g.cs.

A micro-kernel keeps a tile of the result in registers: `rows` rows by `vectors` vectors of columns. The JIT compiler
keeps accumulators in registers only when each is a local variable of its own, hence the script.
TileArgs.cs says what the kernels compute.
"""
import pathlib

HOME = "tools/kernels/microkernels.py"
TARGET = pathlib.Path(__file__).parents[2] / "src/Flambeau.Kernels/MicroKernels"

# (element type, its size in bytes, vector bits, rows of the largest tile, steps at a time)
# 14 x 2 accumulators fill 32 registers and 6 x 2 fill 16; portable 128-bit code runs on old x64.
# A step of 6 x 2 by itself takes 29 instructions, of which 20 are loads and products; four steps share the others. It shows where
# two threads share a core and each may issue half as many instructions: 133 GFLOP/s became 157. A step of 14 x 2 has fewer
# to share: four at a time, with two instructions for asking where it took ten, gave 0.93 to 0.95 of the time of products there, eight
# 0.93 to 0.98 of that.
FAMILIES = [
    ("float", 4, 512, 14, 8), ("float", 4, 256, 6, 4), ("float", 4, 128, 8, 1),
    ("double", 8, 512, 4, 2), ("double", 8, 256, 4, 4), ("double", 8, 128, 4, 1),
]
# Arm64 multiplies by one element of a vector. Copying each factor to a whole vector first takes a unit that sums could use: 8 of
# 24 such operations in a step of 8 x 2. 12 x 2 accumulators leave room for the factors of two steps.
ADVSIMD = [("float", 4, 12, 2), ("double", 8, 12, 2)]
REACH = 3  # the rows a pointer reaches: at 0, 1 and 2 row distances
# With 512 bits the products of the row at distance 0 read their factor themselves, so more pointers save instructions: 14 rows by
# 7 pointers, with packed rows that do not begin lines together, take 0.90 to 0.98 of the time where a core is shared.
REACH_512 = 2


def wrap(items, indent, first, limit=120):
    """Joins items with spaces into lines that fit."""
    lines, line = [], " " * indent + first
    for item in items:
        if len(line) + 1 + len(item) > limit:
            lines.append(line)
            line = " " * (indent + 4) + item
        else:
            line += (" " if line.strip() else "") + item
    return lines + [line]


def plus(pointer, distance):
    return f"{pointer} + {distance}" if distance else pointer


def columns(vector, element, width, vectors, names, y="y", ahead=0):
    """Loads the columns of one step, which lie so far ahead of y."""
    return [f"{vector}<{element}> {name} = {vector}.Load({plus(y, ahead + j * width)});" for j, name in enumerate(names[:vectors])]


def reads_twice(vector, place, row):
    """
    Whether both products of a row read its factor from memory. They save the instruction that copies it to a vector, if its place
    is not a sum of two registers; where the rows lie side by side, every second row does, so that there are not too many loads.
    """
    return vector == "Vector512" and "row" not in place and (not place.startswith("p0[") or row % 2 == 0)


def step(vector, element, width, rows, vectors, a, ahead=0):
    """The products of one step; a(i) is where row i of the left factor lies, `ahead` how far the columns are."""
    out = columns(vector, element, width, vectors, ("bL", "bR"), ahead=ahead)
    for i in range(rows):
        load = f"{vector}.Create({a(i)})"
        if vectors == 1:
            out.append(f"l{i} = {vector}.MultiplyAddEstimate({load}, bL, l{i});")
        elif reads_twice(vector, a(i), i):
            # As an integer: the compiler would take a second read of the same number from the first.
            integer, back = {"float": ("int", "Single"), "double": ("long", "Double")}[element]
            again = f"{vector}.Create((({integer}*){a(i).replace('[', ')[')}).As{back}()"
            out.append(f"l{i} = {vector}.MultiplyAddEstimate({load}, bL, l{i});")
            out.append(f"r{i} = {vector}.MultiplyAddEstimate({again}, bR, r{i});")
        else:
            out.append(f"{vector}<{element}> a{i} = {load};")
            out += [f"{c}{i} = {vector}.MultiplyAddEstimate(a{i}, b{c.upper()}, {c}{i});" for c in "lr"]
    return out


def by_element(row, vectors, factors, element, step=""):
    """Multiplies the columns of a step by one element of some factors and adds that to the sums of a row."""
    multiply = "AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar"
    return [f"{c}{row} = {multiply}({c}{row}, b{c.upper()}{step}, {factors}, {element});" for c in "lr"[:vectors]]


def advsimd_step(element, width, rows, vectors):
    """The products of one step with the factors wherever their rows lie."""
    out = columns("Vector128", element, width, vectors, ("bL", "bR"))
    for i in range(rows):
        out.append(f"Vector128<{element}> a{i} = Vector128.CreateScalarUnsafe({at(i)});")
        out += by_element(i, vectors, f"a{i}", 0)
    return out


def advsimd_panel(element, width, rows, vectors):
    """The products of one step with the factors of all rows side by side."""
    out = columns("Vector128", element, width, vectors, ("bL", "bR"))
    i = 0
    while i < rows:
        many = next(n for n in (width, width // 2, 1) if n == 1 or i + n <= rows)
        load = "Vector128.CreateScalarUnsafe(p0[{}])" if many == 1 else f"Vector{128 * many // width}.Load({{}})"
        out.append(f"var a{i} = {load.format(i if many == 1 else plus('p0', i))};")
        for j in range(many):
            out += by_element(i + j, vectors, f"a{i}", j)
        i += many
    return out + ["p0 += aStep; y += bStep;"]


def advsimd_several(element, width, rows, vectors):
    """Two steps at a time where those of a row lie side by side, then one at a time where the rows of a panel do."""
    load = "Vector64" if element == "float" else "Vector128"
    two = [line for k in (0, 1) for line in columns("Vector128", element, width, vectors, (f"bL{k}", f"bR{k}"), ("y", "y + bStep")[k])]
    for i in range(rows):
        two.append(f"{load}<{element}> a{i} = {load}.Load({plus(*near(i))});")
        two += [line for k in (0, 1) for line in by_element(i, vectors, f"a{i}", k, k)]
    two += wrap([f"p{p} += 2;" for p in range(0, rows, REACH)] + ["y += 2 * bStep;"], 0, "")

    def loop(condition, head, body, after):
        body = ["                    " + line for line in body]
        return [f"            {condition}", "            {", f"                {head}", "                {", *body, "                }", *after, "            }"]

    panel = advsimd_panel(element, width, rows, vectors)
    return (loop("if (aStep == 1)", "for (nint two = steps >> 1; two != 0; two--)", two, ["", "                steps &= 1;"])
            + loop("else if (row == 1)", "for (; steps != 0; steps--)", panel, []) + [""])


def near(row, reach=REACH):
    """The pointer that reaches a row, and how far the row is from it."""
    return f"p{row - row % reach}", ("", "row", "row2")[row % reach]


def next_pointer(pointer, reach):
    """Where a pointer is, told by the one before."""
    return f"p{pointer} = p{pointer - reach} + {'row2' if reach == 2 else 'row2 + row'};"


def at(row, index=0, reach=REACH):
    """What lies at step `index` of a row, of steps that follow each other."""
    pointer, offset = near(row, reach)
    return f"{pointer}[{plus(offset, index) if offset else index}]"


def asks(element, indent, steps):
    """After some steps, asks for the next of the lines that later tiles read, when their turn has come."""
    line = " " * indent
    return [
        line + f"if (Sse.IsSupported && (soonIn -= {steps} * TileArgs<{element}>.Step) <= 0)",
        line + "{",
        line + "    do",
        line + "    {",
        line + "        Sse.Prefetch1(soon + *soonLine++);",
        line + "        soonIn += args->SoonEvery;",
        line + "    }",
        line + "    while (soonIn <= 0);",
        line + "}",
    ]


def several(vector, element, width, rows, vectors, count, reach):
    """Some steps at a time: where the steps of both factors follow each other, and where the rows of the left factor do."""
    pointers = range(0, rows, reach)
    columns = vectors * width

    def loop(condition, body, after):
        return [
            f"            {condition}",
            "            {",
            f"                for (nint many = steps / {count}; many != 0; many--)",
            "                {",
            *["                    " + line if line else "" for line in body],
            *asks(element, 20, count),
            "                }",
            "",
            *after,
            f"                steps %= {count};",
            "            }",
        ]

    def block(lines):
        return ["{", *["    " + line for line in lines], "}", ""]

    by_step, by_row = [], []
    for index in range(count):
        by_step += block(step(vector, element, width, rows, vectors, lambda i: at(i, index, reach), index * columns))
        by_row += block([*step(vector, element, width, rows, vectors, "p0[{}]".format), "p0 += aStep; y += bStep;"])
    by_step.append(" ".join([f"p{p} += {count};" for p in pointers] + [f"y += {count * columns};"]))
    rest = [f"                {next_pointer(p, reach)}" for p in pointers if p]
    return loop(f"if (aStep == 1 && bStep == {columns})", by_step, []) + loop("else if (row == 1)", by_row, rest) + [""]


def kernel(name, element, bits, width, rows, vectors, unrolled, is_advsimd):
    vector, r, v = f"Vector{bits}", range(rows), range(vectors)
    reach = REACH_512 if bits == 512 else REACH
    c = lambda i, j: f"{'lr'[j]}{i}"  # accumulators: left and right vector of row i
    side = lambda name, j: f"{name}{'LR'[j]}"
    beside = lambda pointer, j: plus(pointer, j * width)
    out = [
        "    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]",
        f"    private static void {name}(TileArgs<{element}>* args, {element}* a, {element}* b, {element}* c)",
        "    {",
    ]
    for j in v:
        names = [f"{c(i, j)} = default" + (";" if i == rows - 1 else ",") for i in r]
        out += wrap(names, 8, f"{vector}<{element}>")
    out += [
        "        nint* aRun = args->ARuns, bRun = args->BRuns;",
        "        nint runs = args->Runs, aStep = args->AStep, bStep = args->BStep;",
    ]
    if not is_advsimd:
        out += [
            "        byte* soon = (byte*)args->Soon;",
            "        nint* soonLine = args->SoonLines;",
            "        long soonIn = args->SoonEvery == 0 ? long.MaxValue : args->SoonEvery;",
        ]
    if rows > 1:
        out.append("        nint row = args->ARow;")
    if rows > 2:
        out.append("        nint row2 = 2 * row;")
    out += [
        "        do",
        "        {",
        f"            {element}* p0 = a + *aRun++;",
    ]
    pointers = range(0, rows, reach)
    out += [f"            {element}* {next_pointer(p, reach)}" for p in pointers if p]
    out += [
        "            if (bRun is not null)",
        "            {",
        "                y = b + *bRun++;",
        "            }",
        "",
        "            nint steps = args->Steps;",
    ]
    if unrolled > 1:
        many = advsimd_several(element, width, rows, vectors) if is_advsimd else several(vector, element, width, rows, vectors, unrolled, reach)
        out += many
    out += ["            while (steps > 0)" if unrolled > 1 else "            do", "            {"]
    one = advsimd_step(element, width, rows, vectors) if is_advsimd else step(vector, element, width, rows, vectors, lambda i: at(i, 0, reach))
    out += ["                " + line for line in one]
    out += wrap([f"p{p} += aStep;" for p in pointers], 16, "")
    out.append("                y += bStep;")
    out += [*([] if is_advsimd else asks(element, 16, 1)), ""]
    out += [
        "                steps--;" if unrolled > 1 else None,
        "            }",
        "            while (--steps != 0);" if unrolled == 1 else None,
        "        }",
        "        while (--runs != 0);",
        "",
        "        if (args->Bias is not null)",
        "        {",
    ]
    if rows > 3 and not is_advsimd:
        # What the tile will be added to is on its way from memory while the sums are formed.
        prefetch = [f"Sse.Prefetch0({beside('ahead', j)});" for j in v]
        lines = [" ".join(prefetch + (["ahead += args->CRow;"] if i < rows - 1 else [])) for i in r]
        out[out.index("        do"):out.index("        do")] = [
            "        if (Sse.IsSupported && args->HasAddend)",
            "        {",
            f"            {element}* ahead = c + args->Addend;",
            *["            " + line for line in lines],
            "        }",
            "",
        ]
    index = out.index("        do")
    out.insert(index, f"        {element}* y = b;")
    out += [f"            {vector}<{element}> {side('bias', j)} = {vector}.Load({beside('args->Bias', j)});" for j in v]
    out += wrap([f"{c(i, j)} += {side('bias', j)};" for i in r for j in v], 12, "")
    out += [
        "        }",
        "",
        "        nint cRow = args->CRow;",
        "        if (args->HasAddend)",
        "        {",
        f"            {element}* d = c + args->Addend;",
    ]
    for i in r:
        out += wrap([f"{c(i, j)} += {vector}.Load({beside('d', j)});" for j in v] + (["d += cRow;"] if i < rows - 1 else []), 12, "")
    out += [
        "        }",
        "",
        "        if (args->Activation != Activation.None)",
        "        {",
        f"            {vector}<{element}> z = {vector}<{element}>.Zero;",
    ]
    # Not Max: a NaN stays a NaN at every width.
    out += [f"            {c(i, j)} = {vector}.ConditionalSelect({vector}.LessThan({c(i, j)}, z), z, {c(i, j)});" for i in r for j in v]
    out += [
        "        }",
        "",
        "        if (args->Activation == Activation.ReLU6)",
        "        {",
        f"            {vector}<{element}> six = {vector}.Create(({element})6);",
    ]
    out += [f"            {c(i, j)} = {vector}.ConditionalSelect({vector}.GreaterThan({c(i, j)}, six), six, {c(i, j)});" for i in r for j in v]
    out += ["        }", "", "        if (args->Streams)", "        {"]
    for i in r:
        out += wrap([f"{vector}.StoreAlignedNonTemporal({c(i, j)}, {beside('c', j)});" for j in v] + (["c += cRow;"] if i < rows - 1 else []), 12, "")
    out += ["            return;", "        }", ""]
    for i in r:
        out += wrap([f"{vector}.Store({c(i, j)}, {beside('c', j)});" for j in v] + (["c += cRow;"] if i < rows - 1 else []), 8, "")
    return [line for line in out if line is not None] + ["    }", ""]


def dots(title, element, bits, width):
    """sums[j] += dot product of line j and x, for 4 lines; two accumulators each hide the latency of an addition."""
    vector, lines = f"Vector{bits}", range(4)
    step = lambda j, half: (
        f"{'lr'[half]}{j} = {vector}.MultiplyAddEstimate({vector}.Load(p{j}{f' + {width}' if half else ''}), "
        f"{('xL', 'xR')[half]}, {'lr'[half]}{j});")
    out = [
        "    /// <summary>Adds the dot products of 4 lines with x to 4 sums.</summary>",
        "    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]",
        f"    private static void {title}Dots(nint depth, {element}* lines, nint line, {element}* x, {element}* sums)",
        "    {",
        f"        {vector}<{element}> l0 = default, l1 = default, l2 = default, l3 = default;",
        f"        {vector}<{element}> r0 = default, r1 = default, r2 = default, r3 = default;",
        f"        {element}* p0 = lines, p1 = p0 + line, p2 = p1 + line, p3 = p2 + line;",
        f"        for (; depth >= {2 * width}; depth -= {2 * width})",
        "        {",
        f"            {vector}<{element}> xL = {vector}.Load(x), xR = {vector}.Load(x + {width});",
    ]
    out += ["            " + step(j, half) for j in lines for half in (0, 1)]
    # two kilobytes: four streams at once are more than some processors follow by themselves
    ahead = 2048 // (4 if element == "float" else 8)
    out += ["            if (Sse.IsSupported)", "            {"]
    out += [f"                Sse.Prefetch0(p{j} + {ahead + half * width});" for j in lines for half in ((0, 1) if bits == 512 else (0,))]
    out += ["            }", ""]
    out += wrap([f"p{j} += {2 * width};" for j in lines] + [f"x += {2 * width};"], 12, "")
    out += ["        }", ""]
    out += [f"        {element} s{j} = {vector}.Sum(l{j} + r{j});" for j in lines]
    out += [
        "        for (; depth > 0; depth--)",
        "        {",
        f"            {element} value = *x++;",
    ]
    out += [f"            s{j} += value * *p{j}++;" for j in lines]
    out += ["        }", ""]
    out += [f"        sums[{j}] += s{j};" for j in lines]
    return out + ["    }", ""]


def family(element, size, bits, most, unrolled, is_advsimd=False):
    width = bits // 8 // size
    title = f"{element.capitalize()}{'AdvSimd' if is_advsimd else bits}"
    names = [(f"{title}Rows{m}Vectors{n}", m, n) for m in range(1, most + 1) for n in (1, 2)]
    pointer = f"delegate*<TileArgs<{element}>*, {element}*, {element}*, {element}*, void>"
    out = [
        "// <auto-generated>",
        f"// Written by {HOME}; edit that instead.",
        "// </auto-generated>",
        "using System.Runtime.CompilerServices;",
        "using System.Runtime.Intrinsics;",
        f"using System.Runtime.Intrinsics.{'Arm' if is_advsimd else 'X86'};",
        "",
        "namespace Flambeau.Kernels;",
        "",
        "internal static unsafe partial class MicroKernels",
        "{",
        f"    /// <summary>Kernels of {'Arm64 vectors' if is_advsimd else f'{bits}-bit vectors'} for 1 to {most} rows, of one vector and of two.</summary>",
        f"    private static nint[] {title}() =>",
        "    [",
    ]
    out += [f"        (nint)({pointer})&{name}," for name, _, _ in names]
    out += ["    ];", ""]
    for name, m, n in names:
        out += kernel(name, element, bits, width, m, n, unrolled if n == 2 and m > 2 else 1, is_advsimd)
    if not is_advsimd:
        out += dots(title, element, bits, width)
    out[-1] = "}"
    (TARGET / f"MicroKernels.{title}.g.cs").write_text("\n".join(out) + "\n")


for spec in FAMILIES:
    family(*spec)
for element, size, most, unrolled in ADVSIMD:
    family(element, size, 128, most, unrolled, is_advsimd=True)
