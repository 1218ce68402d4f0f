import JSON
package import TriageCore

/// What grinder expects to be on the exchange, as its `expected_orders.jsonl` and `expected_positions.jsonl` say.
package struct ExpectedState: Sendable, Hashable {
    /// In the order of the files and rows; an id that is in two rows is here twice.
    package let orders: [ExpectedOrder]
    package let positions: [ExpectedPosition]

    package init(orders: [ExpectedOrder], positions: [ExpectedPosition]) {
        self.orders = orders
        self.positions = positions
    }

    private static let largestFile = 64 << 20

    /// Reads the files of `--expected`: JSON lines, one JSON array, or one object. A row with `client_order_id` is an
    /// order, one with `expected_position_amt` a position. An empty file has no rows; any other row is a problem.
    package static func read(_ paths: [String]) throws(ExpectedStateProblem) -> ExpectedState {
        var orders: [ExpectedOrder] = []
        var positions: [ExpectedPosition] = []
        for path in paths {
            let (rows, written) = try rows(of: path)
            for row in rows {
                switch try ExpectedRow(row, file: path, written: written) {
                case .order(let order): orders.append(order)
                case .position(let position): positions.append(position)
                }
            }
        }
        return ExpectedState(orders: orders, positions: positions)
    }

    private static func rows(
        of path: String
    ) throws(ExpectedStateProblem) -> (rows: [JSONReader.Row], written: Timestamp?) {
        let bytes: [UInt8]
        var written: Timestamp?
        do {
            let file = try RegularFile.contents(of: path, limit: largestFile)
            bytes = file.bytes
            // Of what a pipe gave the time is that of the reading.
            written = PipedInput.isKept(path) ? nil : file.modified
        } catch {
            throw ExpectedStateProblem(file: path, line: nil, kind: .unreadable, detail: error.detail)
        }
        do {
            return (try JSONReader.rows(bytes, .grinder), written)
        } catch {
            throw ExpectedStateProblem(file: path, line: error.line, kind: .malformed, detail: error.detail)
        }
    }
}

/// Why an expected state cannot be relied on: nothing of it is.
package struct ExpectedStateProblem: Error, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// The file is missing or cannot be read (exit 66).
        case unreadable
        /// A row is not what grinder writes (exit 65).
        case malformed
    }

    package let file: String
    /// From 1; `nil` when the file as a whole is meant.
    package let line: Int?
    package let kind: Kind
    /// Without file and line and without a full stop at its end.
    package let detail: String

    package init(file: String, line: Int?, kind: Kind, detail: String) {
        self.file = file
        self.line = line
        self.kind = kind
        self.detail = detail
    }
}

extension JSONRules {
    /// Of what grinder and the tools around it write.
    static let grinder = JSONRules(allowsByteOrderMark: true)
}

extension JSONProblem {
    fileprivate var detail: String {
        switch reason {
        case .value: "it is not JSON"
        case .number, .notAnInteger, .integerOutOfRange: "it has something that is not a JSON number"
        case .name: "a name in quotes is expected"
        case .colon: "a colon is expected"
        case .objectEnd: "the object does not end"
        case .arrayEnd: "the array does not end"
        case .openString: "a string does not end"
        case .controlCharacter: "a string does not end on its line"
        case .notUTF8: "a string is not UTF-8"
        case .escape: "a string has an escape that JSON does not know"
        case .unicodeEscape: "a string has a broken \\u escape"
        case .loneSurrogate: "a string has half a surrogate pair"
        case .repeatedName: "a name appears twice in one object"
        case .tooDeep: "it is nested too deep"
        case .trailing: "something follows the value"
        }
    }
}
