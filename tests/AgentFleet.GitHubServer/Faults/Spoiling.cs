using System.Text;
using System.Text.Json.Nodes;

namespace AgentFleet.Hub.Faults;

/// <summary>Changes the fields of an answer.</summary>
internal static class Spoiling
{
    public static byte[] Spoil(byte[] json, FaultOrder order)
    {
        var answer = JsonNode.Parse(json)!;
        foreach (var part in Objects(answer).ToList())
            Spoil(part, order);
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    private static void Spoil(JsonObject part, FaultOrder order)
    {
        switch (order.Fault)
        {
            case GitHubFault.MissingFields:
                foreach (var field in order.Fields)
                    part.Remove(field);
                return;
            case GitHubFault.UnknownFields:
                part["x_new_field"] = new JsonObject { ["deep"] = new JsonArray(1, null, "two") };
                return;
            default:
                foreach (var field in new[] { "user", "actor", "triggering_actor", "closed_by", "assignee" }.Where(part.ContainsKey))
                    part[field] = null;
                return;
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject part => [part, .. part.SelectMany(p => Objects(p.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
