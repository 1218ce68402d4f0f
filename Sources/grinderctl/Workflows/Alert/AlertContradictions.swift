import AuditLog
import BotEvidence
import TriageCore

/// An alert on open orders or positions that nothing on the exchange explains: it is not told to be over while the bot's
/// own log or counter says otherwise.
extension AlertWorkflow {
    /// The kinds that are looked for on the exchange alone.
    private static let kinds: [Mismatch] = [.orderUnexpected, .positionNonzero]

    /// Where everything found of a kind needs nothing: what the log flagged within the alert's time, and what the counter
    /// has counted in it, as a finding that is open.
    func holdAgainstLog(_ clock: ClockReading?, _ gathered: inout Gathered) async throws {
        for kind in Self.kinds {
            let asked = asking(for: kind)
            guard !asked.isEmpty else { continue }
            let symbols = asked.allSatisfy { $0.symbol != nil } ? Set(asked.compactMap(\.symbol)) : nil
            let since = asked.map { start(of: $0.alert) }.min() ?? session.context.now()
            guard
                let history = await inputs.history(
                    session, symbol: nil, clock: clock,
                    reach: max(TimeSpan.day, session.context.now().milliseconds(since: since)))
            else { continue }
            let isOpen = Self.isOpen(kind, gathered.findings)
            let flags = RecentFlags(history, of: kind, symbols: symbols, since: since, besides: gathered.findings).flags
                .filter { !isOpen || $0.name != nil }
            if !flags.isEmpty {
                try settle([flagged(kind, flags)], &gathered)
            } else if !isOpen, let unread = (history.unread + history.unasked).first {
                try settle([unanswered(kind, unread)], &gathered)
            }
        }
    }

    /// What could have said otherwise was named and could not be read: nothing is concluded from its silence.
    private func unanswered(_ kind: Mismatch, _ unread: Unavailable) -> Finding {
        Finding(
            subject: Subject(kind, symbol: nil, clientOrderID: nil),
            verdict: .inconclusive(
                "not read: \(unread.source): \(unread.detail)",
                "Nothing of it is open on the exchange now, but what the bot says could not be read.",
                because: unread, next: [NextCommand("scan")]))
    }

    /// Counters that were named and could not be read, beside nothing found.
    func settle(unread: [Unavailable], of kind: Mismatch, _ gathered: inout Gathered) throws {
        guard Self.kinds.contains(kind), !Self.isOpen(kind, gathered.findings), let first = unread.first else { return }
        try settle([unanswered(kind, first)], &gathered)
    }

    /// A counter that grew within the alert's time, beside nothing found.
    /// - Parameter counts: of every instance.
    func settle(growing counts: [BotCount], of kind: Mismatch, _ gathered: inout Gathered) throws {
        guard Self.kinds.contains(kind), !Self.isOpen(kind, gathered.findings) else { return }
        let found = gathered.findings.count {
            $0.subject.mismatch == kind && !["gone", "flat"].contains($0.verdict.code)
        }
        guard let count = counts.first(where: { $0.mismatch == kind && $0.isShort(of: found) }) else { return }
        let noun = kind == .positionNonzero ? "position" : "unexpected order"
        try settle(
            [
                Finding(
                    subject: Subject(kind, symbol: nil, clientOrderID: nil),
                    verdict: .inconclusive(
                        "the bot counts \(count.perRun.map { Count.of(Int($0), noun) } ?? "more of them") a run, and "
                            + "\(found == 0 ? "none" : "\(found)") of them \(found > 1 ? "are" : "is") on the exchange "
                            + "(\(count.source))",
                        "Either it ended just now, or the bot sees another account or an old snapshot. To decide: triage "
                            + "the alert again after the bot's next run, or give its JSON log (--logs).",
                        next: [NextCommand("scan")]))
            ], &gathered)
    }

    /// When what an alert is about may have begun.
    func start(of alert: AlertPayload.Alert) -> Timestamp {
        let now = session.context.now()
        guard let start = alert.startsAt.flatMap({ Timestamp(iso8601: $0) }), start <= now,
            now.milliseconds(since: start) < TimeSpan.longestWindow
        else { return now.advanced(byMilliseconds: -RecentFlags.reach) }
        return start.advanced(byMilliseconds: -RecentFlags.lead)
    }

    private func asking(for kind: Mismatch) -> [(alert: AlertPayload.Alert, symbol: Symbol?)] {
        payload.alerts.compactMap { alert in
            guard case .triage(kind, nil, let named) = AlertPayload.task(of: alert) else { return nil }
            return (alert, named ?? symbol)
        }
    }

    /// Something of it needs a look already.
    private static func isOpen(_ kind: Mismatch, _ findings: [Finding]) -> Bool {
        findings.contains { $0.subject.mismatch == kind && $0.verdict.weight != .clear }
    }

    private func flagged(_ kind: Mismatch, _ flags: [RecentFlags.Flag]) -> Finding {
        let first = flags[0]
        let isPosition = kind == .positionNonzero
        let what = first.name ?? "something it doesn't name"
        let more = flags.count > 1 ? ", and \(flags.count - 1) more" : ""
        let when = Self.age(first.time, now: session.context.now())
        let shown = isPosition ? "the exchange shows no such position" : "it isn't open on the exchange"
        var next: [NextCommand] = []
        for flag in flags {
            if let id = flag.clientOrderID, !isPosition {
                let symbol = ClientOrderIDParts(id, prefix: session.settings.identity.prefix) == nil ? flag.symbol : nil
                next.append(
                    NextCommand(
                        ["triage", "unexpected", id.rawValue] + (symbol.map { ["--symbol", $0.rawValue] } ?? [])))
            } else if let symbol = flag.symbol, isPosition {
                next.append(NextCommand("triage", "position", symbol.rawValue))
            }
        }
        return Finding(
            subject: Subject(kind, symbol: flags.count == 1 ? first.symbol : nil, clientOrderID: first.clientOrderID),
            verdict: .inconclusive(
                "the bot's log flags \(what) (\(first.source), \(when))\(more), and \(shown)",
                isPosition
                    ? "It may have been closed since, or the bot may see another account. Find out what closed it."
                    : "It may have ended since, or the bot may see another account. Find out what became of it.",
                next: next.isEmpty ? [NextCommand("scan")] : next))
    }

    private static func age(_ time: Timestamp?, now: Timestamp) -> String {
        guard let time else { return "at an unknown time" }
        let age = now.milliseconds(since: time)
        return age < 0 ? "\(Age.words(milliseconds: -age)) ahead of this clock" : "\(Age.words(milliseconds: age)) ago"
    }
}
