/// The shared table: one row an entry, a chain for each log, named by the hash of its first entry. The server checks
/// what is appended, and a view what is there.
enum TeamTable {
    static let name = "grinderctl_entries"

    /// Of the audit log, in its order.
    static let columns = Schema.columns

    static let table = """
        CREATE TABLE IF NOT EXISTS grinderctl_entries (
            chain text NOT NULL, seq bigint NOT NULL CHECK (seq >= 1), ts text NOT NULL, kind text NOT NULL,
            investigation text, incident text, operator text NOT NULL, host text NOT NULL, environment text NOT NULL,
            symbol text, client_order_id text, payload text NOT NULL, prev_hash text NOT NULL, hash text NOT NULL,
            pushed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (chain, seq))
        """

    /// The rest; without it the table still takes entries, and `audit verify --from` still checks them.
    static let checks = [
        // to_json escapes a string exactly as RFC 8785 does, and the members are written sorted.
        """
        CREATE OR REPLACE FUNCTION grinderctl_hash(e grinderctl_entries) RETURNS text LANGUAGE sql STABLE AS $$
            SELECT encode(sha256(convert_to('{"client_order_id":' || coalesce(to_json(e.client_order_id)::text, 'null')
                || ',"environment":' || to_json(e.environment)::text || ',"host":' || to_json(e.host)::text
                || ',"incident":' || coalesce(to_json(e.incident)::text, 'null')
                || ',"investigation":' || coalesce(to_json(e.investigation)::text, 'null')
                || ',"kind":' || to_json(e.kind)::text || ',"operator":' || to_json(e.operator)::text
                || ',"payload":' || to_json(e.payload)::text || ',"prev_hash":' || to_json(e.prev_hash)::text
                || ',"seq":' || e.seq::text || ',"symbol":' || coalesce(to_json(e.symbol)::text, 'null')
                || ',"ts":' || to_json(e.ts)::text || '}', 'UTF8')), 'hex')
        $$
        """,
        """
        CREATE OR REPLACE VIEW grinderctl_breaks AS
        SELECT chain, host, seq, problem FROM (
            SELECT chain, host, seq, CASE
                WHEN seq <> coalesce(lag(seq) OVER w, 0) + 1 THEN 'entries are missing before it'
                WHEN prev_hash <> coalesce(lag(hash) OVER w, repeat('0', 64))
                    THEN 'prev_hash is not the hash of the entry before'
                WHEN hash <> grinderctl_hash(e) THEN 'the hash does not match the columns'
                WHEN seq = 1 AND hash <> chain THEN 'the chain is not named by its first hash'
                END AS problem
            FROM grinderctl_entries e WINDOW w AS (PARTITION BY chain ORDER BY seq)) judged
        WHERE problem IS NOT NULL
        """,
        """
        CREATE OR REPLACE VIEW grinderctl_chains AS
        SELECT DISTINCT ON (chain) chain, host, environment, seq AS entries, seq || ':' || hash AS head, ts, pushed_at
        FROM grinderctl_entries ORDER BY chain, seq DESC
        """,
        """
        CREATE OR REPLACE FUNCTION grinderctl_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE last grinderctl_entries;
        BEGIN
            IF TG_OP <> 'INSERT' THEN RAISE EXCEPTION 'the shared audit log is append-only'; END IF;
            SELECT * INTO last FROM grinderctl_entries WHERE chain = NEW.chain ORDER BY seq DESC LIMIT 1;
            IF NEW.seq <> coalesce(last.seq, 0) + 1 OR NEW.prev_hash <> coalesce(last.hash, repeat('0', 64))
                OR NEW.hash <> grinderctl_hash(NEW) OR (NEW.seq = 1 AND NEW.hash <> NEW.chain)
            THEN RAISE EXCEPTION 'seq % does not continue its chain', NEW.seq; END IF;
            RETURN NEW;
        END $$
        """,
        "DROP TRIGGER IF EXISTS grinderctl_only_grows ON grinderctl_entries",
        """
        CREATE TRIGGER grinderctl_only_grows BEFORE INSERT OR UPDATE OR DELETE ON grinderctl_entries
        FOR EACH ROW EXECUTE FUNCTION grinderctl_only_grows()
        """,
        "DROP TRIGGER IF EXISTS grinderctl_never_emptied ON grinderctl_entries",
        """
        CREATE TRIGGER grinderctl_never_emptied BEFORE TRUNCATE ON grinderctl_entries
        FOR EACH STATEMENT EXECUTE FUNCTION grinderctl_only_grows()
        """,
    ]

    static func values(of entry: AuditEntry, chain: String) -> [String?] {
        [
            chain, String(entry.seq), entry.ts, entry.kindText, entry.investigation, entry.incident,
            entry.operator,
            entry.host, entry.environment, entry.symbol, entry.clientOrderID, entry.payloadText,
            entry.prevHash,
            entry.hash,
        ]
    }

    static func entry(of row: [String?]) -> AuditEntry? {
        guard row.count == columns.count, let seq = row[0].flatMap({ Int64($0) }), let ts = row[1],
            let kind = row[2],
            let writer = row[5], let host = row[6], let environment = row[7], let payload = row[10],
            let previous = row[11], let hash = row[12]
        else { return nil }
        return AuditEntry(
            seq: seq, ts: ts, kindText: kind, investigation: row[3], incident: row[4], operator: writer,
            host: host,
            environment: environment, symbol: row[8], clientOrderID: row[9], payloadText: payload,
            prevHash: previous,
            hash: hash)
    }
}
