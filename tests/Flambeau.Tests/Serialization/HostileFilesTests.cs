using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>Files made to attack readers of pickles: each is refused with the format's own exception.</summary>
public class HostileFilesTests
{
    /// <summary>File, what the message says, all names the file asks for.</summary>
    public static TheoryData<string, string, string[]> Refused() => new()
    {
        { "modelscan/unsafe_zip_pytorch.pt", Asks("posix.system"), ["posix.system"] },
        { "picklescan/bad_pytorch.pt", "the file is no checkpoint: it is a PNG image", [] },
        { "picklescan/benign_password_protected.zip", "entry 'test.txt' is encrypted", [] },
        { "picklescan/broken_model.pkl", Asks("builtins.exec"), ["builtins.exec"] },
        { "picklescan/malicious-invalid-bytes.pkl", Asks("os.system"), ["os.system"] },
        {
            "picklescan/malicious0.pkl",
            Asks("__builtin__.globals"),
            ["__builtin__.apply", "__builtin__.compile", "__builtin__.dict", "__builtin__.eval", "__builtin__.getattr", "__builtin__.globals"]
        },
        { "picklescan/malicious1.7z", "the file is no checkpoint: it is a 7z archive", [] },
        { "picklescan/malicious1.zip", Asks("builtins.eval"), ["builtins.eval"] },
        { "picklescan/malicious1_0x1.zip", "entry 'model/config.pkl' is encrypted", [] },
        { "picklescan/malicious1_0x20.zip", "it has no entry <folder>/data.pkl", [] },
        { "picklescan/malicious1_0x40.zip", "entry 'model/config.pkl' is encrypted", [] },
        { "picklescan/malicious1_central_directory.zip", "entry 'data.pkl' contradicts the zip directory", [] },
        { "picklescan/malicious1_wrong_ext.zip", "it has no entry <folder>/data.pkl", [] },
        { "picklescan/malicious1_v0.pkl", Asks("__builtin__.eval"), ["__builtin__.eval"] },
        { "picklescan/malicious1_v3.pkl", Asks("builtins.eval"), ["builtins.eval"] },
        { "picklescan/malicious1_v4.pkl", Asks("builtins.eval"), ["builtins.eval"] },
        { "picklescan/malicious2_v0.pkl", Asks("posix.system"), ["posix.system"] },
        { "picklescan/malicious2_v3.pkl", Asks("posix.system"), ["posix.system"] },
        { "picklescan/malicious2_v4.pkl", Asks("posix.system"), ["posix.system"] },
        { "picklescan/malicious3.pkl", Asks("httplib.HTTPSConnection"), ["httplib.HTTPSConnection"] },
        { "picklescan/malicious4.pickle", Asks("requests.api.get"), ["requests.api.get"] },
        { "picklescan/malicious5.pickle", Asks("aiohttp.client.ClientSession"), ["aiohttp.client.ClientSession"] },
        { "picklescan/malicious6.pkl", Asks("requests.api.get"), ["requests.api.get"] },
        { "picklescan/malicious7.pkl", Asks("socket.create_connection"), ["socket.create_connection"] },
        { "picklescan/malicious8.pkl", Asks("subprocess.run"), ["subprocess.run"] },
        { "picklescan/malicious9.pkl", Asks("sys.exit"), ["sys.exit"] },
        { "picklescan/malicious10.pkl", Asks("__builtin__.exec"), ["__builtin__.exec"] },
        { "picklescan/malicious11.pkl", Asks("os.system"), ["os.system"] },
        {
            "picklescan/malicious12.pkl",
            Asks("operator.attrgetter"),
            ["builtins.__import__", "operator.attrgetter"]
        },
        { "picklescan/malicious13a.pkl", Asks("pickle.loads"), ["pickle.loads"] },
        { "picklescan/malicious13b.pkl", Asks("_pickle.loads"), ["_pickle.loads"] },
        { "picklescan/malicious14.pkl", Asks("runpy._run_code"), ["runpy._run_code"] },
        { "picklescan/malicious15a.pkl", Asks("__builtin__.getattr"), ["__builtin__.getattr", "bdb.Bdb"] },
        { "picklescan/malicious15b.pkl", Asks("bdb.Bdb.run"), ["bdb.Bdb", "bdb.Bdb.run"] },
        { "picklescan/malicious16.pkl", Asks("pip.main"), ["pip.main"] },
        {
            "picklescan/malicious17.pkl",
            Asks("torch._inductor.codecache.compile_file"),
            ["torch._inductor.codecache.compile_file"]
        },
        { "picklescan/malicious18.pkl", Asks("pydoc.pipepager"), ["pydoc.pipepager"] },
        {
            "picklescan/malicious19.pkl",
            Asks("functools.partial"),
            ["functools.partial", "torch.serialization.load"]
        },
        { "picklescan/malicious20.pkl", Asks("venv.create"), ["venv.create"] },
        { "picklescan/not_a_pickle.bin", "read as a bare pickle: a string is not valid UTF-8", [] },
        { "picklescan/pytorch_magic_bypass.pt", Asks("__builtin__.eval"), ["__builtin__.eval", "posix.system"] },
        { "picklescan/sys_module_override_sploit.pkl", Asks("torch._utils"), ["torch._utils"] },
    };

    // Some good files are among them, to see that a scanner lets them pass.
    private static readonly string[] s_good =
    [
        "picklescan/pytorch_model.bin", "picklescan/new_pytorch_model.bin", "picklescan/benign0_v0.pkl",
        "picklescan/benign0_v3.pkl", "picklescan/benign0_v4.pkl",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_with_the_name_or_the_break(string file, string reason, string[] globals)
    {
        string path = RepoPaths.SharedOrSkip(["hostile", .. file.Split('/')]);

        CheckpointException error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(path));
        CheckpointException onOpen = Assert.Throws<CheckpointException>(() => Checkpoint.Open(path));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, onOpen.Message);
        Assert.Equal(path, error.FileName);
        if (globals.Length > 0)
        {
            Assert.Equal(globals, Checkpoint.FindUnsafeGlobals(path));
        }
        else
        {
            Assert.Equal(
                error.Problem.Split(": ")[^1],
                Assert.Throws<CheckpointException>(() => Checkpoint.FindUnsafeGlobals(path)).Problem.Split(": ")[^1]);
        }
    }

    [Fact]
    public void The_good_ones_load()
    {
        foreach (string file in s_good)
        {
            string path = RepoPaths.SharedOrSkip(["hostile", .. file.Split('/')]);

            object? value = Checkpoint.Load(path);

            Assert.Empty(Checkpoint.FindUnsafeGlobals(path));
            if (path.EndsWith(".pkl", StringComparison.Ordinal))
            {
                Assert.Equal(["a", "b", "c"], Assert.IsType<List<object?>>(value));
            }
        }
    }

    [Fact]
    public void No_file_is_forgotten()
    {
        string folder = RepoPaths.SharedOrSkip("hostile");
        IEnumerable<string> files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(file => !file.EndsWith("LICENSE", StringComparison.Ordinal));

        Assert.Equal(files.Order(), Refused().Select(row => row.Data.Item1).Concat(s_good).Order());
    }

    [Fact]
    public void Every_file_is_harmless_when_unknown_names_are_read_as_data()
    {
        foreach (string path in Directory.GetFiles(
            RepoPaths.SharedOrSkip("hostile"), "*", SearchOption.AllDirectories))
        {
            Exception? error = Record.Exception(
                () => Checkpoint.Load(path, new CheckpointOptions { ReadUnknownClasses = true }));

            Assert.True(error is CheckpointException or null, $"{path}: {error}");
        }
    }

    private static string Asks(string name) => $"the file asks for {name}, which is refused";
}
