/// An id that no read of the exchange knows, although a log says that the exchange accepted it.
extension UnexpectedOrders {
    /// The accepted placements of the one id in question; none while a read of the exchange knows it, or failed.
    var acceptedUnseen: [LogEvent] {
        guard case .one(_, let id) = scope, reads.allSatisfy({ evidence[$0] != nil }),
            exchangeReads.allSatisfy({ $0.failure == nil }), candidates.isEmpty, lastSeen == nil
        else { return [] }
        return (logHistory?.events ?? []).filter { event in
            event.placementStatus(of: id).map(MissingOrder.isAccepted) ?? false
        }
    }

    /// That the order is over is concluded only where the exchange may have forgotten it. What it would still remember
    /// and does not know was placed elsewhere, or the line is of another order.
    func contradiction(_ subject: Subject, like: [ClientOrderID]) -> Verdict? {
        let accepted = acceptedUnseen
        guard !accepted.isEmpty else { return nil }
        guard let clock = evidence[.exchangeTime] else { return nil }
        guard case .success(.exchangeTime(let now)) = clock.content else {
            let problem =
                clock.failure
                ?? Unavailable(.notAsked, source: "GET /fapi/v1/time", detail: "the exchange's time is unknown")
            return UnexpectedWording.unread(subject, problem)
        }
        let remembered = accepted.first { line in
            line.latest.map { now.milliseconds(since: $0) < Retention.unfilled } ?? true
        }
        return remembered.map { UnexpectedWording.acceptedAndUnknown(subject, $0, like: like) }
    }
}

extension LogEvent {
    /// The last moment at which the line may have been written; `nil`: any.
    fileprivate var latest: Timestamp? {
        time.map { $0.moment.advanced(byMilliseconds: mayBeOff(by: BotStatements.margin)) }
    }
}
