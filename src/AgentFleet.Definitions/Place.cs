namespace AgentFleet.Definitions;

/// <summary>Where something stands in a file. Lines and columns count from 1; line 0 means the file as a whole.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public static Place Whole(string file) => new(file, 0, 0);

    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
