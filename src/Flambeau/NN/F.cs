namespace Flambeau.NN;

/// <summary>The layers' functions without state (<c>torch.nn.functional</c>); each operator's part lies in <c>Ops/</c>.</summary>
public static partial class F;
