/// Finds where in a text something may be, byte by byte.
enum ASCIISearch {
    /// The offset, in bytes, of the first of these words (in lower case here, in any case there).
    static func first(of words: [StaticString], in text: String) -> Int? {
        let bytes = Array(text.utf8)
        return bytes.indices.first { index in
            words.contains { word in
                word.withUTF8Buffer { word in
                    index + word.count <= bytes.count
                        && word.indices.allSatisfy { word[$0] == lowercase(bytes[index + $0]) }
                }
            }
        }
    }

    /// The offset of the first run of at least `length` ASCII letters and digits.
    static func firstRun(ofAlphanumerics length: Int, in text: String) -> Int? {
        var count = 0
        for (index, byte) in text.utf8.enumerated() {
            count = ByteCursor.isWord(byte) && byte != UInt8(ascii: "_") ? count + 1 : 0
            if count == length { return index + 1 - length }
        }
        return nil
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
