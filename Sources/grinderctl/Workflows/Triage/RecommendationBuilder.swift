import Binance
import TriageCore

/// Reads what the command that is proposed after a triage will be asked by the gates: what it is worth, how many orders
/// it takes. Nothing of it changes a verdict.
struct RecommendationBuilder {
    let session: Session
    /// Every open order of grinder's was judged, on one symbol or on all.
    var isEveryOrder = false
    var scope: Symbol?
    /// The instances that the verdicts stand on.
    var snapshots: [InstanceSnapshot] = []
    /// The operator's `instance-stopped`.
    var word: InstanceRule.OperatorStatement?

    /// A report with what its findings advise.
    func advised(_ report: Report, _ findings: [Finding]) async -> Report {
        var report = report
        guard findings.contains(where: { [.cancel, .flatten].contains($0.verdict.action) }) else {
            report.recommendation = Recommendation(findings)
            return report
        }
        guard session.investigation.recorded != nil else {
            let words = TypedCommand(session.context.arguments).without(TypedCommand.contextFlags).words
            report.recommendation = Recommendation(
                commands: [NextCommand(words.filter { $0 != "--no-audit" && $0 != "--json" })],
                notes: ["Nothing was recorded, so no action would be allowed: run it again without --no-audit."])
            return report
        }
        if let open = unresolved(findings) {
            let what = open.clientOrderID?.rawValue ?? open.exchangeID ?? "an order"
            report.recommendation = Recommendation(
                commands: [NextCommand("audit", "resolve")],
                notes: [
                    "Intent \(open.seq) on \(what) has no known outcome: until it is settled, no action is allowed."
                ])
            return report
        }
        var here = circumstances
        let (cancels, asked) = await needs(cancelling: findings)
        here.cancels = cancels
        report.requests += asked
        for finding in findings where finding.verdict.action == .flatten {
            let (need, asked) = await needs(closing: finding)
            here.closes[finding.subject] = need
            report.requests += asked
        }
        report.recommendation = Recommendation(findings, here)
        return report
    }

    /// A request that may have been executed, on what would be acted on: any action on it would be refused.
    private func unresolved(_ findings: [Finding]) -> UnresolvedIntent? {
        guard let store = session.investigation.store,
            let open = try? AuditMemory(store: store).unresolvedIntents()
        else { return nil }
        let here = session.settings.accountContext
        return open.first { intent in
            findings.contains { finding in
                switch finding.verdict.action {
                case .cancel: finding.subject.clientOrderID.map { intent.concerns($0, at: here) } ?? false
                case .flatten: finding.subject.symbol.map { intent.concerns($0, at: here) } ?? false
                case .none, .escalate, .wait: false
                }
            }
        }
    }

    private var circumstances: Recommendation.Circumstances {
        let settings = session.settings
        var here = Recommendation.Circumstances()
        here.ceilings = settings.ceilings
        here.allowedSymbols = settings.symbols
        for kind in ActionKind.allCases { here.policies[kind] = settings.policy.demands(of: kind.rawValue) }
        here.lacksMainnetPermit = settings.environment == .mainnet && !settings.mainnetAllowed
        here.isEveryOrder = isEveryOrder
        here.scope = scope
        if snapshots.allSatisfy({ $0.state == .stopped }) {
            here.standstill = word == .saysStopped ? .byWord : snapshots.isEmpty ? .no : .proven
        }
        return here
    }

    /// Only an order that can do nothing but reduce weighs anything: as much of the position as it protects.
    private func needs(cancelling findings: [Finding]) async -> (Recommendation.Need?, [RequestRecord]) {
        let orders = findings.filter { $0.verdict.action == .cancel }.compactMap(\.order)
        guard orders.contains(where: \.canOnlyReduce) else { return (nil, []) }
        var requests: [RequestRecord] = []
        var targets: [ActionTarget] = []
        for symbol in Set(orders.filter(\.canOnlyReduce).map(\.symbol)).sorted() {
            guard await hasRoom else { return (Self.noRoom(orders: orders.count), requests) }
            let rows = await session.exchange.positions(symbol)
            let (worth, asked) = await Valuer(exchange: session.exchange).worth(of: symbol)
            requests += rows.requests + asked
            do throws(Unavailable) {
                let (held, unit) = (try rows.value.get(), try worth.get())
                for order in orders where order.symbol == symbol && order.canOnlyReduce {
                    let amount = held.first { $0.symbol == symbol && $0.side == order.positionSide }?.amount
                    targets.append(.cancel(target(order, held: amount ?? .zero, worth: unit)))
                }
            } catch {
                return (Recommendation.Need(orders: orders.count, worth: Self.unread(error)), requests)
            }
        }
        return (Recommendation.Need(orders: orders.count, worth: Exposure(targets).amount), requests)
    }

    private func target(_ order: ObservedOrder, held: Quantity, worth: UnitValue) -> CancelTarget {
        CancelTarget(
            order: order,
            ownership: Ownership.of(order.clientOrderID, carrying: order.symbol, identity: session.settings.identity),
            held: held, worth: worth, triages: [], unresolved: [])
    }

    /// The plan that the flatten itself would draw.
    private func needs(closing finding: Finding) async -> (Recommendation.Need?, [RequestRecord]) {
        guard let symbol = finding.subject.symbol else { return (nil, []) }
        guard await hasRoom else { return (Self.noRoom(orders: 1), []) }
        let (reading, asked) = await PositionReader(exchange: session.exchange).reading(of: symbol)
        let filters = await session.exchange.filters(symbol)
        let (worth, valued) = await Valuer(exchange: session.exchange).worth(of: symbol)
        let requests = asked + filters.requests + valued
        do throws(Unavailable) {
            let (held, unit) = (try reading.get(), try worth.get())
            guard let known = try filters.value.get(),
                let plan = FlattenPlan(
                    held, side: finding.subject.positionSide ?? .both, filters: known,
                    identity: session.settings.identity, series: "advice")
            else { return (nil, requests) }
            let target = FlattenTarget(
                symbol: symbol, progress: FlattenProgress(plan), filters: known, worth: unit, triages: [],
                unresolved: [])
            let need = Recommendation.Need(orders: plan.steps.count, worth: Exposure([.flatten(target)]).amount)
            return (need, requests)
        } catch {
            return (Recommendation.Need(orders: 1, worth: Self.unread(error)), requests)
        }
    }

    /// A command is not worth waiting a minute for.
    private var hasRoom: Bool {
        get async { await session.exchange.weight().hasRoom(for: PositionReader.planWeight + 2) }
    }

    private static func noRoom(orders: Int) -> Recommendation.Need {
        Recommendation.Need(
            orders: orders,
            worth: .failure(UnknownValue("this minute's request weight is used up; the plan will show it")))
    }

    private static func unread(_ problem: Unavailable) -> Result<Amount, UnknownValue> {
        .failure(UnknownValue("\(problem.source): \(problem.detail)"))
    }
}
