/// Forms of a log in which no id would be found, although it is there (gzip is read: ``GzipReader``).
enum LogForm {
    private static let forms: [(magic: [UInt8], detail: String)] = [
        ([0x42, 0x5A, 0x68], compressed("bzip2", "bzcat")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], compressed("xz", "xzcat")),
        ([0x28, 0xB5, 0x2F, 0xFD], compressed("zstd", "zstdcat")),
        ([0x50, 0x4B, 0x03, 0x04], "it is a zip archive; unpack it first"),
        ([0xFF, 0xFE], "it is UTF-16; convert it to UTF-8 first"),
        ([0xFE, 0xFF], "it is UTF-16; convert it to UTF-8 first"),
    ]

    private static func compressed(_ format: String, _ tool: String) -> String {
        "it is compressed (\(format)); decompress it to standard input: \(tool) FILE | … --logs -"
    }

    /// Why a log that begins with `bytes` cannot be searched; `nil` when it can.
    static func unsearchable(_ bytes: [UInt8]) -> String? {
        forms.first { bytes.starts(with: $0.magic) }?.detail
    }
}
