import ArgumentParser
import JSON
import TriageCore

/// In which form a result is printed. `--json` wins over `--format`, that over `-q`, that over `-v`.
enum OutputStyle: Sendable, Hashable {
    case text
    /// `-v`: with every fact and its source.
    case verbose
    /// `-q`: a line of tabbed fields for each finding or result.
    case quiet
    /// `--format md`
    case markdown
    case json
}

extension SharedOptions {
    /// What `--format` takes, everywhere but in `audit report`.
    static let formats = ["text", "md"]

    var style: OutputStyle {
        if json { return .json }
        if format == "md" || format == "markdown" { return .markdown }
        if format == nil || format == "text" { return quiet ? .quiet : verbose ? .verbose : .text }
        return .text
    }

    /// - Parameter known: the formats of this command.
    func refuseFormat(known: [String] = SharedOptions.formats) throws(CommandError) {
        guard let format, !known.contains(format), format != "markdown" else { return }
        throw CommandError(.usage, "--format \(format) is not one of \(known.joined(separator: ", "))")
    }
}

/// What a command answers, in every form it can be printed in.
protocol Printed {
    var json: JSONValue { get }
    /// - Parameter verbose: with every fact and its source.
    func screen(verbose: Bool) -> Screen
    /// One a finding or result.
    var tabbedLines: [TabbedLine] { get }
    /// The JSON in one piece or several.
    func printJSON(_ print: (String) -> Void)
}

extension Printed {
    func printJSON(_ print: (String) -> Void) { print(json.text + "\n") }
}

extension Printed {
    /// - Parameters:
    ///   - width: columns of the terminal; `nil` where it is none.
    ///   - signature: who looked, when and at what, for a ticket.
    func text(
        _ style: OutputStyle, palette: Palette = .plain, width: Int? = nil, local: LocalTime = .utc, signature: String
    ) -> String {
        switch style {
        case .json: json.text + "\n"
        case .quiet: tabbedLines.map(\.text).joined()
        case .markdown: TicketBlock(screen: screen(verbose: false), signature: signature).text
        case .text, .verbose:
            ScreenText(
                screen: screen(verbose: style == .verbose).with(local), palette: palette,
                width: width ?? WrappedText.columns
            ).text
        }
    }
}

extension CommandContext {
    /// Prints a result in the form that was asked for.
    func show(_ result: some Printed, _ shared: SharedOptions, signature: String) {
        guard shared.style != .json else { return result.printJSON(console.output) }
        console.output(
            result.text(
                shared.style, palette: palette(shared), width: console.outputWidth, local: localTime,
                signature: signature))
    }

    /// `2026-03-08T12:00:00.000Z by ada on oncall-1, sandbox http://127.0.0.1:18080, account 5bb7b2f98016c7aa`
    func signature(_ settings: Settings) -> String {
        let accountContext = settings.accountContext
        return
            "grinderctl, \(now()) by \(operatorName) on \(host), \(accountContext.environment) \(accountContext.baseURL), "
            + "account \(accountContext.account)"
    }
}

/// Colour, where the terminal takes it; otherwise nothing.
struct Palette: Sendable {
    let isColoured: Bool

    static let plain = Palette(isColoured: false)

    func plain(_ text: String) -> String { text }
    func bold(_ text: String) -> String { wrap("1", text) }
    func dim(_ text: String) -> String { wrap("2", text) }
    func red(_ text: String) -> String { wrap("31", text) }
    func green(_ text: String) -> String { wrap("32", text) }
    func yellow(_ text: String) -> String { wrap("33", text) }

    func paint(_ tone: Screen.Tone) -> (String) -> String {
        switch tone {
        case .plain: plain
        case .strong: bold
        case .dim: dim
        case .good: green
        case .bad: red
        case .caution: yellow
        }
    }

    private func wrap(_ code: String, _ text: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// By flag, then `NO_COLOR`, `CLICOLOR_FORCE`, `TERM=dumb`, then whether the stream is a terminal.
    static func chosen(noColor: Bool, environment: [String: String], isTerminal: Bool) -> Palette {
        if noColor || environment["NO_COLOR"]?.isEmpty == false { return .plain }
        if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return Palette(isColoured: true) }
        return Palette(isColoured: isTerminal && takesControl(environment))
    }

    /// Whether a terminal may be sent control bytes at all: not by `NO_COLOR`, not with `TERM=dumb` or without one.
    static func takesControl(_ environment: [String: String]) -> Bool {
        environment["NO_COLOR"]?.isEmpty != false && environment["TERM"] != "dumb" && environment.filled("TERM") != nil
    }
}
