import TriageCore

/// Reads a log to its end, chunk by chunk; gzip is decompressed on the way.
enum LogBytes {
    private static let chunkSize = 262_144

    /// What of a file is passed over: what is older than a time, of files of a size.
    struct Entering {
        let since: Timestamp
        let smallest: Int
        /// Asked at the end: whether the lines that were passed over are to be counted.
        let countsLines: () -> Bool
        let passedOver: (LogWindow.Outside) -> Void
        let lines: (Int) -> Void
    }

    /// `opened` gets the file's modification time (none for standard input and commands) before the first bytes. A
    /// command is asked for `span`.
    ///
    /// Throws when the source is not readable to its end: what was given until then is all there is.
    static func read(
        _ source: LogSource, over span: TimeSpan, entering: Entering? = nil, standardInput: LogChunks?,
        opened: (Timestamp?) -> Void = { _ in },
        take: ([UInt8]) -> Void
    ) async throws(Unavailable) {
        switch source {
        case .file(let path): try await read(file: path, entering, opened: opened, take: take)
        case .standardInput:
            opened(nil)
            try await read(standardInput, name: source.name, take: take)
        case .pasted(let text):
            opened(nil)
            take(Array(text.utf8))
        case .command(let command):
            opened(nil)
            try await read(KeptCommandOutput.chunks(of: command, over: span), name: command.name, take: take)
        }
    }

    private static func read(
        file path: String, _ entering: Entering?, opened: (Timestamp?) -> Void, take: ([UInt8]) -> Void
    ) async throws(Unavailable) {
        var form = LogDecoder()
        do throws(FileProblem) {
            let file = try RegularFile(path: path)
            opened(file.modified)
            var total = 0
            if let entering {
                let entrance = try LogEntrance.find(file, from: entering.since, smallest: entering.smallest)
                entrance.named(path).map(entering.passedOver)
                if case .nowhere = entrance { return }
                if case .at(let offset, _) = entrance {
                    try file.enter(at: offset)
                    form.enterText()
                    total = offset
                }
            }
            let entered = total
            while true {
                let chunk = try file.next(chunkSize)
                if chunk.isEmpty { break }
                total += chunk.count
                LogProgress.current?.onRead(path, chunk.count)
                try form.take(chunk, decoded: take)
                guard !Task.isCancelled else { throw .unreadable("the search was interrupted before its end") }
                await Task.yield()
            }
            try form.settle(decoded: take)
            if let entering, entered > 0, entering.countsLines() { entering.lines(try file.lines(before: entered)) }
            try file.settle(bytesRead: total)
        } catch {
            form.abandon(decoded: take)
            throw Unavailable(.unreadable, source: path, detail: error.detail)
        }
    }

    private static func read(
        _ chunks: LogChunks?, name: String, take: ([UInt8]) -> Void
    ) async throws(Unavailable) {
        guard let chunks else { throw Unavailable(.unreadable, source: name, detail: "nothing was given on it") }
        var form = LogDecoder()
        do {
            for try await chunk in chunks {
                LogProgress.current?.onRead(name, chunk.count)
                try form.take(chunk, decoded: take)
            }
            try form.settle(decoded: take)
        } catch let problem as Unavailable {
            form.abandon(decoded: take)
            throw problem
        } catch let problem as FileProblem {
            form.abandon(decoded: take)
            throw Unavailable(.unreadable, source: name, detail: problem.detail)
        } catch let failure as CommandOutput.Failure {
            form.abandon(decoded: take)
            throw Unavailable(.unreadable, source: name, detail: "its command failed: \(failure.detail)")
        } catch {
            form.abandon(decoded: take)
            throw Unavailable(.unreadable, source: name, detail: "it failed before its end")
        }
        guard !Task.isCancelled else {
            throw Unavailable(.unreadable, source: name, detail: "the search was interrupted before its end")
        }
    }
}

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

/// Who is told how far the logs have been read.
///
/// A class: the optimised build has no metadata for a task-local closure, and crashes.
package final class LogProgress: Sendable {
    @TaskLocal package static var current: LogProgress?

    /// Given the source's name and the bytes read since the last call, compressed where the file is.
    let onRead: @Sendable (_ source: String, _ bytes: Int) -> Void

    package init(onRead: @escaping @Sendable (_ source: String, _ bytes: Int) -> Void) { self.onRead = onRead }
}
