import Foundation

/// One connection to a PostgreSQL server, used by one thread at a time. Passwords come as libpq finds them: PGPASSWORD,
/// PGPASSFILE, ~/.pgpass.
final class TeamConnection {
    private let library: LibPQ
    private let connection: LibPQ.Connection

    /// Values of libpq.h.
    private static let connectionOK: Int32 = 0
    private static let answersOK: Set<Int32> = [1, 2]
    private static let copyIn: Int32 = 4
    private static let copyPart = 1_048_576
    private static let sqlState = Int32(UInt8(ascii: "C"))
    private static let oldestServer: Int32 = 110_000

    init(to address: TeamAddress) throws(TeamFailure) {
        let library = try LibPQ.load()
        // The address comes after the defaults it may replace.
        let settings = [
            ("connect_timeout", "10"), ("fallback_application_name", "grinderctl"),
            ("dbname", address.text),
            ("client_encoding", "UTF8"),
        ]
        let names = Self.copies(settings.map(\.0))
        let values = Self.copies(settings.map(\.1))
        defer { for pointer in names + values { free(UnsafeMutablePointer(mutating: pointer)) } }
        guard let opened = library.connect(names + [nil], values + [nil], 1) else {
            throw TeamFailure(.unreachable, "no memory for a connection to \(address)")
        }
        guard library.status(opened) == Self.connectionOK else {
            let why = Self.line(library.errorMessage(opened))
            library.finish(opened)
            throw TeamFailure(.unreachable, "\(address) cannot be reached: \(why)")
        }
        guard library.serverVersion(opened) >= Self.oldestServer else {
            library.finish(opened)
            throw TeamFailure(.unusable, "the server is older than PostgreSQL 11")
        }
        // What the server chats would stand in the middle of our own words.
        _ = library.setNoticeProcessor(opened, { _, _ in }, nil)
        self.library = library
        connection = opened
    }

    private static func copies(_ texts: [String?]) -> [UnsafePointer<CChar>?] {
        texts.map { text in text.flatMap { strdup($0) }.map { UnsafePointer($0) } }
    }

    deinit { library.finish(connection) }

    /// Runs one statement; every value is text or null.
    @discardableResult
    func run(_ sql: String, _ parameters: [String?] = []) throws(TeamFailure) -> [[String?]] {
        let values = Self.copies(parameters)
        defer { for pointer in values { free(UnsafeMutablePointer(mutating: pointer)) } }
        let answer = library.execute(connection, sql, Int32(values.count), nil, values, nil, nil, 0)
        defer { library.clear(answer) }
        guard Self.answersOK.contains(library.answerStatus(answer)) else { throw failure(answer) }
        return (0..<library.rows(answer)).map { row in
            (0..<library.columns(answer)).map { column in
                guard library.isNull(answer, row, column) == 0,
                    let start = library.value(answer, row, column)
                else {
                    return nil
                }
                let bytes = UnsafeRawBufferPointer(
                    start: start, count: Int(library.length(answer, row, column)))
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    /// Appends rows as `COPY table (columns) FROM STDIN` takes them; the table's triggers see each. In a transaction, to
    /// be all or nothing.
    func copy(_ rows: [[String?]], into table: String, _ columns: [String]) throws(TeamFailure) {
        let begun = library.execute(
            connection, "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN", 0, nil, nil, nil, nil, 0)
        defer { library.clear(begun) }
        guard library.answerStatus(begun) == Self.copyIn else { throw failure(begun) }
        var part: [UInt8] = []
        var isTaken = true
        for row in rows {
            CopyText.append(row, to: &part)
            guard part.count >= Self.copyPart else { continue }
            isTaken = isTaken && put(part)
            part.removeAll(keepingCapacity: true)
        }
        isTaken = put(part) && isTaken
        isTaken = library.putCopyEnd(connection, nil) == 1 && isTaken
        // Each answer is taken, or the connection takes nothing more.
        var problem: TeamFailure?
        while let answer = library.nextAnswer(connection) {
            if !Self.answersOK.contains(library.answerStatus(answer)) { problem = problem ?? failure(answer) }
            library.clear(answer)
        }
        if let problem { throw problem }
        guard isTaken else { throw failure(nil) }
    }

    private func put(_ bytes: [UInt8]) -> Bool {
        guard !bytes.isEmpty else { return true }
        return bytes.withUnsafeBytes { bytes in
            library.putCopyData(connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        } == 1
    }

    /// All or nothing.
    func transaction<T>(_ work: () throws(TeamFailure) -> T) throws(TeamFailure) -> T {
        try run("BEGIN")
        do throws(TeamFailure) {
            let result = try work()
            try run("COMMIT")
            return result
        } catch {
            _ = try? run("ROLLBACK")
            throw error
        }
    }

    private func failure(_ answer: LibPQ.Answer?) -> TeamFailure {
        let why = Self.line(library.answerMessage(answer) ?? library.errorMessage(connection))
        let state = library.errorField(answer, Self.sqlState).map { String(cString: $0) } ?? ""
        if library.status(connection) != Self.connectionOK || state.hasPrefix("57P")
            || state.hasPrefix("08")
        {
            return TeamFailure(.unreachable, "the connection broke: \(why)")
        }
        switch state {
        case "42501", "28000", "28P01": return TeamFailure(.permission, why)
        // A unique violation, and what the table's own trigger refuses.
        case "23505", "P0001": return TeamFailure(.contradiction, why)
        default: return TeamFailure(.unusable, why)
        }
    }

    private static func line(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "no reason was given" }
        return String(cString: text).split(whereSeparator: \.isNewline).joined(separator: "; ")
    }
}
