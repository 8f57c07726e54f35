namespace EmailPlatform.Connectors.Smtp.Protocol;

/// <summary>An open connection on which mail can be sent.</summary>
internal sealed class SmtpSession(SmtpWire wire, SmtpCapabilities capabilities, ServerLessons lessons) : IDisposable
{
    public SmtpWire Wire => wire;

    public SmtpCapabilities Capabilities => capabilities;

    /// <summary>Shared with all connections to this server.</summary>
    public ServerLessons Lessons => lessons;

    /// <summary>Transactions begun, good or bad.</summary>
    public int Transactions { get; set; }

    /// <summary>It has waited in the pool, where a server may close it at any time.</summary>
    public bool WasIdle { get; set; }

    /// <summary>When it was last used, as a timestamp of the pool's clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>The last transaction ended half-way: the next begins with RSET.</summary>
    public bool NeedsReset { get; set; }

    /// <summary>Server and we no longer agree on where we are, or the connection is gone.</summary>
    public bool IsBroken { get; set; }

    /// <summary>
    /// Says goodbye and closes. The answer is not awaited: it could tell nothing, and a sender would wait for it.
    /// </summary>
    public async ValueTask QuitAsync()
    {
        try
        {
            wire.Output.Clear();
            wire.Output.Add("QUIT\r\n"u8);
            await wire.FlushAsync();
        }
        catch (WireException)
        {
            // The server was faster: closed is what we wanted.
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => wire.Dispose();
}
