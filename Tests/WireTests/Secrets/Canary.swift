import Foundation

/// Something that must never be seen, and how it would look where it was: as it is, in hexadecimal, in base64 at each
/// alignment, percent-encoded. A piece of it is found as well as the whole.
struct Canary: Sendable {
    let name: String
    fileprivate let forms: [Form]

    fileprivate struct Form: Sendable {
        let bytes: [UInt8]
        /// How many bytes in a row count as found.
        let piece: Int
    }

    /// - Parameter piece: how many bytes of it in a row count as found; its other forms are as much longer as they are.
    init(_ name: String, _ bytes: [UInt8], piece: Int = 10) {
        self.name = name
        let hex = bytes.map { String(format: "%02x", $0) }
        var forms = [Form(bytes: bytes, piece: piece)]
        for digits in [hex.joined(), hex.joined().uppercased()] {
            forms.append(Form(bytes: Array(digits.utf8), piece: piece * 2))
        }
        for digits in [hex, hex.map { $0.uppercased() }] {
            forms.append(Form(bytes: Array(digits.map { "%" + $0 }.joined().utf8), piece: piece * 3))
        }
        for lead in 0..<3 {
            let text = Data([UInt8](repeating: 0, count: lead) + bytes).base64EncodedString()
            // The first and the last group depend on what stands around it.
            let inner = Array(text.utf8.dropFirst(lead == 0 ? 0 : 4).dropLast(4))
            let safe = inner.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? 0x5F : $0 }
            for form in Set([inner, safe]) { forms.append(Form(bytes: form, piece: piece * 4 / 3)) }
        }
        self.forms = forms.filter { $0.bytes.count >= $0.piece }
    }

    init(_ name: String, _ text: String, piece: Int = 10) { self.init(name, Array(text.utf8), piece: piece) }
}

/// Looks for canaries in bytes.
struct CanarySearch: Sendable {
    private struct Place: Sendable {
        let canary: Int
        let form: Int
        let offset: Int
    }

    private let canaries: [Canary]
    private let places: [UInt64: [Place]]
    /// Which of 65,536 hashes occur: nearly every byte is done with by a look at this.
    private let filter: [Bool]

    init(_ canaries: [Canary]) {
        self.canaries = canaries
        var places: [UInt64: [Place]] = [:]
        var filter = [Bool](repeating: false, count: 1 << 16)
        for (number, canary) in canaries.enumerated() {
            for (index, form) in canary.forms.enumerated() {
                for offset in 0...(form.bytes.count - form.piece) {
                    let key = form.bytes[offset..<(offset + 8)].reduce(0) { $0 << 8 | UInt64($1) }
                    places[key, default: []].append(Place(canary: number, form: index, offset: offset))
                    filter[Self.hash(key)] = true
                }
            }
        }
        self.places = places
        self.filter = filter
    }

    private static func hash(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 48) }

    /// The names of those found.
    func found(in data: Data) -> Set<String> {
        var found: Set<String> = []
        data.withUnsafeBytes { bytes in
            var window: UInt64 = 0
            for end in 0..<bytes.count {
                window = window << 8 | UInt64(bytes[end])
                guard end >= 7, filter[Self.hash(window)], let places = places[window] else { continue }
                for place in places {
                    let form = canaries[place.canary].forms[place.form]
                    let piece = form.bytes[place.offset..<(place.offset + form.piece)]
                    let start = end - 7
                    guard start + form.piece <= bytes.count else { continue }
                    if bytes[start..<(start + form.piece)].elementsEqual(piece) {
                        found.insert(canaries[place.canary].name)
                    }
                }
            }
        }
        return found
    }
}
