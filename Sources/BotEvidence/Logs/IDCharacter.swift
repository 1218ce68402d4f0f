package import TriageCore

/// The characters of a client order id: `^[\.A-Z\:/a-z0-9_-]{1,36}$` (POST /fapi/v1/order, newClientOrderId).
enum IDCharacter {
    /// By byte.
    static let table: [Bool] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: isSeparator(UInt8(byte))
        }
    }

    static func isOne(_ byte: UInt8) -> Bool { table[Int(byte)] }

    /// `.`, `:` and `/` are id characters that prose and paths use as punctuation.
    static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
    }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension ClientOrderID {
    /// An id is found by its characters' being id characters.
    package var isSearchable: Bool { !rawValue.isEmpty && rawValue.utf8.allSatisfy(IDCharacter.isOne) }
}
