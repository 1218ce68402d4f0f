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
        ([0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59], compressed("snappy", "snzip -dc")),
        ([0x1F, 0x9D], compressed("compress", "zcat")), ([0x1F, 0xA0], compressed("compress", "zcat")),
        ([0x5D, 0x00, 0x00, 0x80, 0x00], compressed("lzma", "lzcat")),
        ([0x89, 0x4C, 0x5A, 0x4F], compressed("lzop", "lzop -dc")),
        ([0x4C, 0x5A, 0x49, 0x50], compressed("lzip", "lzip -dc")),
        (Array("Rar!".utf8), "it is a rar archive; unpack it first"),
        ([0x89, 0x50, 0x4E, 0x47], "it is a picture (PNG) and no log"),
        ([0xFF, 0xD8, 0xFF], "it is a picture (JPEG) and no log"), (Array("GIF8".utf8), "it is a picture and no log"),
        (Array("%PDF-".utf8), "it is a PDF and no log; save its text"),
        ([0x7F, 0x45, 0x4C, 0x46], "it is a program and no log"),
        ([0x4F, 0x62, 0x6A, 0x01], "it is Avro and no log"), (Array("ORC".utf8) + [0x08], "it is ORC and no log"),
    ]

    private static func compressed(_ format: String, _ tool: String) -> String {
        "it is compressed (\(format)); decompress it to standard input: \(tool) FILE | … --logs -"
    }

    /// Why a log that begins with `bytes` cannot be searched; `nil` when it can.
    static func unsearchable(_ bytes: [UInt8]) -> String? {
        if let form = forms.first(where: { bytes.starts(with: $0.magic) }) { return form.detail }
        return isZlib(bytes) ? compressed("zlib", "zlib-flate -uncompress") : nil
    }

    /// Why a log cannot be searched whose bytes are no text.
    static let noText = "its bytes are no text, or not all of them: it is compressed, encrypted or damaged"

    /// A window of 32 KiB, and a header whose sum is a multiple of 31; as text it would read `x^` at most.
    private static func isZlib(_ bytes: [UInt8]) -> Bool {
        guard bytes.count > 2, bytes[0] == 0x78 else { return false }
        return bytes[1] == 0x01 || bytes[1] == 0x9C || bytes[1] == 0xDA
            || bytes[1] == 0x5E && bytes.prefix(10).contains { $0 >= 0x80 }
    }
}

/// Whether what is read as UTF-8 is text, by the beginning and the end of each chunk: compressed or encrypted bytes are
/// control bytes and broken sequences in equal measure; of a log in another encoding only the latter are, of one with
/// separators of its own only the former.
struct TextCheck {
    private static let first = 4_096
    private static let further = 1_024
    /// Fewer bytes tell nothing.
    private static let least = 24

    private(set) var isText = true
    private var isBegun = false

    mutating func take(_ bytes: [UInt8]) {
        guard isText, !bytes.isEmpty else { return }
        let length = isBegun ? Self.further : Self.first
        isBegun = true
        isText = Self.isText(bytes[..<min(length, bytes.count)])
        if isText, bytes.count > 2 * length { isText = Self.isText(bytes[(bytes.count - Self.further)...]) }
    }

    private static func isText(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= least else { return true }
        var controls = 0
        var broken = 0
        var rest = 0
        for byte in bytes {
            if byte < 0x80 {
                broken += rest > 0 ? 1 : 0
                rest = 0
                if isControl(byte) { controls += 1 }
            } else if byte < 0xC0 {
                if rest > 0 { rest -= 1 } else { broken += 1 }
            } else {
                broken += rest > 0 ? 1 : 0
                rest = byte >= 0xF5 || byte < 0xC2 ? 0 : byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : 1
                if rest == 0 { broken += 1 }
            }
        }
        return controls * 33 < bytes.count || controls < 2 || broken * 20 < bytes.count || broken < 2
    }

    /// Zeros pad a log that was truncated under its writer; the others are tabs, ends of lines, overstrikes and escapes.
    private static func isControl(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x07...0x0D, 0x1B, 0x1E: false
        case 0x01..<0x20, 0x7F: true
        default: false
        }
    }
}
