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

/// One row of an expected-state file, told apart by its fields.
enum ExpectedRow {
    case order(ExpectedOrder)
    case position(ExpectedPosition)

    /// grinder's order states, and the exchange's spellings of the same.
    private static let statuses: Set<String> = [
        "PENDING", "OPEN", "NEW", "PARTIALLY_FILLED", "FILLED", "CANCELLED", "CANCELED", "REJECTED", "EXPIRED",
    ]

    /// - Parameter written: the last change of the file; `nil` where it tells nothing of the rows.
    init(_ row: JSONReader.Row, file: String, written: Timestamp?) throws(ExpectedStateProblem) {
        let fields = Fields(row: row, file: file, written: written)
        guard case .object = row.value else { throw fields.problem("it is not a JSON object") }
        switch (row.value.given("client_order_id") != nil, row.value.given("expected_position_amt") != nil) {
        case (true, false): self = .order(try Self.order(fields))
        case (false, true): self = .position(try Self.position(fields))
        case (true, true): throw fields.problem("it has both client_order_id and expected_position_amt")
        case (false, false): throw fields.problem("it has neither client_order_id nor expected_position_amt")
        }
    }

    private static func order(_ fields: Fields) throws(ExpectedStateProblem) -> ExpectedOrder {
        guard let id = fields.row.value["client_order_id"]?.stringValue, !id.isEmpty else {
            throw fields.problem("client_order_id is not a text")
        }
        guard let status = fields.row.value["expected_status"]?.stringValue else {
            throw fields.problem("expected_status is missing or not a text")
        }
        guard statuses.contains(status.uppercased()) else {
            throw fields.problem("expected_status is not one of \(statuses.sorted().joined(separator: " "))")
        }
        return ExpectedOrder(
            clientOrderID: ClientOrderID(id), symbol: try fields.symbol(), status: status,
            createdAt: try fields.time("ts_created"), file: fields.file, writtenAt: fields.written)
    }

    private static func position(_ fields: Fields) throws(ExpectedStateProblem) -> ExpectedPosition {
        guard let symbol = try fields.symbol() else { throw fields.problem("symbol is missing") }
        let amount = fields.row.value["expected_position_amt"]
        let written = amount?.stringValue ?? amount?.numberText
        guard let amount = written.flatMap(PlainDecimal.text).flatMap({ Quantity($0) }) else {
            throw fields.problem("expected_position_amt is not a decimal number")
        }
        return ExpectedPosition(
            symbol: symbol, amount: amount, updatedAt: try fields.time("ts_updated"), file: fields.file,
            side: try fields.side(), writtenAt: fields.written)
    }

    private struct Fields {
        let row: JSONReader.Row
        let file: String
        let written: Timestamp?

        /// `BOTH` when the row has none.
        func side() throws(ExpectedStateProblem) -> PositionSide {
            guard let field = row.value.given("position_side") ?? row.value.given("positionSide") else { return .both }
            guard let side = field.stringValue.flatMap({ PositionSide(rawValue: $0.uppercased()) }) else {
                throw problem("position_side is not one of BOTH LONG SHORT")
            }
            return side
        }

        /// `nil` when the row has none.
        func symbol() throws(ExpectedStateProblem) -> Symbol? {
            guard let field = row.value.given("symbol") else { return nil }
            guard let symbol = field.stringValue.flatMap({ Symbol($0) }) else {
                throw problem("symbol is not a symbol")
            }
            return symbol
        }

        /// Milliseconds since 1970, a whole number; `nil` when the row has none.
        func time(_ name: String) throws(ExpectedStateProblem) -> Timestamp? {
            guard let field = row.value.given(name) else { return nil }
            guard let milliseconds = field.numberText.flatMap({ Int64($0) }), milliseconds >= 0 else {
                throw problem("\(name) is not a whole number of milliseconds")
            }
            return Timestamp(milliseconds: milliseconds)
        }

        func problem(_ detail: String) -> ExpectedStateProblem {
            ExpectedStateProblem(file: file, line: row.line, kind: .malformed, detail: detail)
        }
    }
}
