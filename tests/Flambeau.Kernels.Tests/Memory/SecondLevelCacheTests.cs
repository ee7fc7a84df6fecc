using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels.Tests;

public class SecondLevelCacheTests
{
    [Fact]
    public void Its_size_is_what_the_system_says()
    {
        const string File = "/sys/devices/system/cpu/cpu0/cache/index2/size";
        Assert.SkipUnless(System.IO.File.Exists(File), "the system does not tell the sizes of caches");
        Assert.SkipUnless(X86Base.IsSupported, "only x64 processors are asked");
        Assert.SkipWhen(SecondLevelCache.Bytes == 0, "the processor does not tell the sizes of caches");
        string size = System.IO.File.ReadAllText(File).Trim();
        Assert.Equal(long.Parse(size.TrimEnd('K'), CultureInfo.InvariantCulture) * 1024, SecondLevelCache.Bytes);
    }
}
