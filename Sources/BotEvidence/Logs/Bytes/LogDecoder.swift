/// Tells by its first bytes what a log is, and gives its text.
struct LogDecoder {
    private enum Form {
        /// With the bytes that do not tell yet.
        case unknown([UInt8])
        case text
        case gzip(GzipReader)
    }

    /// As long as the longest magic number of ``LogForm``.
    private static let telling = 6
    private var form = Form.unknown([])

    mutating func take(_ chunk: [UInt8], decoded: ([UInt8]) -> Void) throws(FileProblem) {
        switch form {
        case .unknown(let start):
            let bytes = start + chunk
            guard bytes.count >= Self.telling else {
                form = .unknown(bytes)
                return
            }
            try begin(bytes, decoded: decoded)
        case .text: decoded(chunk)
        case .gzip(let reader): try reader.take(chunk, chunk: decoded)
        }
    }

    /// The end of the log.
    mutating func settle(decoded: ([UInt8]) -> Void) throws(FileProblem) {
        if case .unknown(let bytes) = form { try begin(bytes, decoded: decoded) }
        if case .gzip(let reader) = form { try reader.settle() }
    }

    private mutating func begin(_ bytes: [UInt8], decoded: ([UInt8]) -> Void) throws(FileProblem) {
        if bytes.starts(with: GzipReader.magic) {
            let reader = try GzipReader()
            form = .gzip(reader)
            try reader.take(bytes, chunk: decoded)
        } else if let problem = LogForm.unsearchable(bytes) {
            throw .unreadable(problem)
        } else {
            form = .text
            decoded(bytes)
        }
    }
}
