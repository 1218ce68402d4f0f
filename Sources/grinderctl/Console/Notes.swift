import Binance

/// Progress and notes on stderr; never part of the answer.
struct Notes: Sendable {
    let console: any Console
    let isQuiet: Bool
    let isVerbose: Bool

    func note(_ text: String) {
        if !isQuiet { console.error("note: \(Printable.line(text))\n") }
    }

    /// Said even with `--quiet`.
    func warn(_ text: String) { console.error("warning: \(Printable.line(text))\n") }

    func request(_ request: OutgoingRequest) {
        if isVerbose { console.error("\(request.method) \(Printable.line(request.url))\n") }
    }

    func curl(_ request: OutgoingRequest) { console.error(Printable.line(request.curl) + "\n") }
}
