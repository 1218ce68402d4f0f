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
