/// Tells by its first bytes what a log is, and gives its text.
struct LogDecoder {
    private enum Form {
        /// With the bytes that do not tell yet.
        case unknown([UInt8])
        case text
        case gzip(GzipReader)
    }

    /// As long as the longest magic number of ``LogForm``.
    private static let sampleLength = 8
    private var form = Form.unknown([])
    private var text = TextDecoder()

    /// What comes is a part of a log whose beginning has told that it is plain text.
    mutating func enterText() {
        form = .text
        text = TextDecoder(isPlain: true)
    }

    mutating func take(_ chunk: [UInt8], decoded: ([UInt8]) -> Void) throws(FileProblem) {
        switch form {
        case .unknown(let start):
            let bytes = start + chunk
            guard bytes.count >= Self.sampleLength else {
                form = .unknown(bytes)
                return
            }
            try begin(bytes, decoded: decoded)
        case .text: text.take(chunk, text: decoded)
        case .gzip(let reader): try inflate(chunk, reader, decoded)
        }
    }

    private mutating func inflate(
        _ chunk: [UInt8], _ reader: GzipReader, _ decoded: ([UInt8]) -> Void
    ) throws(FileProblem) {
        var text = text
        defer { self.text = text }
        try reader.take(chunk) { text.take($0, text: decoded) }
    }

    /// The log could not be read further: what was held back is given as it is.
    mutating func abandon(decoded: ([UInt8]) -> Void) {
        if case .unknown(let bytes) = form, LogForm.unsearchable(bytes) == nil, !bytes.starts(with: GzipReader.magic) {
            form = .text
            text.take(bytes, text: decoded)
        }
        text.finish(text: decoded)
    }

    /// The end of the log.
    mutating func settle(decoded: ([UInt8]) -> Void) throws(FileProblem) {
        if case .unknown(let bytes) = form { try begin(bytes, decoded: decoded) }
        text.finish(text: decoded)
        if case .gzip(let reader) = form { try reader.settle() }
    }

    private mutating func begin(_ bytes: [UInt8], decoded: ([UInt8]) -> Void) throws(FileProblem) {
        if bytes.starts(with: GzipReader.magic) {
            let reader = try GzipReader()
            form = .gzip(reader)
            try inflate(bytes, reader, decoded)
        } else if let problem = LogForm.unsearchable(bytes) {
            throw .unreadable(problem)
        } else {
            form = .text
            text.take(bytes, text: decoded)
        }
    }
}
