using System.Globalization;
using Flambeau;
using Flambeau.Serialization;

// SaveLoop PATH MIB TIMES: save 0 is full of zeros, save 1 of ones, and so on; prints the number of each finished save.
// A save that fails ends the program with its message and the exit code 3.
string path = args[0];
int megabytes = int.Parse(args[1], CultureInfo.InvariantCulture);
long times = long.Parse(args[2], CultureInfo.InvariantCulture);
try
{
    for (long i = 0; i < times; i++)
    {
        var state = new StateDict { ["weight"] = Tensor.Full([megabytes, 1 << 18], (float)i) };
        Checkpoint.Save(path, state);
        Console.WriteLine(i);
    }

    return 0;
}
catch (IOException e)
{
    Console.WriteLine(e.Message);
    return 3;
}
