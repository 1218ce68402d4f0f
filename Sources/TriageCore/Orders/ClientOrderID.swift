/// A client order id (or `clientAlgoId`) exactly as it was written.
package struct ClientOrderID: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let rawValue: String
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }

    package static func < (left: ClientOrderID, right: ClientOrderID) -> Bool { left.rawValue < right.rawValue }

    /// Whether the exchange would accept it: `^[\.A-Z\:/a-z0-9_-]{1,36}$` (POST /fapi/v1/order, newClientOrderId).
    package var isAcceptable: Bool {
        rawValue.unicodeScalars.count <= 36 && rawValue.wholeMatch(of: /[.A-Z:\/a-z0-9_\-]+/) != nil
    }
}
