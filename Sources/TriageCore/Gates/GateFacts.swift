/// Everything the gates judge by: read, given or configured before they are asked.
package struct GateFacts: Sendable {
    package let action: ActionKind
    package let investigation: String
    package let station: Station
    package let mainnetAllowed: Bool
    package let targets: [CancelTarget]
    /// Config `symbols`; empty allows every symbol.
    package let allowedSymbols: [Symbol]
    package let maxOrders: Int
    /// USDT at mark price.
    package let maxNotional: Amount
    package let clock: ClockReading?
    package let weight: WeightReading
    /// Request weight that re-reading, sending and reading back will take.
    package let weightNeeded: Int
    package let flags: OperatorFlags
    /// Local clock, as the audit log's `ts`.
    package let now: Timestamp

    package init(
        action: ActionKind, investigation: String, station: Station, mainnetAllowed: Bool, targets: [CancelTarget],
        allowedSymbols: [Symbol], maxOrders: Int, maxNotional: Amount, clock: ClockReading?, weight: WeightReading,
        weightNeeded: Int, flags: OperatorFlags, now: Timestamp
    ) {
        self.action = action
        self.investigation = investigation
        self.station = station
        self.mainnetAllowed = mainnetAllowed
        self.targets = targets
        self.allowedSymbols = allowedSymbols
        self.maxOrders = maxOrders
        self.maxNotional = maxNotional
        self.clock = clock
        self.weight = weight
        self.weightNeeded = weightNeeded
        self.flags = flags
        self.now = now
    }

    package var ids: [String] { targets.map { $0.order.clientOrderID.rawValue } }
}

/// What the operator said on the command line or at the prompt.
package struct OperatorFlags: Sendable, Hashable {
    package var executes: Bool
    package var confirmation: String?
    /// What `--confirm` must say: the client order id, or the count of several.
    package var expectedConfirmation: String
    package var reason: String?
    package var ticket: String?
    package var withoutTriage: Bool

    package init(
        executes: Bool, confirmation: String?, expectedConfirmation: String, reason: String?, ticket: String?,
        withoutTriage: Bool
    ) {
        self.executes = executes
        self.confirmation = confirmation
        self.expectedConfirmation = expectedConfirmation
        self.reason = reason
        self.ticket = ticket
        self.withoutTriage = withoutTriage
    }
}
