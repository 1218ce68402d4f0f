import JSON
import TriageCore

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
