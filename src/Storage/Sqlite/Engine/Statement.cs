using Microsoft.Data.Sqlite;

namespace EmailPlatform.Storage.Sqlite.Engine;

/// <summary>
/// One prepared statement of one connection. Its parameters are made at the first call and filled in that order ever
/// after, so that a row costs neither SQL text nor a search by name.
/// </summary>
internal sealed class Statement(SqliteConnection connection, string name) : IDisposable
{
    private readonly SqliteCommand _command = new(SqlFile.Sqlite[name], connection);

    public int Execute(ReadOnlySpan<(string Name, object? Value)> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    public SqliteDataReader Read(ReadOnlySpan<(string Name, object? Value)> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<(string Name, object? Value)> values)
    {
        var parameters = _command.Parameters;
        if (parameters.Count == 0 && values.Length > 0)
        {
            foreach (var (parameter, _) in values)
            {
                parameters.Add(new SqliteParameter { ParameterName = "$" + parameter });
            }
        }

        if (parameters.Count != values.Length)
        {
            throw new InvalidOperationException($"{name} takes {parameters.Count} values.");
        }

        for (var i = 0; i < values.Length; i++)
        {
            var parameter = parameters[i];
            if (!parameter.ParameterName.AsSpan(1).SequenceEqual(values[i].Name))
            {
                throw new InvalidOperationException($"{name} takes {parameter.ParameterName} where ${values[i].Name} was given.");
            }

            parameter.Value = StoredValue.Of(values[i].Value);
        }
    }
}
