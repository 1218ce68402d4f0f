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

    /// What is told of each request as it leaves: with `--print-curl` a line for a shell, with `--verbose` its URL.
    /// - Parameter key: where the key is to be had that signs.
    func observer(
        _ shared: SharedOptions, key: KeySource?, progress: StepProgress? = nil
    ) -> (@Sendable (OutgoingRequest) -> Void)? {
        let console = console
        if shared.printCurl {
            return { console.error(Printable.line(CurlFormatter(request: $0, key: key).text) + "\n") }
        }
        if shared.verbose { return { console.error(Printable.line("\($0.method) \($0.url)") + "\n") } }
        guard let progress else { return nil }
        return { progress.left($0) }
    }
}
