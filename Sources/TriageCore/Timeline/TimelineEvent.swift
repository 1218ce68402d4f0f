/// One thing that happened, or that somebody wrote down, on the exchange's clock as far as that is known.
package struct TimelineEvent: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case order, algo, trade, position, log, audit
    }

    /// How its moment is known.
    package enum Certainty: Sendable, Hashable {
        /// The exchange's own time.
        case exact
        /// The source's time with so much added: its clock was compared with the exchange's.
        case corrected(milliseconds: Int64)
        /// Date, time and zone as the source says; its clock could be compared with nothing.
        case uncorrected
        case zoneAssumed
        case dateInferred
        /// No time at all: it stands after the event before it in its source.
        case unknown

        package static let words = [
            Certainty.exact, .corrected(milliseconds: 0), .uncorrected, .zoneAssumed, .dateInferred, .unknown,
        ].map(\.word)

        /// As JSON has it.
        package var word: String {
            switch self {
            case .exact: "exact"
            case .corrected: "corrected"
            case .uncorrected: "uncorrected"
            case .zoneAssumed: "zone-assumed"
            case .dateInferred: "date-inferred"
            case .unknown: "unknown"
            }
        }

        package var correctionMilliseconds: Int64? {
            if case .corrected(let milliseconds) = self { return milliseconds }
            return nil
        }
    }

    package let moment: Timestamp?
    package let certainty: Certainty
    package let kind: Kind
    /// `orderId 851230066745`, `trade 7`, `grinder.log:12`, `audit seq 4`
    package let source: String
    /// `nil`: the event names no order, or several.
    package let clientOrderID: ClientOrderID?
    /// As its source has it: control characters and line ends are still in it.
    package let text: String
    /// How many lines it stands for, and when the last of them was written.
    package let fold: LogFold?

    /// Without a moment the certainty is `unknown`, whatever is said.
    package init(
        _ kind: Kind, at moment: Timestamp?, _ certainty: Certainty, source: String, clientOrderID: ClientOrderID?,
        text: String, fold: LogFold? = nil
    ) {
        self.kind = kind
        self.moment = moment
        self.certainty = moment == nil ? .unknown : certainty
        self.source = source
        self.clientOrderID = clientOrderID
        self.text = text
        self.fold = fold
    }

    /// Lines, entries or answers it stands for.
    package var count: Int { fold?.count ?? 1 }
}

/// What a timeline cannot show, and why: events that are missing are named, never just fewer.
package struct TimelineGap: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The exchange no longer keeps it.
        case retention
        /// Nobody looked there.
        case window
        /// A read that failed.
        case read
        /// A log that is missing, cut short, or does not reach far enough.
        case log
        /// Times that could not be compared with the exchange's.
        case clock
        case audit
    }

    package let kind: Kind
    package let source: String
    /// One sentence without a full stop at its end.
    package let detail: String

    package init(_ kind: Kind, source: String, _ detail: String) {
        self.kind = kind
        self.source = source
        self.detail = detail
    }

    package init(failed problem: Unavailable) {
        guard case .rateLimited(let seconds?) = problem.kind else {
            self.init(.read, source: problem.source, problem.detail)
            return
        }
        self.init(.read, source: problem.source, "\(problem.detail); wait \(seconds) s")
    }
}
