import TriageCore

/// Where a file is entered of which only the lines from a time on are asked for.
///
/// A plain file tells by the moments in its own lines what of it is older, whatever its file time says: moments are
/// compared at many places, and where they are not in order, or a place has none, it is read from its start. A compressed
/// one cannot be entered: it is passed over when its file time is older by more than any zone can make it, and its first
/// lines are not younger than that.
///
/// What is passed over is told; nothing is concluded from its silence.
enum LogEntrance: Equatable {
    /// At its first byte.
    case start
    /// At a line that so many bytes precede; those are older.
    case at(Int, LogWindow.Outside)
    /// Nowhere: all of it is older.
    case nowhere(LogWindow.Outside)

    static func find(
        _ file: borrowing RegularFile, from since: Timestamp, smallest: Int
    ) throws(FileProblem) -> LogEntrance {
        guard file.size >= smallest else { return .start }
        let head = try file.bytes(at: 0, count: 65_536)
        if head.starts(with: GzipReader.magic) { return compressed(head, changed: file.modified, from: since) }
        guard LogForm.unsearchable(head) == nil, isLines(head) else { return .start }
        return try PlainEntrance(from: since, smallest: smallest).find(file)
    }

    /// UTF-8 whose lines end in a line feed.
    private static func isLines(_ head: [UInt8]) -> Bool {
        guard let end = head.firstIndex(of: UInt8(ascii: "\n")), !head.holds(0) else { return false }
        let isAlone = head[..<end].dropLast().contains(UInt8(ascii: "\r"))
        return !isAlone && !head.starts(with: [0xFF, 0xFE]) && !head.starts(with: [0xFE, 0xFF])
    }

    /// A file time may be a local one that was taken for UTC, as an archive's.
    private static let zones: Int64 = 15 * 3_600_000
    private static let tolerance: Int64 = 600_000

    private static func compressed(
        _ head: [UInt8], changed: Timestamp, from since: Timestamp
    ) -> LogEntrance {
        let latest = ([changed] + [GzipHeader.time(head)].compactMap { $0 }).max() ?? changed
        guard since.milliseconds(since: latest) > zones, let first = LogMoments(beginning(of: head)).first,
            first.milliseconds(since: latest) < tolerance
        else { return .start }
        return .nowhere(
            LogWindow.Outside(
                source: "",
                detail: "older than the time asked for (from \(since) on) by its file time \(latest), which alone says "
                    + "so: its first lines are of \(first), it was not read further",
                extent: .unread))
    }

    private static func beginning(of head: [UInt8]) -> [UInt8] {
        var decoder = LogDecoder()
        var text: [UInt8] = []
        do throws(FileProblem) {
            try decoder.take(head) { if text.count < 262_144 { text += $0 } }
        } catch {
            // What is damaged is read as far as it goes, and named.
            return []
        }
        return text
    }
}

extension LogEntrance {
    /// With the file's name.
    func named(_ source: String) -> LogWindow.Outside? {
        switch self {
        case .start: nil
        case .at(_, let outside), .nowhere(let outside):
            LogWindow.Outside(source: source, detail: outside.detail, extent: outside.extent)
        }
    }
}

private enum GzipHeader {
    /// When the original was last changed; `nil` where it does not say.
    static func time(_ head: [UInt8]) -> Timestamp? {
        guard head.count > 8 else { return nil }
        let seconds = head[4..<8].reversed().reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return seconds > 0 ? Timestamp(milliseconds: seconds * 1_000) : nil
    }
}

/// Finds the place by bisection.
private struct PlainEntrance {
    private static let places = 128
    private static let stretch = 32_768
    private static let nearest = 262_144
    /// Lines out of order, and a clock beside the exchange's, differ by less.
    private static let margin: Int64 = 900_000
    private static let disorder: Int64 = 600_000

    private let since: Timestamp
    private let smallest: Int

    init(from since: Timestamp, smallest: Int) {
        self.since = since
        self.smallest = smallest
    }

    private struct Place {
        /// Where a line begins.
        let offset: Int
        let moment: Timestamp
    }

    func find(_ file: borrowing RegularFile) throws(FileProblem) -> LogEntrance {
        guard let end = try last(file) else { return .start }
        var latest: Timestamp?
        var before = Place(offset: 0, moment: end)
        var after = file.size
        for index in 0..<Self.places {
            let offset = file.size / Self.places * index
            guard let place = try place(file, at: offset) else { return .start }
            if let latest, latest.milliseconds(since: place.moment) > Self.disorder { return .start }
            latest = max(latest ?? place.moment, place.moment)
            if isOlder(place.moment) { before = place } else { after = min(after, offset) }
        }
        if let latest, latest.milliseconds(since: end) > Self.disorder { return .start }
        guard after < file.size || !isOlder(end) else { return .nowhere(whole(end)) }
        while after - before.offset > Self.nearest {
            let middle = before.offset + (after - before.offset) / 2
            guard let place = try place(file, at: middle), place.offset < after else { break }
            if isOlder(place.moment) { before = place } else { after = middle }
        }
        return before.offset < smallest ? .start : .at(before.offset, beginning(before.offset))
    }

    private func isOlder(_ moment: Timestamp) -> Bool { since.milliseconds(since: moment) > Self.margin }

    private func place(_ file: borrowing RegularFile, at offset: Int) throws(FileProblem) -> Place? {
        let bytes = try file.bytes(at: offset, count: Self.stretch)
        var start = 0
        if offset > 0 {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            start = end + 1
        }
        return LogMoments(Array(bytes[start...])).first.map { Place(offset: offset + start, moment: $0) }
    }

    private func last(_ file: borrowing RegularFile) throws(FileProblem) -> Timestamp? {
        let start = max(0, file.size - 2 * Self.stretch)
        return LogMoments(try file.bytes(at: start, count: 2 * Self.stretch)).last
    }

    private func whole(_ end: Timestamp) -> LogWindow.Outside {
        LogWindow.Outside(
            source: "",
            detail: "older than the time asked for (from \(since) on): its last lines are of \(end), it was not read",
            extent: .unread)
    }

    private func beginning(_ offset: Int) -> LogWindow.Outside {
        LogWindow.Outside(
            source: "",
            detail:
                "older than the time asked for (from \(since) on) in its first \(offset) bytes, which were not read",
            extent: .unreadBeginning)
    }
}
