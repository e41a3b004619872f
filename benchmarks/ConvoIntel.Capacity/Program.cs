using System.CommandLine;
using ConvoIntel.Capacity.Model;

var usual = new Assumptions();
var speed = new Option<double>("--speed") { Description = "Hours of recording that one core works through in an hour.", DefaultValueFactory = _ => usual.Cost.Speed };
var cost = new Option<double>("--model-cost") { Description = "Work of the model, as a multiple of the one that --speed was measured with.", DefaultValueFactory = _ => usual.Cost.ModelCost };
var length = new Option<double>("--minutes") { Description = "Mean length of a call.", DefaultValueFactory = _ => usual.MeanLength / 60 };
var patience = new Option<double>("--patience") { Description = "Seconds within which 95 of 100 calls must begin.", DefaultValueFactory = _ => usual.Patience };
var loads = new Option<double[]>("--calls") { Description = "Calls a day, several.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. usual.Loads] };
var output = new Option<FileInfo>("--out") { Description = "The page.", DefaultValueFactory = _ => new FileInfo("benchmarks/results/capacity.md") };
var command = new RootCommand("Says what a load of calls needs: cores, storage, requests, waits.") { speed, cost, length, patience, loads, output };
foreach (var figure in new[] { speed, cost, length, patience })
{
    figure.Validators.Add(result =>
    {
        if (result.GetValue(figure) is not > 0) result.AddError($"{figure.Name} must be greater than 0.");
    });
}
command.SetAction(async (parsed, cancellationToken) =>
{
    var assumed = usual with
    {
        Cost = usual.Cost with { Speed = parsed.GetValue(speed), ModelCost = parsed.GetValue(cost) },
        MeanLength = parsed.GetValue(length) * 60,
        Patience = parsed.GetValue(patience),
        Loads = parsed.GetValue(loads)!,
    };
    var page = new CapacityTable(assumed, string.Join(" ", ["dotnet run -c Release --project benchmarks/ConvoIntel.Capacity", .. args.Length == 0 ? [] : (string[])["--", .. args]])).Write();
    await File.WriteAllTextAsync(parsed.GetValue(output)!.FullName, page, cancellationToken);
    Console.WriteLine($"{parsed.GetValue(output)}");
    return 0;
});
return await command.Parse(args).InvokeAsync();
