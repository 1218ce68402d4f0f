package import TriageCore

/// Finds the lines of a bot's logs that name a client order id as a whole token, also where it is percent-encoded in a
/// URL or stands in a JSON string (httpx's line of the REST call is the only one of grinder's text log that names it).
package enum LogSearch {
    /// What standard input gives, chunk by chunk (``StandardInput/chunks(descriptor:)``).
    package typealias Chunks = AsyncThrowingStream<[UInt8], any Error>

    /// As ``lines(naming:in:limit:redaction:standardInput:)-(Array,_,_,_,_)``, for one id.
    package static func lines(
        naming id: ClientOrderID, in sources: [LogSource], over span: TimeSpan? = nil, limit: Int = 50,
        redaction: Redaction = Redaction(), standardInput: Chunks? = nil
    ) async -> LogEvidence {
        let all = await lines(
            naming: [id], in: sources, over: span, limit: limit, redaction: redaction, standardInput: standardInput)
        return all[id] ?? LogEvidence(lines: [], matched: 0, searched: [], problems: [])
    }

    /// The first `limit` lines for each id, redacted, out of one pass over all sources; every id has an entry.
    ///
    /// Files are streamed, gzip too. One that cannot be read, or changes under the reading is a problem of every
    /// id's evidence and not among the `searched`; so is an id that no log could name.
    /// - Parameter span: what commands are asked for; without one they are not run, which is a problem.
    package static func lines(
        naming ids: [ClientOrderID], in sources: [LogSource], over span: TimeSpan? = nil, limit: Int = 50,
        redaction: Redaction = Redaction(), standardInput: Chunks? = nil
    ) async -> [ClientOrderID: LogEvidence] {
        let searchable = Set(ids).filter(isSearchable).sorted()
        var pass = Pass(ids: searchable, limit: limit, redaction: redaction)
        for source in sources {
            do throws(Unavailable) {
                try await pass.search(source, over: span, standardInput: standardInput)
                pass.searched.append(source.name)
            } catch {
                pass.problems.append(error.redacted(redaction))
            }
        }
        return Dictionary(uniqueKeysWithValues: Set(ids).map { ($0, pass.evidence(of: $0)) })
    }

    /// An id is found by its characters' being id characters.
    package static func isSearchable(_ id: ClientOrderID) -> Bool {
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

    init(ids: [ClientOrderID], limit: Int, redaction: Redaction) {
        self.ids = ids
        self.limit = limit
        self.redaction = redaction
    }

    mutating func search(
        _ source: LogSource, over span: TimeSpan?, standardInput: LogSearch.Chunks?
    ) async throws(Unavailable) {
        var reader = LineReader(ids)
        if span == nil, case .command(let command) = source {
            throw Unavailable(.notAsked, source: command.name, detail: "its command was given no time to ask for")
        }
        let span = span ?? TimeSpan(from: Timestamp(milliseconds: 0), to: Timestamp(milliseconds: 0))
        try await LogBytes.read(source, over: span, standardInput: standardInput) { chunk in
            reader.take(chunk) { note($0, in: source.name) }
        }
        reader.finish { note($0, in: source.name) }
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

extension Unavailable {
    /// A command's own words may hold what is not to be shown.
    func redacted(_ redaction: Redaction) -> Unavailable {
        Unavailable(kind, source: source, detail: redaction.redact(detail), trouble: trouble)
    }
}
