#!/usr/bin/env python3
"""Writes src/Flambeau.Kernels/Simd/*Lanes*.g.cs: vectors of floats and doubles of every width behind one interface.

A generic struct over the element type would say it once, but its branches on the type exceed what the compiler is
willing to inline into a loop; see Flambeau.Kernels.ILanes for what each member means.
"""
import os

FOLDER = os.path.join(os.path.dirname(__file__), "..", "..", "src", "Flambeau.Kernels", "Simd")
INLINE = "    [MethodImpl(MethodImplOptions.AggressiveInlining)]\n"
BINARY = ["Max", "Min", "MaxNative", "MinNative"]
COMPARISONS = {"Equals": "==", "LessThan": "<", "LessThanOrEqual": "<=", "GreaterThan": ">", "GreaterThanOrEqual": ">="}


def member(signature, expression):
    line = f"    {signature} => {expression};\n"
    if len(line) > 118:
        line = f"    {signature} =>\n        {expression};\n"
    return "    /// <inheritdoc/>\n" + INLINE + line + "\n"


def value(name, expression):
    return (f"    /// <inheritdoc/>\n    public static {name}\n    {{\n    {INLINE}"
            f"        get => {expression};\n    }}\n\n")


def vector(bits, element):
    single = element == "float"
    name = ("" if single else "Double") + f"Lanes{bits}"
    v = f"Vector{bits}"
    text = value(f"{name} Zero", f"new({v}<{element}>.Zero)") + value(f"{name} One", f"new({v}<{element}>.One)")
    text += member(f"public static {name} Create(float value)", f"new({v}.Create({'value' if single else '(double)value'}))")
    text += member(f"public static {name} Create(double value)", f"new({v}.Create({'(float)value' if single else 'value'}))")
    text += member(f"public static {name} Load(void* source)", f"new({v}.Load(({element}*)source))")
    widened = {
        512: "Avx512F.ConvertToVector512Double(Vector256.Load(source))",
        256: "Avx.ConvertToVector256Double(Vector128.Load(source))",
        128: "Vector128.WidenLower(Vector64.Load(source).ToVector128Unsafe())",
    }
    text += member(f"public static {name} LoadSingles(float* source)", "Load(source)" if single else f"new({widened[bits]})")
    text += member("public void Store(void* target)", f"{v}.Store(_value, ({element}*)target)")
    text += member("public void StoreStreaming(void* target)", f"{v}.StoreAlignedNonTemporal(_value, ({element}*)target)")
    text += member(f"public static {name} MultiplyAdd({name} left, {name} right, {name} addend)",
                   f"new({v}.MultiplyAddEstimate(left._value, right._value, addend._value))")
    for op in BINARY:
        text += member(f"public static {name} {op}({name} left, {name} right)", f"new({v}.{op}(left._value, right._value))")
    text += member(f"public static {name} CopySign({name} magnitude, {name} sign)",
                   f"new({v}.CopySign(magnitude._value, sign._value))")
    text += member(f"public static {name} Abs({name} x)", f"new({v}.Abs(x._value))")
    text += member(f"public static {name} Sqrt({name} x)", f"new({v}.Sqrt(x._value))")
    whole, number, bits_of_fraction = ("Int32", "Single", 23) if single else ("Int64", "Double", 52)
    text += member(f"public static {name} Exp({name} x)", "ExpFunction.Exp(x)")
    text += power_of_two(bits, name, v, single)
    text += member(f"public static {name} AddExponent({name} x, {name} rounded)",
                   f"new((x._value.As{whole}() + (rounded._value.As{whole}() << {bits_of_fraction})).As{number}())")
    text += exponent(name, v, single)
    for op in COMPARISONS:
        text += member(f"public static {name} {op}({name} left, {name} right)", f"new({v}.{op}(left._value, right._value))")
    text += member(f"public static {name} Select({name} mask, {name} yes, {name} no)",
                   f"new({v}.ConditionalSelect(mask._value, yes._value, no._value))")
    for op in "+-*/|":
        text += member(f"public static {name} operator {op}({name} left, {name} right)", f"new(left._value {op} right._value)")
    text += member(f"public static {name} operator -({name} x)", "new(-x._value)")
    return name, f"The {element}s of one {bits}-bit vector.", f"{v}<{element}>", f"{v}<{element}>.Count", text


def rounder(single):
    return "ExpFunction.Rounder" if single else "ExpFunction.DoubleRounder"


def power_of_two(bits, name, v, single):
    signature = f"public static {name} TimesPowerOfTwo({name} x, {name} whole)"
    if bits == 512:
        return member(signature, "new(Avx512F.Scale(x._value, whole._value))")
    word, number, most, fraction = ("Int32", "Single", 254, 23) if single else ("Int64", "Double", 2046, 52)
    if v is None:
        integer, field = ("int", "float") if single else ("long", "double")
        shifted = f"BitConverter.{number}To{word}Bits(whole._value + {rounder(single)})"
        power = f"BitConverter.{word}BitsTo{number}(exponent << {fraction})"
    else:
        integer, field = (f"{v}<int>", f"{v}<float>") if single else (f"{v}<long>", f"{v}<double>")
        shifted = f"(whole._value + {v}.Create({rounder(single)})).As{word}()"
        power = f"(exponent << {fraction}).As{number}()"
        most = f"{v}.Create({most}{'' if single else 'L'})"
    return f"""    /// <inheritdoc/>
{INLINE}    {signature}
    {{
        // in two halves, so that neither power leaves the range of a {'float' if single else 'double'} before the product does; the bits above
        // the two exponents are shifted away
        {integer} sum = {shifted} + {most};
        {integer} half = sum >>> 1;
        return new(x._value * PowerOfTwo(half) * PowerOfTwo(sum - half));

    {INLINE}        static {field} PowerOfTwo({integer} exponent) => {power};
    }}

"""


def exponent(name, v, single):
    signature = f"public static {name} Exponent({name} x)"
    word, to, back, fraction = ("UInt32", "Single", "f", 23) if single else ("UInt64", "Double", ".0", 52)
    bias = 127 if single else 1023
    suffix = "u" if single else "ul"
    offset = (bias << fraction) - (0x3F3504F3 if single else 0x3FE6A09E667F3BCD)
    power = (bias + fraction) << fraction
    if v is None:
        bits = f"BitConverter.{to}To{word}Bits(x._value)"
        number = f"BitConverter.{word}BitsTo{to}((({bits} + {offset}{suffix}) >> {fraction}) | {power}{suffix}) - {2 ** fraction + bias}{back}"
    else:
        constant = f"{v}.Create"
        number = (f"((((x._value.As{word}() + {constant}({offset}{suffix})) >> {fraction})"
                  f" | {constant}({power}{suffix})).As{to}() - {constant}({2 ** fraction + bias}{back}))")
    return f"""    /// <inheritdoc/>
{INLINE}    {signature}
    {{
        // what is above the square root of one half in the bits, with the exponent's bias, as the fraction of a power of two
        return new({number});
    }}

"""


def scalar(element):
    single = element == "float"
    name = ("" if single else "Double") + "Lanes1"
    functions = "MathF" if single else "Math"
    text = value(f"{name} Zero", "default") + value(f"{name} One", "new(1)")
    text += member(f"public static {name} Create(float value)", "new(value)")
    text += member(f"public static {name} Create(double value)", f"new({'(float)value' if single else 'value'})")
    text += member(f"public static {name} Load(void* source)", f"new(*({element}*)source)")
    text += member(f"public static {name} LoadSingles(float* source)", "new(*source)")
    text += member("public void Store(void* target)", f"*({element}*)target = _value")
    text += member("public void StoreStreaming(void* target)", "Store(target)")
    text += member(f"public static {name} MultiplyAdd({name} left, {name} right, {name} addend)",
                   f"new({element}.MultiplyAddEstimate(left._value, right._value, addend._value))")
    for op in BINARY:
        text += member(f"public static {name} {op}({name} left, {name} right)", f"new({element}.{op}(left._value, right._value))")
    text += member(f"public static {name} CopySign({name} magnitude, {name} sign)",
                   f"new({functions}.CopySign(magnitude._value, sign._value))")
    text += member(f"public static {name} Abs({name} x)", f"new({functions}.Abs(x._value))")
    text += member(f"public static {name} Sqrt({name} x)", f"new({functions}.Sqrt(x._value))")
    whole, number, bits_of_fraction = ("Int32", "Single", 23) if single else ("Int64", "Double", 52)
    text += member(f"public static {name} Exp({name} x)", "ExpFunction.Exp(x)")
    text += power_of_two(1, name, None, single)
    text += member(f"public static {name} AddExponent({name} x, {name} rounded)",
                   f"new(BitConverter.{whole}BitsTo{number}(BitConverter.{number}To{whole}Bits(x._value)"
                   f" + (BitConverter.{number}To{whole}Bits(rounded._value) << {bits_of_fraction})))")
    text += exponent(name, None, single)
    for op, sign in COMPARISONS.items():
        text += member(f"public static {name} {op}({name} left, {name} right)", f"Mask(left._value {sign} right._value)")
    text += member(f"public static {name} Select({name} mask, {name} yes, {name} no)", "mask.HasBits ? yes : no")
    for op in "+-*/":
        text += member(f"public static {name} operator {op}({name} left, {name} right)", f"new(left._value {op} right._value)")
    text += member(f"public static {name} operator |({name} left, {name} right)", "left.HasBits ? left : right")
    text += member(f"public static {name} operator -({name} x)", "new(-x._value)")
    to, back = ("Int32BitsToSingle", "SingleToInt32Bits") if single else ("Int64BitsToDouble", "DoubleToInt64Bits")
    text += f"    private bool HasBits => BitConverter.{back}(_value) != 0;\n\n"
    text += INLINE + f"    private static {name} Mask(bool set) => set ? new(BitConverter.{to}(-1)) : default;\n"
    return name, f"One {element}, for what fills no vector and for scalar code.", element, "1", text


def write(name, summary, field, count, members):
    usings = ["System.Runtime.CompilerServices"]
    if "Vector" in members:
        usings.append("System.Runtime.Intrinsics")
    if "Avx" in members:
        usings.append("System.Runtime.Intrinsics.X86")
    single = "true" if not name.startswith("Double") else "false"
    text = "// <auto-generated>\n// Written by tools/kernels/lanes.py; edit that instead.\n// </auto-generated>\n"
    text += "".join(f"using {u};\n" for u in usings)
    text += f"""
namespace Flambeau.Kernels;

/// <summary>{summary}</summary>
internal readonly unsafe struct {name} : ILanes<{name}>
{{
    private readonly {field} _value;

{INLINE}    private {name}({field} value) => _value = value;

    /// <inheritdoc/>
    public static int Count => {count};

    /// <inheritdoc/>
    public static bool IsSingle => {single};

{members.rstrip()}
}}
"""
    with open(os.path.join(FOLDER, f"{name}.g.cs"), "w", encoding="utf-8") as file:
        file.write(text)


for element in ("float", "double"):
    write(*scalar(element))
    for bits in (128, 256, 512):
        write(*vector(bits, element))
