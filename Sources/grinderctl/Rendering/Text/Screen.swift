/// What a result says, row by row: the answer first, the commands to type last. The same rows are shown on a terminal
/// (``ScreenText``) and put into a ticket (``TicketBlock``).
///
///     var screen = Screen()
///     screen.answer("orphaned", .bad, "(certain): cancel grinder_d_BTCUSDT_2_1772964000_17")
///     screen.say("Placed 10:00:00Z, 1 h 30 min before the bot's start.")
///     screen.step(.ok, "owner", "grinder's")
///     screen.record("audit", "investigation 4f…, seq 1 to 7")
///     screen.command("grinderctl cancel … --execute --confirm … --reason '…'")
struct Screen: Sendable, Hashable {
    /// How a word is shown where there is colour.
    enum Tone: Sendable, Hashable { case plain, strong, dim, good, bad, caution }

    /// What stands before a step or a gate.
    enum Mark: Sendable, Hashable {
        case ok, attention, failed, skipped, unanswered, pass, refused

        /// Five columns, so that what follows stands in one.
        var word: String {
            switch self {
            case .ok: "  ok "
            case .attention: "  !! "
            case .failed: "fail "
            case .skipped: "skip "
            case .unanswered: "  ?? "
            case .pass: "pass "
            case .refused: "FAIL "
            }
        }

        var tone: Tone {
            switch self {
            case .ok, .pass: .good
            case .attention, .unanswered: .caution
            case .failed, .refused: .bad
            case .skipped: .dim
            }
        }
    }

    enum Row: Sendable, Hashable {
        /// The first: the outcome's or verdict's code, literally, and what it is about.
        case answer(code: String, tone: Tone, text: String)
        /// A sentence that belongs to what stands above it.
        case prose(String, indent: Int)
        /// A line of several: a word that is looked for, and what is said of it.
        /// - Parameter isQuoted: another's words, to which nothing is added.
        case item(lead: String, tone: Tone, text: String, indent: Int, isQuoted: Bool)
        /// - Parameter clips: one row, cut off between two words where the terminal ends.
        case step(Mark, name: String, text: String, clips: Bool)
        /// One of many, always one row: cut off between two words where the terminal ends.
        case listed(lead: String, text: String, indent: Int)
        /// A command that is shown among other rows, by what it is for; never broken.
        case aside(name: String, command: String)
        case heading(String)
        /// A fact with its source, of `-v`.
        case fact(name: String, value: String, source: String)
        /// Where it is on record.
        case record(name: String, text: String)
        case blank
    }

    private(set) var rows: [Row] = []
    /// The command lines to type next, as they are typed: never broken, the last rows.
    private(set) var commands: [String] = []

    mutating func answer(_ code: String, _ tone: Tone, _ text: String) {
        rows.append(.answer(code: code, tone: tone, text: text))
    }

    mutating func say(_ text: String, indent: Int = 2) {
        guard !text.isEmpty else { return }
        rows.append(.prose(text, indent: indent))
    }

    mutating func item(
        _ lead: String, _ tone: Tone = .plain, _ text: String, indent: Int = 2, isQuoted: Bool = false
    ) {
        rows.append(.item(lead: lead, tone: tone, text: text, indent: indent, isQuoted: isQuoted))
    }

    mutating func step(_ mark: Mark, _ name: String, _ text: String, clips: Bool = false) {
        rows.append(.step(mark, name: name, text: text, clips: clips))
    }

    mutating func list(_ lead: String, _ text: String, indent: Int = 4) {
        rows.append(.listed(lead: lead, text: text, indent: indent))
    }

    mutating func aside(_ name: String, _ command: String) { rows.append(.aside(name: name, command: command)) }

    mutating func heading(_ text: String) { rows.append(.heading(text)) }

    mutating func fact(_ name: String, _ value: String, source: String) {
        rows.append(.fact(name: name, value: value, source: source))
    }

    mutating func record(_ name: String, _ text: String) { rows.append(.record(name: name, text: text)) }

    /// An empty row between two parts; never two, and none at the beginning.
    mutating func blank() {
        if let last = rows.last, last != .blank { rows.append(.blank) }
    }

    /// Stands below every other row, whenever it is added. The same command is not said twice.
    mutating func command(_ line: String) {
        if !commands.contains(line) { commands.append(line) }
    }

    mutating func append(_ other: Screen) {
        rows += other.rows
        for line in other.commands { command(line) }
    }
}
