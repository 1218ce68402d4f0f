/// The exchange's own id of an order: self-incrementing per symbol, 64 bits, often above 2^53.
package struct OrderID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package var description: String { String(rawValue) }
    package static func < (left: OrderID, right: OrderID) -> Bool { left.rawValue < right.rawValue }
}

/// The Algo Service's id of a conditional order; a number space of its own.
package struct AlgoOrderID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: Int64
    package init(_ rawValue: Int64) { self.rawValue = rawValue }
    package var description: String { String(rawValue) }
    package static func < (left: AlgoOrderID, right: AlgoOrderID) -> Bool { left.rawValue < right.rawValue }
}
