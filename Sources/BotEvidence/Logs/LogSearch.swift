package import TriageCore

/// Finds the lines of a bot's logs that name a client order id as a whole token, also where it is percent-encoded in a
/// URL or stands in a JSON string (httpx's line of the REST call is the only one of grinder's text log that names it).
package enum LogSearch {
    /// What standard input gives, chunk by chunk (``StandardInput/chunks(descriptor:)``).
    package typealias Chunks = AsyncThrowingStream<[UInt8], any Error>

    /// As ``lines(naming:in:limit:redaction:standardInput:)-(Array,_,_,_,_)``, for one id.
    package static func lines(
        naming id: ClientOrderID, in sources: [LogSource], limit: Int = 50, redaction: Redaction = Redaction(),
        standardInput: Chunks? = nil
    ) async -> LogEvidence {
        let all = await lines(
            naming: [id], in: sources, limit: limit, redaction: redaction, standardInput: standardInput)
        return all[id] ?? LogEvidence(lines: [], matched: 0, searched: [], problems: [])
    }

    /// The first `limit` lines for each id, redacted, out of one pass over all sources; every id has an entry.
    ///
    /// Files are streamed. One that cannot be read, is compressed, or changes under the reading is a problem of every
    /// id's evidence and not among the `searched`; so is an id that no log could name.
    package static func lines(
        naming ids: [ClientOrderID], in sources: [LogSource], limit: Int = 50, redaction: Redaction = Redaction(),
        standardInput: Chunks? = nil
    ) async -> [ClientOrderID: LogEvidence] {
        let searchable = Set(ids).filter(isSearchable).sorted()
        var pass = Pass(ids: searchable, limit: limit, redaction: redaction)
        for source in sources {
            do throws(Unavailable) {
                switch source {
                case .file(let path): try await pass.search(file: path)
                case .standardInput: try await pass.search(standardInput, name: source.name)
                }
                pass.searched.append(source.name)
            } catch {
                pass.problems.append(error)
            }
        }
        return Dictionary(uniqueKeysWithValues: Set(ids).map { ($0, pass.evidence(of: $0)) })
    }

    /// An id is found by its characters' being id characters.
    fileprivate static func isSearchable(_ id: ClientOrderID) -> Bool {
        !id.rawValue.isEmpty && id.rawValue.utf8.allSatisfy(IDCharacter.isOne)
    }
}

/// One pass over the sources, and what it has found so far.
private struct Pass {
    let ids: [ClientOrderID]
    let limit: Int
    let redaction: Redaction
    var searched: [String] = []
    var problems: [Unavailable] = []
    private var found: [ClientOrderID: (lines: [LogLine], matched: Int)] = [:]
    private static let chunkSize = 262_144

    init(ids: [ClientOrderID], limit: Int, redaction: Redaction) {
        self.ids = ids
        self.limit = limit
        self.redaction = redaction
    }

    mutating func search(file path: String) async throws(Unavailable) {
        var reader = LineReader(ids)
        do throws(FileProblem) {
            let file = try RegularFile(path: path)
            var total = 0
            while true {
                let chunk = try file.next(Self.chunkSize)
                if chunk.isEmpty { break }
                if total == 0, let form = LogForm.unsearchable(chunk) { throw .unreadable(form) }
                total += chunk.count
                reader.take(chunk) { note($0, in: path) }
                guard !Task.isCancelled else { throw .unreadable("the search was interrupted before its end") }
                await Task.yield()
            }
            reader.finish { note($0, in: path) }
            try file.settle(bytesRead: total)
        } catch {
            throw Unavailable(.unreadable, source: path, detail: error.detail)
        }
    }

    mutating func search(_ chunks: LogSearch.Chunks?, name: String) async throws(Unavailable) {
        guard let chunks else { throw Unavailable(.unreadable, source: name, detail: "nothing was given on it") }
        var reader = LineReader(ids)
        var isFirst = true
        do {
            for try await chunk in chunks {
                if isFirst, let form = LogForm.unsearchable(chunk) {
                    throw Unavailable(.unreadable, source: name, detail: form)
                }
                isFirst = isFirst && chunk.isEmpty
                reader.take(chunk) { note($0, in: name) }
            }
        } catch let problem as Unavailable {
            throw problem
        } catch {
            throw Unavailable(.unreadable, source: name, detail: "it failed before its end")
        }
        reader.finish { note($0, in: name) }
        guard !Task.isCancelled else {
            throw Unavailable(.unreadable, source: name, detail: "the search was interrupted before its end")
        }
    }

    func evidence(of id: ClientOrderID) -> LogEvidence {
        guard LogSearch.isSearchable(id) else {
            let problem = Unavailable(
                .unusable, source: "logs", detail: "it has characters no client order id has, so no line can name it")
            return LogEvidence(lines: [], matched: 0, searched: [], problems: problems + [problem])
        }
        let (lines, matched) = found[id] ?? ([], 0)
        return LogEvidence(lines: lines, matched: matched, searched: searched, problems: problems)
    }

    private mutating func note(_ match: LineReader.Match, in file: String) {
        var line: LogLine?
        for id in match.ids {
            var (lines, matched) = found[id] ?? ([], 0)
            matched += 1
            if lines.count < limit {
                let shown = line ?? LogLine(file: file, number: match.number, text: redaction.redact(match.text))
                line = shown
                lines.append(shown)
            }
            found[id] = (lines, matched)
        }
    }
}
