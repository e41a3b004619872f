using BenchmarkDotNet.Running;
using ConvoIntel.Benchmarks.Speed;

// Whole calls are timed by processes of their own, parts of them by BenchmarkDotNet.
switch (args)
{
    case [SpeedTable.Verb, .. var rest]:
        return await SpeedTable.MakeAsync(rest);
    case [SpeedChild.Verb, .. var rest]:
        return await SpeedChild.RunAsync(rest);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(ConvoIntel.Benchmarks.ResamplerBenchmarks).Assembly).Run(args);
        return 0;
}
