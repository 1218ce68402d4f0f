/// The log lines that name an id, and what could not be read.
package struct LogEvidence: Sendable, Hashable {
    /// In the order of the files and lines; at most as many as asked for.
    package let lines: [LogLine]
    /// How many lines matched, shown or not.
    package let matched: Int
    /// Files that were read to their end.
    package let searched: [String]
    /// Inputs that are unreadable or were cut short: named, never silently skipped.
    package let problems: [Unavailable]

    package init(lines: [LogLine], matched: Int, searched: [String], problems: [Unavailable]) {
        self.lines = lines
        self.matched = matched
        self.searched = searched
        self.problems = problems
    }
}

/// One line of a bot's log, redacted: no signature, no timestamp of a signed URL, no listenKey.
package struct LogLine: Sendable, Hashable {
    package let file: String
    /// From 1.
    package let number: Int
    package let text: String

    package init(file: String, number: Int, text: String) {
        self.file = file
        self.number = number
        self.text = text
    }
}

/// A row of grinder's `expected_orders.jsonl`.
package struct ExpectedOrder: Sendable, Hashable {
    package let clientOrderID: ClientOrderID
    package let symbol: Symbol?
    /// grinder's word: OPEN, PARTIALLY_FILLED, FILLED, CANCELLED, REJECTED, EXPIRED, PENDING.
    package let status: String
    package let createdAt: Timestamp?
    package let file: String
    /// The last change of the file; `nil` of a pipe.
    package let writtenAt: Timestamp?

    package init(
        clientOrderID: ClientOrderID, symbol: Symbol?, status: String, createdAt: Timestamp?, file: String,
        writtenAt: Timestamp? = nil
    ) {
        self.writtenAt = writtenAt
        self.clientOrderID = clientOrderID
        self.symbol = symbol
        self.status = status
        self.createdAt = createdAt
        self.file = file
    }

    /// grinder counts an expected order as active unless final. Its 24 h lifetime is not applied here:
    /// a file is a snapshot, and an order someone still expects is not cancelled because the entry is old.
    package var isActive: Bool {
        !["FILLED", "CANCELLED", "CANCELED", "REJECTED", "EXPIRED"].contains(status.uppercased())
    }

    package var age: RowAge { RowAge(written: createdAt, file: writtenAt) }
}
