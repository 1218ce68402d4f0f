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
    private static let sampleLength = 10
    /// Layers of gzip that are taken off: an archive of what was compressed already.
    private static let deepest = 2
    private let depth: Int
    private var form = Form.unknown([])
    private var text = TextDecoder()
    private var check = TextCheck()
    /// Of what gzip held; one or none.
    private var inside: [LogDecoder] = []

    init() { self.init(depth: 0) }

    private init(depth: Int) { self.depth = depth }

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
        case .text: give(chunk, decoded)
        case .gzip(let reader): try inflate(chunk, reader, decoded)
        }
    }

    private mutating func give(_ chunk: [UInt8], _ decoded: ([UInt8]) -> Void) {
        var check = check
        text.take(chunk) { text in
            check.take(text)
            decoded(text)
        }
        self.check = check
    }

    private mutating func inflate(
        _ chunk: [UInt8], _ reader: GzipReader, _ decoded: ([UInt8]) -> Void
    ) throws(FileProblem) {
        guard var inner = inside.popLast() else { return }
        defer { inside = [inner] }
        var problem: FileProblem?
        try reader.take(chunk) { bytes in
            guard problem == nil else { return }
            do throws(FileProblem) { try inner.take(bytes, decoded: decoded) } catch { problem = error }
        }
        if let problem { throw problem }
    }

    /// The log could not be read further: what was held back is given as it is.
    mutating func abandon(decoded: ([UInt8]) -> Void) {
        if case .unknown(let bytes) = form, LogForm.unsearchable(bytes) == nil, !bytes.starts(with: GzipReader.magic) {
            form = .text
            text.take(bytes, text: decoded)
        }
        text.finish(text: decoded)
        for index in inside.indices { inside[index].abandon(decoded: decoded) }
    }

    /// The end of the log.
    mutating func settle(decoded: ([UInt8]) -> Void) throws(FileProblem) {
        if case .unknown(let bytes) = form { try begin(bytes, decoded: decoded) }
        if case .gzip(let reader) = form {
            for index in inside.indices { try inside[index].settle(decoded: decoded) }
            return try reader.settle()
        }
        text.finish(text: decoded)
        guard check.isText else { throw .unreadable(LogForm.noText) }
    }

    private mutating func begin(_ bytes: [UInt8], decoded: ([UInt8]) -> Void) throws(FileProblem) {
        if bytes.starts(with: GzipReader.magic) {
            guard depth < Self.deepest else {
                throw .unreadable("it is compressed (gzip) more than \(Self.deepest) times over; decompress it first")
            }
            let reader = try GzipReader()
            form = .gzip(reader)
            inside = [LogDecoder(depth: depth + 1)]
            try inflate(bytes, reader, decoded)
        } else if let problem = LogForm.unsearchable(bytes) {
            throw .unreadable(problem)
        } else {
            form = .text
            give(bytes, decoded)
        }
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
