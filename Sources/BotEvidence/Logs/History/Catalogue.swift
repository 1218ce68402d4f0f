import TriageCore

/// grinder's own lines that prove something, by how they begin (all logging calls of grinder at d3e950d were read).
enum Catalogue {
    /// `nil` for a line that proves nothing by itself.
    static func meaning(_ message: [UInt8]) -> LogMeaning? {
        if message.starts(with: "Action blocked: KILL_SWITCH_ACTIVE") { return .killSwitch }
        if message.starts(with: "  ") { return indented(message.dropFirst(2)) }
        let word = message.prefix(while: ByteCursor.isWord)
        let name = String(bytes: word)
        if streamEvents.contains(name) { return .stream(name) }
        if events.contains(name) || name.hasPrefix("TP_") || name.hasPrefix("EMERGENCY_") { return .event(name) }
        guard let first = message.first else { return nil }
        return sentences[first]?.first { message.starts(with: $0.start) }?.meaning
    }

    /// What follows `PLACE_CORRELATION`, `ACCOUNT_SYNC_DEBUG raw_orders` and `Account sync mismatches detected`.
    private static func indented(_ message: ArraySlice<UInt8>) -> LogMeaning? {
        if message.starts(with: "MISSING: ") { return .event("PLACE_CORRELATION MISSING") }
        guard message.first == UInt8(ascii: "["), let next = message.dropFirst().first else { return nil }
        return .event(ByteCursor.isDigit(next) ? "ACCOUNT_SYNC_DEBUG" : "Account sync mismatch")
    }

    /// `connectors/binance_user_data_ws.py`, `execution/futures_events.py`.
    private static let streamEvents: Set<String> = [
        "listenKey_created", "keepalive_ok", "keepalive_failed", "keepalive_error", "listenKey_closed",
        "listenKey_close_error", "ws_connected", "ws_closed", "ws_reconnected", "reconnect_failed",
        "ws_transient_error", "ws_unexpected_error", "listenKey_expired", "parse_error",
        "keepalive_failed_will_reconnect", "keepalive_loop_error", "unknown_event_type",
    ]

    private static let events: Set<String> = [
        "PLACE_INTENT", "CANCEL_INTENT", "CANCEL_OK", "CANCEL_2011_DIAG", "ORDER_LOOKUP", "ORDER_LOOKUP_NOT_FOUND",
        "ORDER_LOOKUP_ERROR", "PLACE_CORRELATION", "OPEN_ORDERS_DROP", "ORDER_BUDGET_EXHAUSTED",
        "REDUCE_ONLY_ENFORCED", "REMEDIATION_PLANNED", "REMEDIATION_BLOCKED", "REMEDIATION_EXECUTED",
        "REMEDIATION_FAILED", "REMEDIATE_SKIP", "SNAPSHOT_RETRY", "SNAPSHOT_FAILED", "FSM_TRANSITION",
        "FSM_ACTION_BLOCKED", "GRID_FREEZE_IN_POSITION", "GRID_UNFREEZE", "PRICE_GETTER_ERROR", "BUDGET_STATE_STALE",
        "ML_KILL_SWITCH_ON", "cancel_all_orders", "place_market_order", "close_position",
    ]

    /// By their first byte: most lines begin as none of them.
    private static let sentences = Dictionary(grouping: allSentences) { $0.start[0] }

    private static let allSentences: [(start: [UInt8], meaning: LogMeaning)] =
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
        "Traceback (most recent call last)",
    ]
}
