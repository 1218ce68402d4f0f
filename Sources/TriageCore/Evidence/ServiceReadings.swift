/// Several single requests, none of them asked again.
package struct LatencyReading: Sendable, Hashable {
    /// Milliseconds of each answer, in the order asked.
    package let answered: [Int64]
    package let failures: [Unavailable]

    package init(answered: [Int64], failures: [Unavailable]) {
        self.answered = answered
        self.failures = failures
    }

    package var median: Int64? { answered.isEmpty ? nil : answered.sorted()[answered.count / 2] }
}

/// `GET /fapi/v1/rateLimit/order`: a limit of the account's own, of orders an interval.
package struct OrderLimit: Sendable, Hashable {
    /// `10 SECOND`, `1 MINUTE`
    package let interval: String
    package let limit: Int64

    package init(interval: String, limit: Int64) {
        self.interval = interval
        self.limit = limit
    }
}

/// `GET /sapi/v1/account/apiRestrictions`
package struct KeyRestrictions: Sendable, Hashable {
    package let allowsReading: Bool?
    package let allowsFutures: Bool?
    package let isBoundToIP: Bool?

    package init(allowsReading: Bool?, allowsFutures: Bool?, isBoundToIP: Bool?) {
        self.allowsReading = allowsReading
        self.allowsFutures = allowsFutures
        self.isBoundToIP = isBoundToIP
    }
}

/// A quantitative rule that holds an account or symbol back (`GET /fapi/v1/apiTradingStatus`, -4400).
package struct TradingLock: Sendable, Hashable {
    /// A symbol, or `ACCOUNT`.
    package let scope: String
    /// UFR, IFER, GCR, DR, TMV.
    package let indicator: String
    package let isLocked: Bool
    package let recovers: Timestamp?

    package init(scope: String, indicator: String, isLocked: Bool, recovers: Timestamp?) {
        self.scope = scope
        self.indicator = indicator
        self.isLocked = isLocked
        self.recovers = recovers
    }
}

/// One `GET /fapi/v1/time`, in milliseconds.
package struct ClockSample: Sendable, Hashable {
    /// Exchange minus local.
    package let offset: Int64
    package let roundTrip: Int64

    package init(offset: Int64, roundTrip: Int64) {
        self.offset = offset
        self.roundTrip = roundTrip
    }

    /// Half the round trip: the offset is known no better.
    package var error: Int64 { (roundTrip + 1) / 2 }
}

/// What the kernel says of the local clock (`adjtimex`).
package struct TimeSynchronisation: Sendable, Hashable {
    /// Something (NTP, PTP, the host) keeps it in step.
    package let isKept: Bool
    /// Milliseconds, as estimated by what keeps it; meaningless when nothing does.
    package let estimatedError: Int64

    package init(isKept: Bool, estimatedError: Int64) {
        self.isKept = isKept
        self.estimatedError = estimatedError
    }
}

/// What one instance's reconcile metrics say.
package struct ReconcileReading: Sendable, Hashable {
    package let source: String
    /// Reconcile runs since the process began; `nil` when the page does not tell.
    package let runs: Int64?
    /// Age of the last snapshot in milliseconds, negative when it lies ahead; `nil`: never taken, or not told.
    package let snapshotAge: Int64?
    /// Counted again at every run; only those above zero.
    package let mismatches: [Mismatch: Int64]
    /// Reads of orders and positions the process has made; `nil` when the page does not tell.
    package let fetches: Int64?
    /// Everything else the page says, judged.
    package let facts: [Fact]
    /// What of its reconcile metrics could not be taken: a page that was not read, a line that is no sample, a series
    /// that contradicts itself. Nothing is concluded from what such a page does not say.
    package let passedOver: [Unavailable]

    package init(
        source: String, runs: Int64?, snapshotAge: Int64?, mismatches: [Mismatch: Int64], fetches: Int64?,
        facts: [Fact],
        passedOver: [Unavailable] = []
    ) {
        self.passedOver = passedOver
        self.source = source
        self.runs = runs
        self.snapshotAge = snapshotAge
        self.mismatches = mismatches
        self.fetches = fetches
        self.facts = facts
    }
}

/// What the exchange shows at this moment, set against the expected state.
package struct AccountSurvey: Sendable, Hashable {
    /// Of the exchange and the expected state alone; log lines tell of the past.
    package let findings: [ScanFinding]
    package let unanswered: [Unavailable]
    /// No list was answered.
    package let isBlind: Bool
    package let openOrders: Int
    package let openPositions: Int
    package let namesExpectedState: Bool
    /// Each open order and position in words that change when it does; marks and profits do not count.
    package let holdings: [String]
    package let symbols: [Symbol]

    package init(
        findings: [ScanFinding], unanswered: [Unavailable], isBlind: Bool, openOrders: Int, openPositions: Int,
        namesExpectedState: Bool, holdings: [String] = [], symbols: [Symbol] = []
    ) {
        self.holdings = holdings
        self.symbols = symbols
        self.findings = findings
        self.unanswered = unanswered
        self.isBlind = isBlind
        self.openOrders = openOrders
        self.openPositions = openPositions
        self.namesExpectedState = namesExpectedState
    }
}

/// A WebSocket that was asked for on the routed URL and closed again.
package struct StreamHandshake: Sendable, Hashable {
    package enum Ending: Sendable, Hashable {
        /// Open for as long as it was looked at.
        case stayedOpen
        /// The server closed it, with its reason.
        case closed(String)
        /// The server answered HTTP with this status instead of opening.
        case refused(status: Int)
    }

    /// Without the key.
    package let url: String
    package let withKey: Bool
    package let ending: Ending
    package let milliseconds: Int64
    /// Events that arrived meanwhile.
    package let events: Int

    package init(url: String, withKey: Bool, ending: Ending, milliseconds: Int64, events: Int) {
        self.url = url
        self.withKey = withKey
        self.ending = ending
        self.milliseconds = milliseconds
        self.events = events
    }
}

/// What `PUT /fapi/v1/listenKey` says; the key itself is known to the edge alone.
package enum ListenKeyState: Sendable, Hashable {
    /// One exists, and lives 60 minutes from now.
    case extended
    /// -1125: none exists for this API key.
    case absent
}
