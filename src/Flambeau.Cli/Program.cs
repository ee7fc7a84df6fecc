Console.WriteLine("flambeau");
