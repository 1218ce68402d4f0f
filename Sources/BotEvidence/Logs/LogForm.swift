/// Forms of a log in which no id would be found, although it is there.
enum LogForm {
    private static let forms: [(magic: [UInt8], detail: String)] = [
        ([0x1F, 0x8B], "it is compressed (gzip); decompress it to standard input: zcat FILE | … --logs -"),
        ([0x42, 0x5A, 0x68], "it is compressed (bzip2); decompress it to standard input: bzcat FILE | … --logs -"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "it is compressed (xz); decompress it to standard input: xzcat FILE | … --logs -"),
        ([0x28, 0xB5, 0x2F, 0xFD], "it is compressed (zstd); decompress it to standard input: zstdcat FILE | … --logs -"),
        ([0x50, 0x4B, 0x03, 0x04], "it is a zip archive; unpack it first"),
        ([0xFF, 0xFE], "it is UTF-16; convert it to UTF-8 first"),
        ([0xFE, 0xFF], "it is UTF-16; convert it to UTF-8 first"),
    ]

    /// Why a log that begins with `bytes` cannot be searched; `nil` when it can.
    static func unsearchable(_ bytes: [UInt8]) -> String? {
        forms.first { bytes.starts(with: $0.magic) }?.detail
    }
}
