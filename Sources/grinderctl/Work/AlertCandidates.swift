import Binance
import BotEvidence
import TriageCore

/// The orders that an alert without an id may be about, and where each comes from.
struct AlertCandidates {
    let session: Session
    let inputs: TriageInputs
    let symbol: Symbol?
    let clock: ClockReading?

    struct Found {
        /// In the order found, each id once.
        private(set) var subjects: [Subject] = []
        private(set) var facts: [Fact] = []
        var unread: [Unavailable] = []
        var requests: [RequestRecord] = []

        mutating func add(_ subject: Subject, _ why: String, source: String) {
            guard let id = subject.clientOrderID, !subjects.contains(where: { $0.clientOrderID == id }) else { return }
            subjects.append(subject)
            facts.append(Fact(id.rawValue, why, source: source))
        }
    }

    /// How far back the exchange's history is set against rows that are over.
    private static let reach = TimeSpan.longestWindow

    func find(_ mismatch: Mismatch) async -> Found {
        var found = Found()
        let history = await inputs.history(session, symbol: symbol, clock: clock)
        found.unread += history?.unread ?? []
        let scan = AccountScan(
            openOrders: [], positions: [], expectedOrders: nil, expectedPositions: nil, history: history,
            identity: session.settings.identity)
        for logged in scan.findings where logged.subject.mismatch == mismatch {
            found.add(logged.subject, "the bot's log flags it", source: logged.source)
        }
        for row in rows where row.isActive {
            found.add(subject(mismatch, row), "\(row.status) in the expected state", source: row.file)
        }
        if mismatch == .statusDivergence { await differing(&found) }
        return found
    }

    private var rows: [ExpectedOrder] {
        (inputs.expected?.orders ?? []).filter {
            symbol == nil || self.symbol(of: $0) == nil || self.symbol(of: $0) == symbol
        }
    }

    private func symbol(of row: ExpectedOrder) -> Symbol? {
        subject(.statusDivergence, row).symbol(session.settings.identity)
    }

    private func subject(_ mismatch: Mismatch, _ row: ExpectedOrder) -> Subject {
        Subject(mismatch, symbol: row.symbol, clientOrderID: row.clientOrderID)
    }

    /// Rows that are over, while the exchange says something else of the order. grinder never looks at these.
    private func differing(_ found: inout Found) async {
        let over = rows.filter { !$0.isActive }
        let bySymbol = Dictionary(grouping: over) { symbol(of: $0) }
        for (symbol, rows) in bySymbol.sorted(by: { ($0.key?.rawValue ?? "") < ($1.key?.rawValue ?? "") }) {
            guard let symbol else { continue }
            let seen = await orders(of: symbol, &found)
            for row in rows {
                guard let order = seen[row.clientOrderID], let status = BotStatus(word: row.status),
                    !status.agrees(with: order)
                else { continue }
                found.add(
                    subject(.statusDivergence, row),
                    "\(row.status) in the expected state, \(order.status) on the exchange", source: row.file)
            }
        }
    }

    /// By client order id: what is open, else the newest of the last days.
    private func orders(of symbol: Symbol, _ found: inout Found) async -> [ClientOrderID: ObservedOrder] {
        let now = session.bench.now().advanced(byMilliseconds: clock?.offsetMilliseconds ?? 0)
        let from = now.advanced(byMilliseconds: -Self.reach)
        async let normal = session.exchange.openOrders(symbol)
        async let algo = session.exchange.openAlgoOrders(symbol)
        async let past = session.exchange.allOrders(symbol, from: from, to: now)
        let (open, stops, history) = await (normal, algo, past)
        found.requests += open.requests + stops.requests + history.requests
        found.unread += [open.problem, stops.problem, history.problem].compactMap(\.self)
        var orders: [ClientOrderID: ObservedOrder] = [:]
        for order in (history.found ?? []).sorted(by: { $0.orderID < $1.orderID }) {
            orders[order.clientOrderID] = .normal(order)
        }
        for order in stops.found ?? [] { orders[order.clientAlgoID] = .algo(order) }
        for order in open.found ?? [] { orders[order.clientOrderID] = .normal(order) }
        return orders
    }
}

extension ExchangeAnswer {
    fileprivate var found: Value? { try? value.get() }

    fileprivate var problem: Unavailable? { if case .failure(let problem) = value { problem } else { nil } }
}
