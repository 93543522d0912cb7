using System.Runtime.InteropServices;
using SQLitePCL;

namespace AgentFleet.Ledger.Files;

/// <summary>
/// Binds to the operating system's own SQLite, so that its security fixes arrive with the system's updates.
/// See docs/decisions/0001.
/// </summary>
internal static class SqliteLibrary
{
    private static readonly Version Oldest = new(3, 38);

    // Lazy: bound once a process, before the first connection.
    private static readonly Lazy<Version> Bound = new(Bind);

    /// <exception cref="LedgerException">When there is no library, or it is too old; says what to install.</exception>
    public static void Require()
    {
        var version = Bound.Value;
        if (version < Oldest)
            throw new LedgerException($"SQLite {version} is too old; AgentFleet needs {Oldest} or later. {HowToInstall}");
    }

    private static string HowToInstall => OperatingSystem.IsMacOS()
        ? "Update macOS: its own SQLite is used"
        : "Install the package libsqlite3-0 (Debian, Ubuntu) or sqlite-libs (Fedora)";

    private static Version Bind()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            raw.FreezeProvider();
            return new Version(raw.sqlite3_libversion().utf8_to_string());
        }
        catch (DllNotFoundException e)
        {
            throw new LedgerException($"there is no SQLite library on this machine. {HowToInstall}", e);
        }
    }

    private static nint Resolve(string name, System.Reflection.Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3")
            return 0;
        // macOS keeps the library in the dyld cache only, so it is loaded, never looked for as a file.
        string[] candidates = OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"] : ["libsqlite3.so.0", "libsqlite3.so"];
        foreach (var candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
                return handle;
        }
        return 0;
    }
}
