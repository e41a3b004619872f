using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(ConvoIntel.Benchmarks.ResamplerBenchmarks).Assembly).Run(args);
