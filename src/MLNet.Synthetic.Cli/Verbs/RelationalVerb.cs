// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>Two files that a key binds in, two synthetic ones out.</summary>
internal sealed class RelationalVerb() : Verb(
    "relational", "Learn two tables that a key binds (customers and orders) and write synthetic ones",
    "mlsynth relational customers.csv orders.csv --key CustomerId -o synthetic",
    "mlsynth relational accounts.csv transactions.csv --key AccountId --order Date --rows 10000 -o synthetic --evaluate",
    "mlsynth relational customers.csv orders.csv --key Id --foreign-key CustomerId --where \"Segment=C\" -o synthetic")
{
    private readonly Argument<string> _parents = new("parents") { Description = "File of parents, one row for each key: CSV, Parquet or JSON Lines" };
    private readonly Argument<string> _children = new("children") { Description = "File of children, any number of rows for each key" };
    private readonly Option<string> _key = new("--key", "-k") { HelpName = "COLUMN", Description = "The key: numbers or texts, all different among the parents", Required = true };
    private readonly Option<string?> _foreignKey = new("--foreign-key") { HelpName = "COLUMN", Description = "The column of the children that holds the key; of the same name unless given" };
    private readonly Option<string?> _childKey = new("--child-key") { HelpName = "COLUMN", Description = "The children's own key, which is made anew; found by its name and values unless given" };
    private readonly Option<string?> _order = new("--order") { HelpName = "COLUMN", Description = "Column of the children, a number or a time, in whose order those of a parent stand" };
    private readonly Option<bool> _dropOrphans = new("--drop-orphans") { Description = "Leave out children without a parent, which are an error otherwise" };
    private readonly Option<string> _algorithm = new("--algorithm", "-a") { HelpName = string.Join('|', Algorithms.Names), Description = "What learns both tables", DefaultValueFactory = _ => Algorithms.Names[0] };
    private readonly Option<string> _folder = new("--output", "-o") { HelpName = "FOLDER", Description = "Folder to write to, made where it is not there: two files of the names of those that are read", Required = true };
    private readonly Option<bool> _evaluate = new("--evaluate") { Description = "Measure how the two tables are bound: keys, children per parent, trends between the tables" };
    private readonly SampleSymbols _sample = new();
    private readonly InputSymbols _input = new();

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_parents, _children, _key, _foreignKey, _childKey, _order, _dropOrphans, _folder, _algorithm, .. _sample.All, _evaluate, .. _input.All];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string[] paths = [parsed.GetRequiredValue(_parents), parsed.GetRequiredValue(_children)];
        string folder = parsed.GetRequiredValue(_folder), key = parsed.GetRequiredValue(_key);
        var read = _input.Read(parsed) with { IsOneOfSeveral = true };
        var outputs = Outputs(paths, folder, read);
        var wanted = _sample.Options(parsed);
        int seed = _input.Seed(parsed);

        var made = terminal.Work(progress =>
        {
            progress?.Report(new("read", 0, 1));
            LoadedTable[] loaded = [.. paths.Select(path => LoadedTable.Read(path, read, cancellation: cancellation))];
            foreach (string name in (string[])[.. read.Categorical, .. read.Ids])
            {
                if (!loaded.Any(l => l.Formats.Any(f => f.Name == name)))
                    throw new SyntheticDataException($"Neither file has a column '{name}'.");
            }

            var ml = terminal.CreateContext(seed);
            var views = Array.ConvertAll(loaded, l => DataViewWriter.ToDataView(l.Table));
            SynthesisOptions Options(int table) => Algorithms.Options(parsed.GetRequiredValue(_algorithm)) with { CategoricalColumnNames = [.. read.Categorical.Where(n => loaded[table].Table.Columns.Any(c => c.Name == n))] };
            var model = ml.Synthetic.Relational(key, new()
            {
                ForeignKeyColumnName = parsed.GetValue(_foreignKey),
                ChildKeyColumnName = parsed.GetValue(_childKey),
                OrderColumnName = parsed.GetValue(_order),
                Orphans = parsed.GetValue(_dropOrphans) ? OrphanRows.Drop : OrphanRows.Refuse,
                Parent = Options(0),
                Child = Options(1),
                Seed = seed,
                Progress = progress,
                Cancellation = cancellation,
                MaxDegreeOfParallelism = _input.Threads(parsed),
            }).Fit(views[0], views[1]);

            var sample = model.Sample(_sample.Rows(parsed) ?? loaded[0].Table.Count, wanted);
            var report = !parsed.GetValue(_evaluate) ? null : ml.Synthetic.EvaluateRelational(views[0], views[1], sample, key, new()
            {
                ForeignKeyColumnName = parsed.GetValue(_foreignKey),
                OrderColumnName = parsed.GetValue(_order),
                CategoricalColumnNames = read.Categorical,
                Seed = seed,
                Progress = progress,
                Cancellation = cancellation,
                MaxDegreeOfParallelism = _input.Threads(parsed),
            });
            Directory.CreateDirectory(folder);
            var rows = new long[2];
            foreach (var (view, i) in new[] { sample.Parents, sample.Children }.Select((v, i) => (v, i)))
            {
                var output = outputs[i].Following(read, loaded[i]);
                rows[i] = RowWriter.WriteAll(view, loaded[i].Formats, output, terminal.Output, progress, cancellation);
                new Manifest
                {
                    RealRows = 0,
                    Generator = $"Relational({(i == 0 ? model.Summary.ParentAlgorithm : model.Summary.ChildAlgorithm)})",
                    Options = Given(parsed),
                    Seed = seed,
                    Training = FileRecord.Of(paths[i]) with { Rows = loaded[i].Table.Count },
                    Output = output.Record(rows[i]),
                }.Save(Manifest.PathOf(output.Path));
            }

            return (model.Summary, Rows: rows, Report: report);
        });

        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{made.Rows[0]} synthetic parents in {outputs[0].Path} with {made.Rows[1]} children in {outputs[1].Path}, from {made.Summary}, seed {seed}."));
        foreach (var score in made.Report?.Scores ?? [])
            terminal.Say(score.ToString());
        terminal.Result(new JsonObject
        {
            ["verb"] = "relational",
            ["parents"] = outputs[0].Path,
            ["parentRows"] = made.Rows[0],
            ["children"] = outputs[1].Path,
            ["childRows"] = made.Rows[1],
            ["seed"] = seed,
            ["scores"] = made.Report is null ? null : new JsonObject(made.Report.Scores.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)(s.Value is double value ? JsonValue.Create(value) : null)))),
        });
        return ExitCode.Done;
    }

    private static OutputOptions[] Outputs(string[] paths, string folder, TableReadOptions read)
    {
        string[] names = Array.ConvertAll(paths, path => Path.GetFileName(path));
        if (names[0] == names[1])
            throw new UsageException($"Both files are called '{names[0]}', and so would be both that are written. Rename one.");
        if (File.Exists(folder))
            throw new UsageException($"'{folder}' is a file. Name a folder.");
        return [.. names.Zip(paths, (name, path) =>
        {
            string target = Path.Combine(folder, name);
            if (Path.GetFullPath(target) == Path.GetFullPath(path))
                throw new UsageException($"'{path}' would be overwritten. Name another folder.");
            FileFormat format;
            try
            {
                format = FileFormats.Of(target);
            }
            catch (SyntheticDataException e)
            {
                throw new UsageException(e.Message);
            }

            return new OutputOptions(target, format, read.Separator ?? (FileFormats.IsTabbed(target) ? '\t' : read.DecimalComma ? ';' : ','), read.DecimalComma, read.Missing.Count > 0 ? read.Missing[0] : "");
        })];
    }
}
