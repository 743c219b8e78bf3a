// Copyright (c) MLNet.Synthetic contributors. See LICENSE.
#:property ManagePackageVersionsCentrally=false
#:property GenerateDocumentationFile=false

// One program behind build.cmd for Unix shells and Windows cmd: build, test, sample, bench, pack, api.

using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;

const string Configuration = "Release";
string root = Directory.GetCurrentDirectory();
string solution = "MLNet.Synthetic.sln";
string results = Path.Combine(root, "artifacts", "test-results");
string[] rest = args.Length > 1 ? args[1..] : [];

return args.FirstOrDefault() switch
{
    "build" => Build(),
    "test" => Test(),
    "sample" => Sample(),
    "bench" => Bench(),
    "cli" => Dotnet(["run", "--project", Path.Combine("src", "MLNet.Synthetic.Cli"), "-c", Configuration, "--", .. rest]),
    "pack" => Pack(),
    "api" => Api(),
    _ => Usage(),
};

int Usage()
{
    Console.WriteLine("""
        build                      compile everything
        test [filter]              compile and run all tests (filter as in dotnet test --filter)
        sample [name] [arguments]  run one sample, or all of them; --quick makes each finish within a minute
        bench [arguments]          run the benchmarks; without arguments it asks which
        cli [arguments]            run mlsynth, the command line
        pack                       make the NuGet packages in artifacts/packages
        api                        write new public members into the PublicAPI files
        """);
    return args.Length == 0 || args[0] is "help" or "--help" or "-h" ? 0 : 1;
}

int Build() => Dotnet("build", solution, "-c", Configuration);

int Test()
{
    if (Build() is not 0 and var failed)
        return failed;
    if (Directory.Exists(results))
        Directory.Delete(results, recursive: true);

    int worst = 0;
    foreach (string project in Projects("tests").Where(p => p.EndsWith("Tests")))
    {
        string[] filter = rest.Length == 0 ? [] : ["--filter", rest[0]];
        int code = Dotnet(["test", "--project", Path.Combine("tests", project), "-c", Configuration, "--no-build",
            "--results-directory", results, "--report-trx", "--report-trx-filename", $"{project}.trx", .. filter]);
        worst = code == 8 && rest.Length > 0 ? worst : Math.Max(worst, code);       // 8: no test of this project matches the filter
    }

    var (passed, failures, skipped) = (0, 0, 0);
    foreach (string trx in Directory.Exists(results) ? Directory.GetFiles(results, "*.trx") : [])
    {
        var counters = XDocument.Load(trx).Descendants().Single(e => e.Name.LocalName == "Counters");
        passed += (int)counters.Attribute("passed")!;
        failures += (int)counters.Attribute("failed")! + (int)counters.Attribute("error")! + (int)counters.Attribute("timeout")!;
        skipped += (int)counters.Attribute("total")! - (int)counters.Attribute("executed")!;
    }

    Console.WriteLine(skipped == 0 ? $"{passed} passed, {failures} failed" : $"{passed} passed, {failures} failed, {skipped} skipped");
    return worst;
}

int Sample()
{
    string[] names = rest.Length > 0 && !rest[0].StartsWith('-') ? [rest[0]] : Projects("samples");
    string[] arguments = rest.Length > 0 && !rest[0].StartsWith('-') ? rest[1..] : rest;
    foreach (string name in names)
    {
        if (!Directory.Exists(Path.Combine("samples", name)))
        {
            Console.Error.WriteLine($"There is no sample '{name}'. There are {string.Join(", ", Projects("samples"))}.");
            return 1;
        }

        Console.WriteLine($"--- {name}");
        if (Dotnet(["run", "--project", Path.Combine("samples", name), "-c", Configuration, "--", .. arguments]) is not 0 and var failed)
            return failed;
    }

    return 0;
}

int Bench() => Dotnet(["run", "--project", Path.Combine("tests", "MLNet.Synthetic.Benchmarks"), "-c", Configuration, "--", .. rest]);

int Pack()
{
    foreach (string project in Projects("src"))
    {
        if (Dotnet("pack", Path.Combine("src", project), "-c", Configuration, "-o", Path.Combine("artifacts", "packages")) is not 0 and var failed)
            return failed;
    }

    return 0;
}

// Takes the members that the analyzer misses from the build's own messages.
int Api()
{
    foreach (string project in Projects("src"))
    {
        string file = Path.Combine("src", project, "PublicAPI.Unshipped.txt");
        for (int round = 0; round < 8; round++)
        {
            string output = Capture("build", Path.Combine("src", project), "--no-incremental", "-tl:off", "-p:TreatWarningsAsErrors=false");
            var missing = Regex.Matches(output, "RS0016: Symbol '(.*?)' is not part of the declared").Select(m => m.Groups[1].Value).ToHashSet();
            var gone = Regex.Matches(output, "RS0017: Symbol '(.*?)' is part of the declared").Select(m => m.Groups[1].Value).ToHashSet();
            var lines = File.ReadAllLines(file).Skip(1).Where(l => l.Length > 0).Concat(missing).Except(gone).Distinct().Order(StringComparer.Ordinal);
            File.WriteAllText(file, "#nullable enable\n" + string.Concat(lines.Select(l => l + "\n")));
            if (missing.Count + gone.Count == 0)
                break;
        }

        Console.WriteLine($"{file}: {File.ReadAllLines(file).Length - 1} members");
    }

    return 0;
}

string[] Projects(string folder) => [.. Directory.GetDirectories(Path.Combine(root, folder))
    .Where(d => Directory.GetFiles(d, "*.csproj").Length == 1)
    .Select(d => Path.GetFileName(d)!)
    .Order(StringComparer.Ordinal)];

static int Dotnet(params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
    process.WaitForExit();
    return process.ExitCode;
}

static string Capture(params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return output;
}
