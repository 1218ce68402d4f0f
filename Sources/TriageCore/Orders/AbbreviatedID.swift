/// A part of a client order id that somebody typed for the whole: taken where exactly one id has it. What parses as a
/// whole id is never one, and neither is what is itself among the ids.
package enum AbbreviatedID: Sendable, Hashable {
    case whole
    case one(ClientOrderID)
    /// Some of those that it could mean.
    case several([ClientOrderID])
    case none

    /// Shorter parts stand in too many ids to mean one.
    package static let shortest = 3

    package init(_ text: String, prefix: String, among ids: [ClientOrderID]) {
        let id = ClientOrderID(text)
        if ClientOrderIDParts(id, prefix: prefix) != nil || ids.contains(id) {
            self = .whole
            return
        }
        let found = text.utf8.count < Self.shortest ? [] : Set(ids.filter { $0.rawValue.contains(text) }).sorted()
        switch found.count {
        case 0: self = .none
        case 1: self = .one(found[0])
        default: self = .several(found)
        }
    }
}
