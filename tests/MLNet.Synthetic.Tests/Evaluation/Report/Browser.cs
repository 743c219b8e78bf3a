// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Tests;

/// <summary>An installed Chromium without a window, driven through its DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
    private readonly Process _process;
    private readonly string _folder;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private int _calls;

    private Browser(Process process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>What the page complained about: console messages, failed loads, exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>The browser named by the variable CHROMIUM, or one of the usual names on the path; null: none is installed.</summary>
    public static string? Installed => Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named
        ? named
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(f => f.Length > 0)
            .SelectMany(f => s_names.SelectMany(n => new[] { Path.Combine(f, n), Path.Combine(f, n + ".exe") })).FirstOrDefault(File.Exists);

    public static async Task<Browser> Start(string program)
    {
        string folder = Directory.CreateTempSubdirectory("mlnet-synthetic-browser-").FullName;
        var process = Process.Start(new ProcessStartInfo(program,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank",
        ]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Browser(process, folder);
        try
        {
            await browser.Connect();
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }

        return browser;
    }

    /// <summary>Opens a file at a width of the screen.</summary>
    /// <returns>Value of a JavaScript expression there.</returns>
    public async Task<JsonNode> Open(string file, int width, bool dark, string expression)
    {
        await Call("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 844, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600 });
        await Call("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" }),
        });
        await Call("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        while ((string)(await Evaluate("document.readyState + location.protocol"))! != "completefile:")
            await Task.Delay(50, _limit.Token);
        return await Evaluate(expression);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _limit.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // a helper process of the browser still holds a file of its profile, which lies among the temporary files
        }
    }

    private async Task Connect()
    {
        string ports = Path.Combine(_folder, "DevToolsActivePort");
        while (!File.Exists(ports) || File.ReadAllLines(ports).Length < 2)
            await Task.Delay(50, _limit.Token);
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync($"http://127.0.0.1:{File.ReadAllLines(ports)[0]}/json/list", _limit.Token))!.AsArray();
        await _socket.ConnectAsync(new((string)pages.First(p => (string)p!["type"]! == "page")!["webSocketDebuggerUrl"]!), _limit.Token);
        foreach (string domain in new[] { "Log", "Runtime", "Page", "Network" })
            await Call($"{domain}.enable", []);
    }

    private async Task<JsonNode> Evaluate(string expression)
    {
        var answer = await Call("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true });
        return answer["result"]!["value"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    private async Task<JsonNode> Call(string method, JsonObject parameters)
    {
        int id = ++_calls;
        string message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, _limit.Token);
        while (true)
        {
            var answer = await Receive();
            if ((int?)answer["id"] == id)
                return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
            switch ((string?)answer["method"])
            {
                case "Log.entryAdded" or "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Network.loadingFailed":
                    Complaints.Add(answer.ToJsonString());
                    break;
                case "Network.requestWillBeSent" when !((string)answer["params"]!["request"]!["url"]!).StartsWith("file:", StringComparison.Ordinal)
                    && !((string)answer["params"]!["request"]!["url"]!).StartsWith("data:", StringComparison.Ordinal):
                    Complaints.Add(answer.ToJsonString());
                    break;
            }
        }
    }

    private async Task<JsonNode> Receive()
    {
        using var message = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer, _limit.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
