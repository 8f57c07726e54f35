using EmailPlatform.Platform.Idempotency;
using EmailPlatform.Storage.Idempotency;
using EmailPlatform.Storage.Sqlite.Engine;

namespace EmailPlatform.Storage.Sqlite.Idempotency;

/// <summary>Keeps an answer inside the transaction that makes what it tells of. There is one writer: who finds none is the first.</summary>
internal static class AnswerKeeping
{
    public static KeptAnswer? Find(Session session, string tenant, string scope) =>
        session.First("kept_answers.find", KeptRows.Read, ("tenant", tenant), ("scope", scope));

    public static void Keep(Session session, string tenant, KeptAnswer kept) => session.Execute(
        "kept_answers.insert",
        ("tenant", tenant),
        ("scope", kept.Scope),
        ("body", kept.Body),
        ("message", kept.Message?.ToBytes()),
        ("answer", kept.Answer),
        ("keptAt", Micros.Of(kept.KeptAt)));
}
