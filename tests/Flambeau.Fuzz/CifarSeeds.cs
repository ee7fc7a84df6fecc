using System.Text;

namespace Flambeau.Fuzz;

/// <summary>A file of CIFAR's as Python 2 pickled it.</summary>
internal static class CifarSeeds
{
    private const string Head = "\u0080\u0002}(U\u0004datacnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R"
        + "(K\u0001K\u0001M\0\u000c\u0086cnumpy\ndtype\nU\u0002u1K\0K\u0001\u0087R"
        + "(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089T\0\u000c\0\0";

    /// <summary>One picture with the labels of all data sets.</summary>
    public static byte[] Pickle() =>
    [
        .. Encoding.Latin1.GetBytes(Head), .. Runs.Bytes(1),
        .. Encoding.Latin1.GetBytes("tbU\u0006labels]K\u0007aU\u000bfine_labels]K\u0007aU\rcoarse_labels]K\u0007au."),
    ];
}
