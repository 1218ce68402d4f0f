/// Forms of a log in which no id would be found, although it is there (gzip and UTF-16 are read:
/// ``GzipReader``, ``TextDecoder``).
enum LogForm {
    private static let forms: [(magic: [UInt8], detail: String)] = [
        ([0x42, 0x5A, 0x68], compressed("bzip2", "bzcat")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], compressed("xz", "xzcat")),
        ([0x28, 0xB5, 0x2F, 0xFD], compressed("zstd", "zstdcat")),
        ([0x50, 0x4B, 0x03, 0x04], "it is a zip archive; unpack it first"),
        ([0x04, 0x22, 0x4D, 0x18], compressed("lz4", "lz4cat")),
        ([0x37, 0x7A, 0xBC, 0xAF], "it is a 7z archive; unpack it first"),
        (Array("LPKSHHRH".utf8), "it is a journal of systemd; print it: journalctl --file FILE | … --logs -"),
        (Array("SQLite f".utf8), "it is a database and no log"), (Array("PAR1".utf8), "it is Parquet and no log"),
        ([0xFF, 0xFE, 0x00, 0x00], "it is UTF-32; convert it to UTF-8 first"),
        ([0x00, 0x00, 0xFE, 0xFF], "it is UTF-32; convert it to UTF-8 first"),
    ]

    private static func compressed(_ format: String, _ tool: String) -> String {
        "it is compressed (\(format)); decompress it to standard input: \(tool) FILE | … --logs -"
    }

    /// Why a log that begins with `bytes` cannot be searched; `nil` when it can.
    static func unsearchable(_ bytes: [UInt8]) -> String? {
        forms.first { bytes.starts(with: $0.magic) }?.detail
    }
}
