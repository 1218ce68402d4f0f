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
