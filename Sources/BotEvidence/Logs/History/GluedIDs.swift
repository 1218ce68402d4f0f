import TriageCore

/// Finds wanted ids that bytes which nobody sees stand within: ends of lines (a terminal's width, `fold`), NULs, control
/// bytes, a printer's overstrikes. It sees the lines as one stream without such bytes, and holds a few ids' length of it.
struct GluedIDs {
    private let wanted: [(id: ClientOrderID, bytes: [UInt8])]
    private let longest: Int
    /// By two bytes that stand together in one of them: across most joints no id can lie.
    private var isPair: [Bool]
    private var window: [UInt8] = []
    /// Where in the window something was left out.
    private var joints: [Int] = []
    private var isJointPending = false
    private var found: [(id: ClientOrderID, text: [UInt8])] = []

    init(_ ids: Set<ClientOrderID>?) {
        wanted = (ids ?? []).sorted().map { ($0, Array($0.rawValue.utf8)) }.filter { $0.1.count > 1 }
        longest = wanted.map(\.bytes.count).max() ?? 0
        isPair = Array(repeating: false, count: 65_536)
        for (_, bytes) in wanted {
            for (first, second) in zip(bytes, bytes.dropFirst()) { isPair[Self.pair(first, second)] = true }
        }
    }

    /// Takes a line, or a part of one; the ids that were seen whole since the last call, with what they stand in.
    mutating func take(_ line: [UInt8], isPart: Bool) -> [(id: ClientOrderID, text: [UInt8])] {
        guard longest > 0 else { return [] }
        isForgotten = false
        if !isPart { isJointPending = true }
        line.withUnsafeBufferPointer { bytes in
            var start = 0
            for position in 0..<bytes.count where Self.isGlue(bytes[position]) {
                if position > start { append(bytes, start..<position) }
                glue(bytes[position])
                start = position + 1
            }
            if start < bytes.count { append(bytes, start..<bytes.count) }
        }
        return takeFound()
    }

    /// Whether the lines taken so far say nothing of what follows: no id began in them, or they were left.
    private(set) var isForgotten = false

    /// Lines pass that are not given: what stood before them stands no more before what follows.
    mutating func forget() {
        guard joints.isEmpty else { return }
        window.removeAll(keepingCapacity: true)
        isForgotten = true
    }

    mutating func finish() -> [(id: ClientOrderID, text: [UInt8])] {
        search()
        return takeFound()
    }

    private mutating func takeFound() -> [(id: ClientOrderID, text: [UInt8])] {
        guard !found.isEmpty else { return [] }
        defer { found = [] }
        return found
    }

    private static func isGlue(_ byte: UInt8) -> Bool { byte < 0x20 || byte >= 0x7F }

    private mutating func glue(_ byte: UInt8) {
        isJointPending = true
        // What stands before a backspace is printed over.
        guard byte == 0x08, !window.isEmpty else { return }
        window.removeLast()
        while let last = joints.last, last > window.count { joints.removeLast() }
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, _ segment: Range<Int>) {
        if isJointPending {
            isJointPending = false
            if let last = window.last, isPair[Self.pair(last, bytes[segment.lowerBound])] {
                joints.append(window.count)
            } else {
                search()
                window.removeAll(keepingCapacity: true)
                joints.removeAll(keepingCapacity: true)
            }
        }
        // Of a long segment no more than an id's length lies before or behind a joint.
        if segment.count > 2 * longest {
            if !joints.isEmpty {
                window += bytes[segment.prefix(longest)]
                search()
            }
            joints.removeAll(keepingCapacity: true)
            window = Array(bytes[segment.suffix(longest)])
            return
        }
        window += bytes[segment]
        guard window.count > 8 * longest else { return }
        search()
        let dropped = window.count - 2 * longest
        window.removeFirst(dropped)
        joints = joints.map { $0 - dropped }.filter { $0 > 0 }
    }

    private mutating func search() {
        guard let first = joints.first else { return }
        for (id, bytes) in wanted where bytes.count <= window.count {
            var start = max(0, first - bytes.count + 1)
            while start + bytes.count <= window.count {
                let range = start..<(start + bytes.count)
                start += 1
                guard window[range.lowerBound] == bytes[0], window[range].elementsEqual(bytes),
                    joints.contains(where: { $0 > range.lowerBound && $0 < range.upperBound }), isWord(range)
                else { continue }
                if !found.contains(where: { $0.id == id }) {
                    found.append((id, Array(window[max(0, range.lowerBound - 20)..<range.upperBound])))
                }
            }
        }
    }

    private func isWord(_ range: Range<Int>) -> Bool {
        let begins =
            range.lowerBound == 0 || joints.contains(range.lowerBound) || Self.isEnd(window[range.lowerBound - 1])
        let ends =
            range.upperBound == window.count || joints.contains(range.upperBound)
            || Self.isEnd(window[range.upperBound])
        return begins && ends
    }

    private static func isEnd(_ byte: UInt8) -> Bool { !IDCharacter.isOne(byte) || IDCharacter.isSeparator(byte) }

    private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }
}
