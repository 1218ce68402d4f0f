import Glibc

/// Byte strings that make a line worth a whole reading, sought in one pass over its bytes.
///
/// Each is recognised at one of its bytes, the pivot: the rarest of them in a log. A byte can also stop the pass by itself.
final class Needles {
    private static let ordinary: UInt8 = 0
    private static let pivot: UInt8 = 1
    private static let stop: UInt8 = 2

    private struct Needle {
        let start: UnsafeMutablePointer<UInt8>
        let count: Int
        let pivot: Int
        let next: UnsafeMutablePointer<Needle>?

        func matches(_ text: [UInt8]) -> Bool { count == text.count && memcmp(start, text, count) == 0 }
    }

    // Raw memory: an array would be retained and its bounds checked at every byte.
    private let classes = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    private let byPivot = UnsafeMutablePointer<UnsafeMutablePointer<Needle>?>.allocate(capacity: 256)

    /// - Parameter stops: what no line may hold to be passed over.
    init(stops: some Sequence<UInt8>) {
        classes.initialize(repeating: Self.ordinary, count: 256)
        byPivot.initialize(repeating: nil, count: 256)
        for byte in stops { classes[Int(byte)] = Self.stop }
    }

    deinit {
        for byte in 0..<256 {
            var next = byPivot[byte]
            while let needle = next {
                next = needle.pointee.next
                needle.pointee.start.deallocate()
                needle.deallocate()
            }
        }
        byPivot.deallocate()
        classes.deallocate()
    }

    func insert(_ text: StaticString) { insert(text.withUTF8Buffer(Array.init)) }

    /// Not empty.
    func insert(_ bytes: [UInt8]) {
        let pivot = bytes.indices.min { Self.frequency(bytes[$0]) < Self.frequency(bytes[$1]) } ?? 0
        let byte = Int(bytes[pivot])
        guard classes[byte] != Self.stop else { return }
        var known = byPivot[byte]
        while let needle = known {
            if needle.pointee.matches(bytes) { return }
            known = needle.pointee.next
        }
        let start = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        start.initialize(from: bytes, count: bytes.count)
        let needle = UnsafeMutablePointer<Needle>.allocate(capacity: 1)
        needle.initialize(to: Needle(start: start, count: bytes.count, pivot: pivot, next: byPivot[byte]))
        byPivot[byte] = needle
        classes[byte] = Self.pivot
    }

    /// Whether one of them, or a byte that stops, is in `line[start...]`; a needle may begin before `start`.
    func areIn(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
        let count = line.count
        guard start < count, let base = line.baseAddress else { return false }
        var position = start
        while position < count {
            // Most stretches hold none: eight bytes are looked at for one decision.
            while position &+ 8 <= count {
                let at = base + position
                let first = classes[Int(at[0])] | classes[Int(at[1])] | classes[Int(at[2])] | classes[Int(at[3])]
                let second = classes[Int(at[4])] | classes[Int(at[5])] | classes[Int(at[6])] | classes[Int(at[7])]
                guard first | second == Self.ordinary else { break }
                position &+= 8
            }
            guard position < count else { return false }
            let kind = classes[Int(base[position])]
            if kind != Self.ordinary, kind == Self.stop || isNeedle(line, at: position) { return true }
            position &+= 1
        }
        return false
    }

    private func isNeedle(_ line: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        var next = byPivot[Int(line[position])]
        while let needle = next {
            next = needle.pointee.next
            let first = position - needle.pointee.pivot
            guard first >= 0, first + needle.pointee.count <= line.count else { continue }
            var index = 0
            while index < needle.pointee.count, line[first + index] == needle.pointee.start[index] { index += 1 }
            if index == needle.pointee.count { return true }
        }
        return false
    }

    /// How often a byte stands in a bot's log, roughly: small letters and digits most, capitals of rare words least.
    private static func frequency(_ byte: UInt8) -> Int {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "): 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "i"), UInt8(ascii: "n"), UInt8(ascii: "t"),
            UInt8(ascii: "s"), UInt8(ascii: "r"), UInt8(ascii: "o"), UInt8(ascii: "e"):
            9
        case UInt8(ascii: "g")...UInt8(ascii: "z"): 6
        case UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "&"): 5
        case UInt8(ascii: "T"), UInt8(ascii: "S"), UInt8(ascii: "U"), UInt8(ascii: "D"), UInt8(ascii: "E"),
            UInt8(ascii: "R"), UInt8(ascii: "O"), UInt8(ascii: "N"), UInt8(ascii: "I"):
            4
        case UInt8(ascii: "_"), UInt8(ascii: "-"): 2
        default: 3
        }
    }
}
