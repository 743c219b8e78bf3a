// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>One run of <see cref="TableCompletion"/>: finds each row a row of the model's to take the open cells from.</summary>
/// <param name="model">The model.</param>
/// <param name="options">Settings.</param>
/// <param name="table">The given rows.</param>
/// <param name="template">A table of the model without rows.</param>
/// <param name="fill">Whether every open cell is to get a value.</param>
internal sealed class Completion(ITableModel model, CompletionOptions options, Table table, Table template, bool fill)
{
    private const int MostDrawsPerRow = 20, RowsPerCall = 1 << 16;
    private readonly List<Table> _sources = [];                       // tables of the model's with the given cells of the rows that take from them
    private readonly int[] _place = new int[table.Count];             // row → its row in the sources laid end to end
    private int _placed;
    private long _exact, _matched, _near, _closest, _repaired, _broken, _drawnRows;
    private double _effective;

    /// <summary>Completes rows that have the same given columns.</summary>
    public void Add(string[] given, int[] rows, RunContext run)
    {
        long open = rows.Length * (long)(template.Columns.Count - given.Length);
        var known = new Table([.. given.Select(name => table[name].Take(rows))]);
        if (open == 0)
        {
            Put(rows, known);
            return;
        }

        string[] wanted = [.. template.Columns.Select(c => c.Name).Except(given)];
        if (model is ConstrainedModel constrained && constrained.CanObey(known) is var canObey && canObey.Contains(false))
        {
            int[] wrong = [.. Enumerable.Range(0, rows.Length).Where(i => !canObey[i])], right = [.. Enumerable.Range(0, rows.Length).Where(i => canObey[i])];
            Match(given, [], wanted, [.. wrong.Select(i => rows[i])], known.Take(wrong), run.With(run.Random.Fork("broken")));
            if (right.Length == 0)
                return;
            (rows, known) = ([.. right.Select(i => rows[i])], known.Take(right));
        }

        if (!model.CanFix(given))
        {
            Match(given, FixableColumns.Among(model, [], given), wanted, rows, known, run);
            return;
        }

        var drawn = Rejection.Draw(rows.Length, interchangeable: given.Length == 0, MostDrawsPerRow,
            (targets, attempt) => model.Sample(targets.Length, given.Length == 0 ? null : known.Take(targets), attempt), (candidates, _) => IsFilled(candidates, wanted), run);
        Put(rows, drawn.Table);
        _exact += (rows.Length - drawn.Open.Length) * (long)wanted.Length;
        if (drawn.Open.Length > 0)                                    // given these values the model draws a missing one: see what goes with others
            Match(given, [], wanted, [.. drawn.Open.Select(i => rows[i])], known.Take(drawn.Open), run.With(run.Random.Fork("unfilled")));
    }

    /// <summary>The rows in their order, and how their cells were found.</summary>
    public CompletedTable Result()
    {
        var completed = _sources.Count == 0 ? template : TableRows.Concat(_sources).Take(_place);
        long missing = !fill ? 0 : completed.Columns.Sum(c => (long)c.Missing);
        return new(completed, new(_exact, _matched, _near, _closest, missing, _repaired, _broken, _drawnRows == 0 ? null : _effective / _drawnRows));
    }

    /// <summary>Draws candidates given the columns that can be given, and takes for each row one that is near in the others.</summary>
    private void Match(string[] given, string[] fixedNames, string[] wanted, int[] rows, Table known, RunContext run)
    {
        var alike = fixedNames.Length == 0
            ? [[.. Enumerable.Range(0, rows.Length)]]
            : Combinations.Of([.. fixedNames.Select(n => known[n])]).CodesOf([.. fixedNames.Select(n => known[n])]).Select((code, i) => (code, i)).GroupBy(c => c.code, c => c.i).Select(g => g.ToArray()).ToArray();
        string[] compared = [.. given.Except(fixedNames)];
        for (int first = 0, call = 0; first < alike.Length; call++)
        {
            var parts = new List<(int[] Members, int Start, int Count)>();
            int count = 0;
            do
            {
                int[] members = alike[first++];
                int candidates = (int)Math.Min((long)options.CandidatesPerRow * members.Length, options.MostCandidates);
                parts.Add((members, count, candidates));
                count += candidates;
            }
            while (first < alike.Length && count < RowsPerCall);

            int[] targets = [.. parts.SelectMany(p => Enumerable.Repeat(p.Members[0], p.Count))];
            var inCall = run.With(run.Random.Fork("candidates").Fork(call));
            var candidatesOfAll = model.Sample(count, fixedNames.Length == 0 ? null : new Table([.. fixedNames.Select(n => known[n].Take(targets))]), inCall);
            var isFilled = IsFilled(candidatesOfAll, wanted);
            foreach (var (members, start, candidates) in parts)
            {
                int[] usable = [.. Enumerable.Range(start, candidates).Where(i => isFilled(i))];
                if (usable.Length == 0)
                    usable = [.. Enumerable.Range(start, candidates)];     // they have to stay missing
                Choose(compared, wanted, rows, known, members, candidatesOfAll.Take(usable), run);
            }
        }
    }

    /// <summary>For each row one of its nearest candidates, by the columns that the candidates were not given.</summary>
    private void Choose(string[] compared, string[] wanted, int[] rows, Table known, int[] members, Table candidates, RunContext run)
    {
        int k = Math.Min(options.Neighbors, candidates.Count);
        var space = CompletionSpace.Of([.. compared.Select(n => model.Schema[n])], known.Take(members), candidates);
        int[] queries = [.. Enumerable.Range(0, members.Length)], points = [.. Enumerable.Range(members.Length, candidates.Count)];
        var nearest = NearestNeighbors.Find(space, queries, points, k, run);
        var pieces = new List<Table>();
        var taken = new int[members.Length];
        for (int m = 0; m < members.Length; m++)
        {
            var random = run.Random.Fork("choice").Fork(rows[members[m]]);
            var (order, effective) = Ordered(nearest.SquaredDistances(m), random);
            int[] sources = [.. order.Select(o => nearest[m][o] - members.Length)];
            var row = Complete(candidates, sources, known, members[m], out int used);
            pieces.Add(row);
            taken[m] = rows[members[m]];
            _effective += effective;
            _drawnRows++;
            double distance = nearest.SquaredDistances(m)[order[used]];
            if (distance == 0)
                _matched += wanted.Length;
            else if (distance < CompletionSpace.Penalty * CompletionSpace.Penalty)
                _near += wanted.Length;
            else
                _closest += wanted.Length;
        }

        Put(taken, TableRows.Concat(pieces));
    }

    /// <summary>The given cells of a row with the others of a candidate: the first that obeys the model's constraints, or else the first, repaired.</summary>
    private Table Complete(Table candidates, int[] sources, Table known, int row, out int used)
    {
        var given = known.Take([row]);
        var constrained = model as ConstrainedModel;
        for (used = 0; used < sources.Length; used++)
        {
            var completed = Joined(candidates, sources[used], given);
            if (constrained is null || constrained.Obeys(completed)(0))
                return completed;
        }

        used = 0;
        var repaired = Joined(candidates, sources[0], given);
        if (constrained!.TryRepair(repaired, 0, name => !given.Columns.Any(c => c.Name == name)))
        {
            _repaired++;
            return repaired;
        }

        _broken++;
        return Joined(candidates, sources[0], given);
    }

    private static Table Joined(Table candidates, int source, Table given)
    {
        var candidate = candidates.Take([source]);
        return new([.. candidate.Columns.Select(c => given.Columns.FirstOrDefault(g => g.Name == c.Name) ?? c)]);
    }

    /// <summary>Neighbours in the order in which they are to be tried: drawn one after the other with Epanechnikov weights; and how many equal weights these are worth.</summary>
    private static (int[] Order, double Effective) Ordered(ReadOnlySpan<double> squaredDistances, Rng random)
    {
        double farthest = squaredDistances[^1];
        var weights = new double[squaredDistances.Length];
        double sum = 0, squares = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = farthest > squaredDistances[0] ? 1 - squaredDistances[i] / farthest : 1;
            sum += weights[i];
            squares += weights[i] * weights[i];
        }

        var keys = Array.ConvertAll(weights, w => w > 0 ? Math.Log(1 - random.NextDouble()) / w : double.NegativeInfinity);   // Efraimidis and Spirakis (2006)
        int[] order = [.. Enumerable.Range(0, weights.Length).OrderByDescending(i => keys[i]).ThenBy(i => i)];
        return (order, sum * sum / squares);
    }

    private Predicate<int> IsFilled(Table candidates, string[] wanted)
    {
        if (!fill)
            return _ => true;
        TableColumn[] columns = [.. wanted.Select(n => candidates[n]).Where(c => c.Missing > 0 && c.Missing < c.Count)];   // what no candidate has cannot be filled
        return row => !Array.Exists(columns, c => double.IsNaN(TableRows.Number(c, row)));
    }

    private void Put(int[] rows, Table completed)
    {
        for (int i = 0; i < rows.Length; i++)
            _place[rows[i]] = _placed + i;
        _placed += rows.Length;
        _sources.Add(new([.. template.Columns.Select(c => completed[c.Name])]));
    }
}
