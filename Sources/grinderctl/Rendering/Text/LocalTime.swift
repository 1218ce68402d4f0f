import Glibc
import TriageCore

/// This host's wall clock, shown beside times in UTC where a person compares them. JSON, `-q` and a ticket keep UTC alone.
enum LocalTime: Sendable, Hashable {
    /// Nothing is added.
    case utc
    /// As `TZ` and `/etc/localtime` say, with summer time.
    case system
    /// Seconds east of Greenwich.
    case fixed(seconds: Int, name: String)

    /// `11:00 CET`, `2026-03-09 01:00 CET` where the date is another; `nil` where the clock shows UTC.
    func words(of moment: Timestamp) -> String? {
        guard let (seconds, name) = zone(at: moment), seconds != 0 else { return nil }
        let local = moment.advanced(byMilliseconds: Int64(seconds) * 1_000).description
        let date = local.prefix(10)
        let time = local.dropFirst(11).prefix(5)
        return (date == moment.description.prefix(10) ? "" : "\(date) ") + "\(time) \(name)"
    }

    /// Each time in a text with the wall clock behind it: `2026-03-08T10:00:00.000Z (11:00 CET)`.
    func beside(_ text: String) -> String {
        guard self != .utc, text.contains("Z") else { return text }
        var shown = ""
        var rest = text[...]
        while let match = rest.firstMatch(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z/#) {
            let before = rest[..<match.range.lowerBound]
            let after = rest[match.range.upperBound...]
            shown += before + match.output
            if let words = Timestamp(iso8601: String(match.output)).flatMap(words) {
                // Within brackets of its own a comma will do.
                shown += before.last == "(" && after.first == ")" ? ", \(words)" : " (\(words))"
            }
            rest = after
        }
        return shown + rest
    }

    private func zone(at moment: Timestamp) -> (seconds: Int, name: String)? {
        switch self {
        case .utc: return nil
        case .fixed(let seconds, let name): return (seconds, name)
        case .system:
            var seconds = time_t(moment.milliseconds / 1_000)
            var parts = tm()
            guard localtime_r(&seconds, &parts) != nil, let zone = parts.tm_zone else { return nil }
            let name = String(cString: zone)
            // A zone without letters: `-03`.
            return (parts.tm_gmtoff, name.first?.isLetter == true ? name : "UTC\(name)")
        }
    }
}

extension Screen {
    /// With the wall clock beside the times of its sentences; commands, lists and quoted facts stay as they are.
    func with(_ local: LocalTime) -> Screen {
        guard local != .utc else { return self }
        var screen = Screen()
        for row in rows {
            switch row {
            case .answer(let code, let tone, let text): screen.answer(code, tone, local.beside(text))
            case .prose(let text, let indent): screen.say(local.beside(text), indent: indent)
            case .item(let lead, let tone, let text, let indent, let isQuoted):
                screen.item(lead, tone, isQuoted ? text : local.beside(text), indent: indent, isQuoted: isQuoted)
            case .step(let mark, let name, let text, let clips):
                screen.step(mark, name, local.beside(text), clips: clips)
            case .fact(let name, let value, let source):
                // A quoted line keeps its own words.
                let isTime = Timestamp(iso8601: value) != nil
                screen.fact(name, isTime ? local.beside(value) : value, source: source)
            case .listed(let lead, let text, let indent): screen.list(lead, text, indent: indent)
            case .aside(let name, let command): screen.aside(name, command)
            case .heading(let text): screen.heading(text)
            case .record(let name, let text): screen.record(name, text)
            case .blank: screen.blank()
            }
        }
        for command in commands { screen.command(command) }
        return screen
    }
}
