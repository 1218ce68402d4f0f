/// Eight bytes of text at once.
package enum ByteWord {
    @inlinable @inline(__always) package static var high: UInt64 { 0x8080_8080_8080_8080 }
    @inlinable @inline(__always) package static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// A high bit at, or after, each byte that JSON escapes (below a space, a quote, a backslash), and certainly at the
    /// first; bits after the first may be borrowed ones.
    @inlinable @inline(__always)
    package static func special(in word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let below = (word &- ones &* 0x20) & ~word
        return (below | ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)) & high
    }
}
