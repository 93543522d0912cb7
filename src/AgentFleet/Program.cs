using System.CommandLine;
using AgentFleet.Verbs;

var root = new RootCommand("A night shift for servers and repositories: a scanner that finds, a supervisor that has it fixed, a ledger that tells.")
{
    TryVerb.Create(),
    InitVerb.Create(),
    CheckVerb.Create(),
    ScanVerb.Create(),
    ScannerVerb.Create(),
    SupervisorVerb.Create(),
    StatusVerb.Create(),
    FindingsVerb.Create(),
    CyclesVerb.Create(),
    AttemptsVerb.Create(),
    AlertsVerb.Create(),
    EventsVerb.Create(),
    QueryVerb.Create(),
    FixVerb.Create(),
    RetryVerb.Create(),
    MuteVerb.Create(),
    PauseVerb.Create(),
    ResumeVerb.Create(),
    GitHubVerb.Create(),
};
Site.AddTo(root);

return await Invocation.RunAsync(root, args);
