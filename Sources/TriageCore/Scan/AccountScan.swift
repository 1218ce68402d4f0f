/// What is wrong right now? The open orders, positions, expected state and log of one account, set against each other.
///
/// It finds what grinder's engine would flag and what it never does: an expected order that is neither open nor known
/// to have ended, an order the bot thinks over that is still live, conditional orders, positions of symbols it does not
/// watch.
package struct AccountScan: Sendable {
    package let openOrders: [ObservedOrder]
    package let positions: [Position]
    /// `nil` when no expected state was named.
    package let expectedOrders: [ExpectedOrder]?
    package let expectedPositions: [ExpectedPosition]?
    package let history: LogHistory?
    package let identity: Identity
    package let flaggedBy: GrinderIdentityConfig

    package init(
        openOrders: [ObservedOrder], positions: [Position], expectedOrders: [ExpectedOrder]?,
        expectedPositions: [ExpectedPosition]?, history: LogHistory?, identity: Identity,
        flaggedBy: GrinderIdentityConfig = GrinderIdentityConfig()
    ) {
        self.openOrders = openOrders
        self.positions = positions
        self.expectedOrders = expectedOrders
        self.expectedPositions = expectedPositions
        self.history = history
        self.identity = identity
        self.flaggedBy = flaggedBy
    }

    /// One a subject, in the order unexpected, missing, divergence, position; each by symbol and id.
    package var findings: [ScanFinding] {
        let found = unexpected + missing + divergent + positionFindings
        let known = Set(found.map(\.subject))
        return found + logged.filter { !known.contains($0.subject) }
    }

    private func isGrinders(_ order: ObservedOrder) -> Bool {
        Ownership.of(order.clientOrderID, carrying: order.symbol, identity: identity).isGrinders
            || flaggedBy.flags(order.clientOrderID)
    }

    private var ordered: [ObservedOrder] {
        openOrders.sorted { ($0.symbol, $0.clientOrderID) < ($1.symbol, $1.clientOrderID) }
    }

    private var unexpected: [ScanFinding] {
        let expected = Set((expectedOrders ?? []).map(\.clientOrderID))
        return ordered.filter { isGrinders($0) && !expected.contains($0.clientOrderID) }.map { order in
            ScanFinding(
                subject: Subject(.orderUnexpected, symbol: order.symbol, clientOrderID: order.clientOrderID),
                sign: "open and not in the expected state: \(order.sketch), \(order.status)", source: order.listSource)
        }
    }

    private var missing: [ScanFinding] {
        let open = Set(openOrders.map(\.clientOrderID))
        let active = (expectedOrders ?? []).filter { $0.isActive && !open.contains($0.clientOrderID) }
        return active.sorted { $0.clientOrderID < $1.clientOrderID }.map { entry in
            ScanFinding(
                subject: Subject(.orderMissing, symbol: entry.symbol, clientOrderID: entry.clientOrderID),
                sign: "\(entry.status) in the expected state and not open on the exchange", source: entry.file)
        }
    }

    /// grinder never looks at these: an order it holds for over that is live.
    private var divergent: [ScanFinding] {
        let over = Dictionary(
            (expectedOrders ?? []).filter { !$0.isActive }.map { ($0.clientOrderID, $0) }, uniquingKeysWith: { $1 })
        return ordered.compactMap { order in
            over[order.clientOrderID].map { entry in
                ScanFinding(
                    subject: Subject(.statusDivergence, symbol: order.symbol, clientOrderID: order.clientOrderID),
                    sign: "\(entry.status) in the expected state and \(order.status) on the exchange",
                    source: entry.file)
            }
        }
    }

    private var positionFindings: [ScanFinding] {
        let sided = (expectedPositions ?? []).filter { $0.side != .both }
        let expected = Dictionary(
            (expectedPositions ?? []).filter { $0.side == .both }.map { ($0.symbol, $0) }, uniquingKeysWith: { $1 })
        var found: [ScanFinding] = []
        for position in positions.sorted(by: { ($0.symbol, $0.side.rawValue) < ($1.symbol, $1.side.rawValue) }) {
            let own = sided.last { $0.symbol == position.symbol && $0.side == position.side }
            let wanted = own?.amount ?? expected[position.symbol]?.amount ?? .zero
            guard !position.amount.amount.equals(wanted.amount),
                own?.equals(position.amount, of: position.side) != true
            else { continue }
            let side = position.side == .both ? "" : " \(position.side.rawValue)"
            found.append(
                ScanFinding(
                    subject: Subject(
                        .positionNonzero, symbol: position.symbol, clientOrderID: nil,
                        positionSide: position.side == .both ? nil : position.side),
                    sign: "\(position.symbol)\(side) is \(position.amount), expected \(wanted)",
                    source: "GET /fapi/v3/positionRisk"))
        }
        // v3 positionRisk lists no flat symbol.
        let listed = Set(positions.map(\.symbol))
        for entry in expected.values.sorted(by: { $0.symbol < $1.symbol })
        where !entry.amount.isZero && !listed.contains(entry.symbol) {
            found.append(
                ScanFinding(
                    subject: Subject(.positionNonzero, symbol: entry.symbol, clientOrderID: nil),
                    sign: "\(entry.symbol) is flat, expected \(entry.amount)", source: entry.file))
        }
        return found
    }

    /// RECONCILE_MISMATCH lines that carry their fields (JSON logs); the shipped text log carries none.
    private var logged: [ScanFinding] {
        var seen: Set<Subject> = []
        return (history?.events ?? []).compactMap { event in
            guard let subject = event.mismatched, seen.insert(subject).inserted else { return nil }
            return ScanFinding(
                subject: subject, sign: "RECONCILE_MISMATCH in the log", source: "\(event.file):\(event.number)")
        }
    }
}

extension LogEvent {
    /// What a RECONCILE_MISMATCH line is about; `nil` where it does not tell.
    fileprivate var mismatched: Subject? {
        guard case .mismatch(let kind?, _) = meaning,
            clientOrderID != nil || (kind == .positionNonzero && symbol != nil)
        else { return nil }
        return Subject(kind, symbol: symbol, clientOrderID: clientOrderID)
    }
}

extension LogHistory {
    /// RECONCILE_MISMATCH lines that do not tell what they are about, as those of the shipped text log.
    package var untypedMismatches: [LogEvent] {
        events.filter { event in
            if case .mismatch = event.meaning { event.mismatched == nil } else { false }
        }
    }
}

extension ObservedOrder {
    fileprivate var listSource: String {
        switch self {
        case .normal: "GET /fapi/v1/openOrders"
        case .algo: "GET /fapi/v1/openAlgoOrders"
        }
    }
}
