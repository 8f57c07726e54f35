namespace EmailPlatform.Storage.Copying;

/// <summary>Every table that is copied, in an order in which each finds what it refers to.</summary>
internal static class Tables
{
    public static IReadOnlyList<Table> All { get; } =
    [
        Table.Of("platform_values", "name", null, "name text, value bytes"),
        Table.Of("counters", "name", null, "name text, value longNumber"),
        Table.Of("tenants", "id", null, """
            id text, name text, environment text, settings text, version longNumber, last_revision number, epoch longNumber,
            active_revision number, created_at time, deleted_at time, purged_at time, templates text
            """),
        Table.Of("revisions", "tenant, number", null, """
            tenant text, number number, type text, hash text, public_config text, usage_types text, comment text, created_at time,
            created_by text, retired_at time, sealed_config bytes
            """),
        Table.Of("template_versions", "tenant, usage_type, locale, number", null, """
            tenant text, usage_type text, locale text, number number, hash text, made_at time, made_by text, source text
            """),
        Table.Of("activations", "tenant, epoch", null, """
            tenant text, epoch longNumber, revision number, previous number, queued text, activated_at time, activated_by text, forced text
            """),
        Table.Of("receipts", "seq", "seq", """
            seq longNumber, id text, tenant text, hash text, type text, usage_types text, locales text, made_at time, made_by text, templates text
            """),
        Table.Of("promotions", "seq", "seq", """
            seq longNumber, id text, tenant text, source text, content text, applied_at time, applied_by text, undone_at time, undone_by text
            """),
        Table.Of("uses", "seq", "seq", "seq longNumber, tenant text, purpose text, used_at time"),
        Table.Of("capped_uses", "cap_key, bucket", null, "cap_key text, bucket longNumber, uses number, forget_at time"),
        Table.Of("api_keys", "seq", "seq", """
            seq longNumber, id text, name text, is_admin flag, hash text, prefix text, scopes text, created_at time, created_by text,
            expires_at time, revoked_at time, last_used_at time, last_used_from text
            """),
        Table.Of("key_tenants", "tenant, key_seq", null, "tenant text, key_seq longNumber"),
        Table.Of("audit", "seq", "seq", """
            seq longNumber, tenant text, happened_at time, key_id text, actor text, address text, action text, details text
            """),
        Table.Of("mails", "seq", "seq", "seq longNumber, tenant text, id id, received_at time, sealed_mail bytes"),
        Table.Of("tokens", "seq", "seq", """
            seq longNumber, tenant text, grant_hash text, version longNumber, holder text, held_until time, sealed_state bytes
            """),
        Table.Of("token_grants", "tenant, grant_hash, revision", null, "tenant text, grant_hash text, revision number"),
        Table.Of("messages", "seq", "seq", """
            seq longNumber, id id, tenant text, usage_type text, recipient text, recipient_key text, locale text, metadata text,
            on_unknown text, supersedes flag, epoch longNumber, created_at time, expires_at time, status text, status_at time,
            reason text, due_at time, queue_epoch longNumber, held_epoch longNumber, node text, incarnation text, attempts number,
            attempt_started_at time, attempt_epoch longNumber, attempt_revision number, sealed_content bytes
            """),
        Table.Of("attempts", "message, number", null, """
            message longNumber, number number, started_at time, milliseconds real, epoch longNumber, revision number,
            connector_type text, outcome text, scope text, code text, provider_message_id text, reply text, next_attempt_at time
            """),
        Table.Of("kept_answers", "tenant, scope", null, "tenant text, scope text, body text, message id, answer bytes, kept_at time"),
    ];
}
