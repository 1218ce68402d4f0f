/// An index of `entries`. The texts are part of a version of the schema: they are compared with `sqlite_master`
/// verbatim, and a query uses an index on an expression only where it says the same.
struct EntryIndex: Sendable, Hashable {
    let name: String
    /// One or two columns or expressions.
    let key: [String]
    /// Which rows it holds; `nil`: all.
    let condition: String?

    private init(_ name: String, on key: [String], where condition: String? = nil) {
        self.name = name
        self.key = key
        self.condition = condition
    }

    private init(column: String) {
        self.init("entries_by_\(column)", on: [column], where: "\(column) IS NOT NULL")
    }

    var sql: String {
        "CREATE INDEX \(name) ON entries (\(key.joined(separator: ", ")))" + (condition.map { " WHERE \($0)" } ?? "")
    }

    static let kind = EntryIndex("entries_by_kind", on: ["kind"])
    static let investigation = EntryIndex(column: "investigation")
    static let incident = EntryIndex(column: "incident")
    static let symbol = EntryIndex(column: "symbol")
    static let clientOrderID = EntryIndex(column: "client_order_id")
    static let time = EntryIndex("entries_by_ts", on: ["ts"])
    static let `operator` = EntryIndex("entries_by_operator", on: ["operator"])
    static let environment = EntryIndex("entries_by_environment", on: ["environment"])

    /// Only of these kinds are payloads looked into: they are few, and what is asked is about them.
    private static let actions =
        "kind IN ('action.planned', 'action.refused', 'action.intent', 'action.outcome', 'action.verified', "
        + "'action.resolved', 'reset.step', 'plan.approved')"
    static let action = EntryIndex("entries_by_action", on: [text("action")], where: actions)
    /// Of a plan and a refusal that do not say another: `planned`, `refused`.
    static let outcome = EntryIndex(
        "entries_by_outcome",
        on: [
            "coalesce(\(text("outcome")), "
                + "CASE kind WHEN 'action.planned' THEN 'planned' WHEN 'action.refused' THEN 'refused' END)"
        ], where: actions)
    /// The intent an entry speaks of, and whether it settles it: see ``OpenIntents``.
    static let intent = EntryIndex(
        "entries_by_intent",
        on: [
            "CASE WHEN json_valid(payload) THEN CASE json_type(payload, '$.intent') WHEN 'integer' THEN "
                + "json_extract(payload, '$.intent') END END",
            "CASE WHEN NOT json_valid(payload) THEN 0 WHEN json_extract(payload, '$.outcome') IS 'unknown' "
                + "OR json_type(payload, '$.settled') IS 'false' THEN 0 "
                + "WHEN kind <> 'action.outcome' AND json_type(payload, '$.settled') IS 'true' THEN 1 "
                + "ELSE json_extract(payload, '$.outcome') IS 'done' "
                + "OR json_extract(payload, '$.outcome') IS 'not-executed' END",
        ], where: "kind IN ('action.outcome', 'action.verified', 'action.resolved')")

    private static func text(_ member: String) -> String {
        "CASE WHEN json_valid(payload) THEN CASE json_type(payload, '$.\(member)') WHEN 'text' THEN "
            + "json_extract(payload, '$.\(member)') END END"
    }

    /// By the version of the schema that brought them.
    static let version1 = [kind, investigation, incident, symbol, clientOrderID]
    static let version2 = [time, `operator`, environment, action, outcome, intent]
}
