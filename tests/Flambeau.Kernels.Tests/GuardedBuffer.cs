using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels.Tests;

/// <summary>
/// Memory whose last element is followed, or whose first is preceded, by a page that nobody may touch (on Linux).
/// </summary>
internal sealed unsafe partial class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly nuint _bytes;
    private readonly void* _pages;

    public GuardedBuffer(int length, bool atStart = false)
    {
        nuint page = (nuint)Environment.SystemPageSize, used = (nuint)length * (nuint)Unsafe.SizeOf<T>();
        nuint room = (used + page - 1) / page * page;
        _bytes = page + room + page;
        _pages = Map(_bytes, page);
        Pointer = (T*)((byte*)_pages + page + (atStart ? 0 : room - used));
        Length = length;
    }

    public GuardedBuffer(ReadOnlySpan<T> content)
        : this(content.Length) => content.CopyTo(Span);

    public T* Pointer { get; }

    public int Length { get; }

    public Span<T> Span => new(Pointer, Length);

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Native.Unmap(_pages, _bytes);
        }
        else
        {
            NativeMemory.Free(_pages);
        }
    }

    private static void* Map(nuint bytes, nuint page)
    {
        if (!OperatingSystem.IsLinux())
        {
            return NativeMemory.AllocZeroed(bytes);
        }

        void* pages = Native.Map(null, bytes, protection: 3, flags: 0x22, file: -1, offset: 0);
        Assert.NotEqual(-1, (nint)pages);
        Assert.Equal(0, Native.Protect(pages, page, protection: 0));
        Assert.Equal(0, Native.Protect((byte*)pages + bytes - page, page, protection: 0));
        return pages;
    }
}

/// <summary>The system calls behind <see cref="GuardedBuffer{T}"/>.</summary>
internal static unsafe partial class Native
{
    [LibraryImport("libc", EntryPoint = "mmap")]
    public static partial void* Map(void* address, nuint bytes, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    public static partial int Protect(void* address, nuint bytes, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(void* address, nuint bytes);
}
