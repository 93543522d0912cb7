using AgentFleet.Definitions;
using AgentFleet.Hosting;
using AgentFleet.Ledger;
using AgentFleet.Ledger.Files;
using AgentFleet.Ledger.Fixing;
using AgentFleet.Ledger.Scanning;
using AgentFleet.Showing;
using AgentFleet.Supervisor.Dispatch;
using AgentFleet.Supervisor.Policies;
using AgentFleet.Supervisor.Runs;

namespace AgentFleet.Verbs;

/// <summary>What fixing a finding would run, or what stands in the way.</summary>
internal sealed record FixPlan(Guid Finding, Policy? Policy, IReadOnlyList<string> Argv, string? Hindrance)
{
    public static FixPlan For(LedgerFile ledger, Workbench bench, Guid id)
    {
        var finding = new FindingStore(ledger).Get(id)!;
        var policies = bench.Policies.Reload();
        var work = new WorkStore(ledger).Of(id);
        var policy = work is null ? PolicyFolder.For(finding, policies) : policies.Good.GetValueOrDefault(work.Order.Policy)?.Value;
        var argv = policy is null ? [] : bench.Executors.For(policy).Argv(policy, new RunFolder(ledger.State.Run(Guid.Empty)), Guid.Empty);
        return new(id, policy, argv, WhyNot(ledger, finding, work?.Order, policy, policies));
    }

    public int Print(bool json)
    {
        if (json)
            JsonText.Print(Write);
        else
            PrintText();
        return Hindrance is null ? Invocation.Done : Invocation.Failed;
    }

    /// <summary>Why nobody may order a finding fixed, not even by hand; null when it may be.</summary>
    public static string? WhyRefused(Finding finding) => finding.Refused is { } reason ? $"{finding.Subject} is refused: {reason}" : null;

    private static string? WhyNot(LedgerFile ledger, Finding finding, WorkOrder? order, Policy? policy, FolderSnapshot<Policy> policies)
    {
        if (finding.State != FindingState.Open)
            return $"the finding is {Words.Of(finding.State)}, not open";
        if (WhyRefused(finding) is { } refused)
            return refused;
        if (policy is null)
            return (order?.Policy ?? finding.Policy) is { } name ? $"its policy {name} is not among the good policies: {string.Join(", ", policies.Good.Keys)}" : "no policy takes it: its scanner names none, and none matches";
        var holds = new HoldStore(ledger).InForce();
        if (holds.FirstOrDefault(h => h.Kind == HoldKind.Mute && h.Target == finding.Fingerprint) is { } mute)
            return $"it is muted by {mute.Actor}: {mute.Reason}";
        if (holds.FirstOrDefault(h => Dispatcher.IsHeld(policy, [h]) || Dispatcher.IsHeld(finding, h)) is { } hold)
            return $"{Words.Of(hold.Kind)} of {hold.Target} by {hold.Actor} until {Times.Text(hold.Until) ?? "it is lifted"}: {hold.Reason}";
        return order?.State is null or OrderState.Queued or OrderState.BackingOff
            ? null
            : $"its order is {Words.Of(order.State)}: {order.Reason ?? "see agentfleet attempts"}; agentfleet retry starts afresh";
    }

    private void PrintText()
    {
        Console.Out.WriteLine($"finding:  {Finding}");
        Console.Out.WriteLine($"policy:   {Policy?.Name ?? "none"}");
        if (Policy is { } policy)
        {
            Console.Out.WriteLine($"hash:     {policy.Hash}");
            Console.Out.WriteLine($"executor: {Words.Of(policy.Executor.Kind)}");
            Console.Out.WriteLine($"tools:    {(Tools.Count == 0 ? "none" : string.Join(", ", Tools))}");
            Console.Out.WriteLine("argv:");
            foreach (var argument in Argv)
                Console.Out.WriteLine($"  {Quoted.Of(argument)}");
        }
        Console.Out.WriteLine(Hindrance is null ? "it would be taken" : $"it would not be taken: {Hindrance}");
    }

    private IReadOnlyList<string> Tools => Policy?.Executor is ExecutorSettings.Claude claude ? claude.AllowedTools : [];

    private void Write(System.Text.Json.Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("finding", Finding.ToString());
        writer.WriteString("policy", Policy?.Name);
        writer.WriteString("policy_hash", Policy?.Hash);
        writer.WriteString("executor", Policy is null ? null : Words.Of(Policy.Executor.Kind));
        WriteList(writer, "tools", Tools);
        WriteList(writer, "argv", Argv);
        writer.WriteBoolean("would_be_taken", Hindrance is null);
        writer.WriteString("why_not", Hindrance);
        writer.WriteEndObject();
    }

    private static void WriteList(System.Text.Json.Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
