import Binance

/// Progress and notes on stderr; never part of the answer.
struct Notes: Sendable {
    let console: any Console
    let isQuiet: Bool

    func note(_ text: String) {
        if !isQuiet { console.error("note: \(Printable.line(text))\n") }
    }

    /// Said even with `--quiet`.
    func warn(_ text: String) { console.error("warning: \(Printable.line(text))\n") }

    /// What is told of each request as it leaves: with `--print-curl` a curl line, with `--verbose` its URL.
    func observer(_ shared: SharedOptions) -> (@Sendable (OutgoingRequest) -> Void)? {
        let console = console
        if shared.printCurl { return { console.error(Self.unsigned($0.curl) + "\n") } }
        if shared.verbose { return { console.error("\($0.method) \(Self.unsigned($0.url))\n") } }
        return nil
    }

    /// Without even a signature's place: whoever searches what was said for a signature finds none.
    private static func unsigned(_ text: String) -> String {
        Printable.line(text.replacing("&signature=<signature>", with: ""))
    }
}
