import TriageCore

/// grinder's own lines that prove something, by how they begin (all logging calls of grinder at d3e950d and of its branch
/// 3b51191 were read).
enum Catalogue {
    /// `nil` for a line that proves nothing by itself.
    static func meaning(_ message: [UInt8]) -> LogMeaning? {
        if message.starts(with: "Action blocked: KILL_SWITCH_ACTIVE") { return .killSwitch }
        if message.starts(with: "  ") { return indented(message.dropFirst(2)) }
        guard let first = message.first else { return nil }
        if let word = words[Int(first)].first(where: { isWord($0.text, in: message, at: 0) }) { return word.meaning }
        if families[Int(first)].contains(where: { starts(with: $0, message, at: 0) }) {
            return .event(String(bytes: message.prefix(while: ByteCursor.isWord)))
        }
        return sentences[Int(first)].first { starts(with: $0.text, message, at: 0) }?.meaning
    }

    /// Whether the message is a request, a placement's error, a mismatch or one of the lines here.
    static func isCatalogued(_ message: [UInt8]) -> Bool {
        guard !message.isEmpty else { return false }
        return RequestLine.isOne(message) || message.starts(with: "RECONCILE_MISMATCH")
            || message.starts(with: "RECONCILE_RUN") || PlacementLine.begins(message, at: 0) || meaning(message) != nil
    }

    /// How every message begins that has a meaning by itself, or is a request: a line that begins otherwise tells nothing.
    static var beginnings: [[UInt8]] {
        words.joined().map(\.text) + families.joined() + sentences.joined().map(\.text) + PlacementLine.beginnings
            + ["RECONCILE_MISMATCH", "HTTP Request", "GET ", "POST ", "PUT ", "DELETE "].map { Array($0.utf8) }
    }

    /// Where, at or after a position, a message begins whose words are grinder's alone; sentences that anybody could
    /// write are left out.
    static func find(in text: [UInt8], from start: Int) -> Int? {
        var position = start
        var isFree = true
        while position < text.count {
            let byte = text[position]
            if isInitial[Int(byte)], isFree || isContext(text[start..<position]),
                mayStand(at: position, in: text, from: start), begins(text, at: position)
            {
                return position
            }
            isFree = !ByteCursor.isWord(byte) && byte != UInt8(ascii: "-")
            position += 1
        }
        return nil
    }

    /// `logs/grinder.log-12-`, `12-`, `grinder.log-`: what grep puts before the lines around a hit.
    private static func isContext(_ head: ArraySlice<UInt8>) -> Bool {
        guard head.last == UInt8(ascii: "-"), head.count <= 256 else { return false }
        let name = head.dropLast()
        guard
            name.allSatisfy({
                ByteCursor.isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/")
            })
        else { return false }
        let last = name.lastIndex(of: UInt8(ascii: "-")).map { name[($0 + 1)...] } ?? name
        return !last.isEmpty && last.allSatisfy(ByteCursor.isDigit)
            || name.contains(UInt8(ascii: ".")) || name.contains(UInt8(ascii: "/"))
    }

    private static func begins(_ text: [UInt8], at position: Int) -> Bool {
        if RequestLine.begins(text, at: position) || PlacementLine.begins(text, at: position)
            || text.contains("RECONCILE_MISMATCH", at: position)
        {
            return true
        }
        let first = text[position]
        return words[Int(first)].contains { $0.isFindable && isWord($0.text, in: text, at: position) }
            || families[Int(first)].contains { starts(with: $0, text, at: position) }
    }

    /// `key=ws_connected` tells of the word only where the key is a message's.
    private static func mayStand(at position: Int, in text: [UInt8], from start: Int) -> Bool {
        guard position > start, text[position - 1] == UInt8(ascii: "=") else { return true }
        let before = text[start..<(position - 1)]
        return ["msg", "message", "MESSAGE", "event", "log", "line", "text"].contains {
            before.suffix($0.utf8.count).elementsEqual($0.utf8)
        }
    }

    private static func starts(with word: [UInt8], _ text: [UInt8], at position: Int) -> Bool {
        position + word.count <= text.count && text[position..<(position + word.count)].elementsEqual(word)
    }

    private static func isWord(_ word: [UInt8], in text: [UInt8], at position: Int) -> Bool {
        let end = position + word.count
        guard starts(with: word, text, at: position) else { return false }
        return end == text.count || !ByteCursor.isWord(text[end])
    }

    /// What follows `PLACE_CORRELATION`, `ACCOUNT_SYNC_DEBUG raw_orders` and `Account sync mismatches detected`.
    private static func indented(_ message: ArraySlice<UInt8>) -> LogMeaning? {
        if message.elementsEqual(accountSyncer.utf8) { return .event(accountSyncer) }
        if message.starts(with: "MISSING: ") { return .event("PLACE_CORRELATION MISSING") }
        guard message.first == UInt8(ascii: "["), let next = message.dropFirst().first else { return nil }
        return .event(ByteCursor.isDigit(next) ? "ACCOUNT_SYNC_DEBUG" : "Account sync mismatch")
    }

    private struct Word {
        let text: [UInt8]
        let meaning: LogMeaning
        /// It is grinder's wherever it stands.
        let isFindable: Bool
    }

    /// By their first byte: most lines begin as none of them.
    private static let words = byFirst(
        streamEvents.map { Word(text: Array($0.utf8), meaning: .stream($0), isFindable: true) }
            + events.map { Word(text: Array($0.utf8), meaning: .event($0), isFindable: true) }
            + functions.map { Word(text: Array($0.utf8), meaning: .event($0), isFindable: false) }
    ) { $0.text[0] }

    /// Every word that begins so.
    private static let families = byFirst(
        ["TP_", "EMERGENCY_", "INFLIGHT_", "ANCHOR_RESET", "GRID_SHIFT_"].map { Array($0.utf8) }
    ) { $0[0] }

    private static func byFirst<Entry>(_ entries: [Entry], _ first: (Entry) -> UInt8) -> [[Entry]] {
        entries.reduce(into: Array(repeating: [], count: 256)) { $0[Int(first($1))].append($1) }
    }

    private static let isInitial: [Bool] = {
        var table = Array(repeating: false, count: 256)
        for first in 0..<256 where !words[first].isEmpty || !families[first].isEmpty { table[first] = true }
        for first in "HPGDNTMCORU".utf8 { table[Int(first)] = true }
        return table
    }()

    /// `connectors/binance_user_data_ws.py`, `execution/futures_events.py`.
    private static let streamEvents = [
        "listenKey_created", "keepalive_ok", "keepalive_failed", "keepalive_error", "listenKey_closed",
        "listenKey_close_error", "ws_connected", "ws_closed", "ws_reconnected", "reconnect_failed",
        "ws_transient_error", "ws_unexpected_error", "listenKey_expired", "parse_error",
        "keepalive_failed_will_reconnect", "keepalive_loop_error", "unknown_event_type",
    ]

    private static let events = [
        "PLACE_INTENT", "CANCEL_INTENT", "CANCEL_OK", "CANCEL_2011_DIAG", "ORDER_LOOKUP", "ORDER_LOOKUP_NOT_FOUND",
        "ORDER_LOOKUP_ERROR", "PLACE_CORRELATION", "OPEN_ORDERS_DROP", "ORDER_BUDGET_EXHAUSTED",
        "REDUCE_ONLY_ENFORCED", "REMEDIATION_PLANNED", "REMEDIATION_BLOCKED", "REMEDIATION_EXECUTED",
        "REMEDIATION_FAILED", "REMEDIATE_SKIP", "SNAPSHOT_RETRY", "SNAPSHOT_FAILED", "FSM_TRANSITION",
        "FSM_ACTION_BLOCKED", "GRID_FREEZE_IN_POSITION", "GRID_UNFREEZE", "PRICE_GETTER_ERROR", "BUDGET_STATE_STALE",
        "ML_KILL_SWITCH_ON", "ANCHOR_INIT", "ROLLING_FILL_OFFSET", "ROLLING_STEADY_STATE", "CANCEL_SKIP_ALREADY_FAILED",
        "CANCEL_FAILED_IDS_CLEARED", "PLACEMENT_DEFERRED", "PLACEMENT_CAPPED", accountSyncer,
    ]

    /// Printed without a time as `scripts/run_trading.py` starts, behind two spaces.
    static let accountSyncer = "AccountSyncer enabled"

    /// Names of functions, which a traceback names too.
    private static let functions = ["cancel_all_orders", "place_market_order", "close_position"]

    /// By their first byte.
    private static let sentences = byFirst(allSentences) { $0.text[0] }

    private static let allSentences: [(text: [UInt8], meaning: LogMeaning)] =
        highAvailability.map { (Array($0.utf8), .highAvailability($0)) }
        + marketStream.map { (Array($0.utf8), .stream($0)) } + plain.map { (Array($0.utf8), .event($0)) }

    /// `ha/leader.py`; the last one is printed by `run_live`.
    private static let highAvailability = [
        "Became ACTIVE", "Lost lock, becoming STANDBY", "Starting as STANDBY", "Redis connection lost",
        "Connected to Redis", "Failed to connect to Redis", "Released lock", "Could not release lock",
        "Leader elector stopped", "Error in lock attempt", "HA role changed",
    ]

    /// `binance_ws.py`, `live_connector.py`.
    private static let marketStream = [
        "Reconnect attempt", "WS disconnected", "WS reconnect failed", "WS transient error", "Read timeout",
        "LiveConnectorV0 connected", "LiveConnectorV0 closed",
    ]

    private static let plain = [
        "Account sync failed", "Account sync fetch failed", "Account sync mismatches detected",
        "Failed to fetch orders", "Failed to fetch positions", "Failed to fetch user trades",
        "Error in reconcile loop", "ReconcileLoop started", "ReconcileLoop stopped", "ReconcileLoop disabled",
        "ReconcileLoop thread did not stop", "EMERGENCY EXIT", "Action blocked", "Shutdown signal received",
        "Traceback (most recent call last)", "TP generated: ", "TP expired: ", "Replenish generated: ",
        "Injected unexpected order: ",
    ]
}
