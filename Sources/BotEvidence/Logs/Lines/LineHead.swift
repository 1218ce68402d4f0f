/// What stands before a message whose beginning was found: times, and the name of the process that wrote it.
struct LineHead {
    private static let reach = 1_024

    let stamps: [LineStamp]
    private let names: [UInt8]
    /// Quotes are of records whose fields change from line to line.
    private let isRecord: Bool

    init(_ head: ArraySlice<UInt8>) {
        let bytes = Array(head.suffix(Self.reach))
        var cursor = ByteCursor(bytes)
        var stamps: [LineStamp] = []
        var names: [UInt8] = []
        var isAtStart = true
        while let byte = cursor.peek {
            if isAtStart, let stamp = cursor.stamp() ?? cursor.epoch() {
                stamps.append(stamp)
                isAtStart = false
                continue
            }
            cursor.position += 1
            isAtStart = !ByteCursor.isWord(byte) && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
            if byte > 0x20 { names.append(byte) } else if names.last != 0x20 { names.append(0x20) }
        }
        self.stamps = stamps
        self.names = names
        isRecord = bytes.contains(UInt8(ascii: "\""))
    }

    /// The name of the process, in addition to what is known of it; `nil` where none can be told.
    func label(after known: [UInt8]?) -> [UInt8]? {
        guard !isRecord, let known else { return nil }
        // Line numbers and seconds since a machine's start name nobody.
        let words = names.split { $0 == 0x20 || $0 == UInt8(ascii: ":") }
            .filter { word in !word.allSatisfy { ByteCursor.isDigit($0) || $0 == UInt8(ascii: ".") } }
        return known + words.joined(separator: [0x20])
    }
}
