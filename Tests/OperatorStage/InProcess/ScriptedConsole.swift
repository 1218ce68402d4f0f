import Synchronization

@testable import grinderctl

/// Keeps what a command says and answers with lines prepared beforehand.
package final class ScriptedConsole: Console {
    private struct Streams {
        var output = ""
        var error = ""
        var input: [String]
    }

    private let streams: Mutex<Streams>
    package let isTerminal: Bool
    package let outputWidth: Int?
    package let outputFailure: String?

    package init(input: [String] = [], isTerminal: Bool = false, outputWidth: Int? = nil, outputFailure: String? = nil)
    {
        streams = Mutex(Streams(input: input))
        self.isTerminal = isTerminal
        self.outputWidth = outputWidth
        self.outputFailure = outputFailure
    }

    package var outputIsTerminal: Bool { isTerminal }
    package var errorIsTerminal: Bool { isTerminal }
    package var inputIsTerminal: Bool { isTerminal }
    package var output: String { streams.withLock { $0.output } }
    package var error: String { streams.withLock { $0.error } }

    package func output(_ text: String) { streams.withLock { $0.output += text } }
    package func error(_ text: String) { streams.withLock { $0.error += text } }
    package func readLine() -> String? { streams.withLock { $0.input.isEmpty ? nil : $0.input.removeFirst() } }
}
