using AgentFleet.Faults.Tests.Fleets;
using AgentFleet.Faults.Tests.Machines;

namespace AgentFleet.Faults.Tests.Health;

/// <summary>
/// This machine under the eyes of one scanner and one supervisor, with the policies that ship. Each test makes a fault
/// of its own and undoes it; the definitions are all there from the start, because new ones are read at leisure.
/// </summary>
[CollectionDefinition(nameof(SickMachine))]
public sealed class SickMachine : ICollectionFixture<SickMachine>, IAsyncLifetime
{
    /// <summary>What stands in every definition: looks that follow each other closely, and two of them to believe it.</summary>
    internal const string Closely = "schedule: every 1s\nconfirm_after: 2\n";

    public SickMachine() => (Tls, Renewed, Engine) = (new(File("tls.pem")), new(File("renewed.pem")), new(File("engine")));

    internal Fleet Fleet { get; } = new(1, new());

    /// <summary>Null where they cannot be mounted.</summary>
    internal PrivateDisks? Disks { get; private set; }

    internal string WhyNoDisks { get; private set; } = "";

    internal TlsServer Tls { get; }

    /// <summary>Its certificate is renewed by a policy.</summary>
    internal TlsServer Renewed { get; }

    internal Greeter Greeter { get; } = new();

    internal ContainerEngine Engine { get; }

    public async ValueTask InitializeAsync()
    {
        (Disks, WhyNoDisks) = await PrivateDisks.MountAsync();
        if (Disks is not null)
            Fleet.Program = [.. Disks.Enter, .. Executable.Argv];
        Fleet.Ship("disk-space");
        Fleet.Ship("rotated-logs");
        Fleet.Ship("renew-certificates");
        Fleet.Ship("restart-container");
        await Engine.StartAsync();

        DiskTests.Define(this);
        MemoryTests.Define(this);
        ProcessTests.Define(this);
        NetworkTests.Define(this);
        CertificateTests.Define(this);
        ContainerTests.Define(this);
        LogTests.Define(this);
        FileTests.Define(this);
        Fleet.StartScanner();
        Fleet.StartSupervisor();
        await Fleet.UntilAsync("every scanner has looked", () =>
            Fleet.Ledger.Number("SELECT count(DISTINCT scanner) FROM cycles WHERE completed_at IS NOT NULL") == Directory.EnumerateFiles(File("scanners")).Count());
    }

    /// <summary>A path in a folder that goes with the machine.</summary>
    internal string File(string name) => Path.Combine(Fleet.Folder, name);

    /// <summary>Defines a check that looks closely.</summary>
    internal void Watch(string name, string definition) => Fleet.Define(name, Closely + definition);

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        if (Disks is not null)
            await Disks.DisposeAsync();
        await Tls.DisposeAsync();
        await Renewed.DisposeAsync();
        await Greeter.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
