namespace Flambeau.Kernels;

/// <summary>A matrix product: C = act(A B + bias), or C = act(C + A B + bias).</summary>
internal unsafe struct Product<T>
    where T : unmanaged
{
    /// <summary>Rows of C.</summary>
    public int M;

    /// <summary>Columns of C.</summary>
    public int N;

    /// <summary>Terms of each sum.</summary>
    public int K;

    /// <summary>The left factor.</summary>
    public Factor<T> A;

    /// <summary>The right factor.</summary>
    public Factor<T> B;

    /// <summary>The result, row major.</summary>
    public T* C;

    /// <summary>From a row of C to the next.</summary>
    public nint CRow;

    /// <summary>One value per column, or null.</summary>
    public T* Bias;

    /// <summary>Whether the product is added to what C holds.</summary>
    public bool Accumulate;

    /// <summary>Applied last.</summary>
    public Activation Activation;
}
