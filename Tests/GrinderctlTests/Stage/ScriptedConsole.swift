import Synchronization

@testable import grinderctl

/// Keeps what a command says and answers with lines prepared beforehand.
final class ScriptedConsole: Console {
    private struct Streams {
        var output = ""
        var error = ""
        var input: [String]
    }

    private let streams: Mutex<Streams>
    let isTerminal: Bool
    let outputWidth: Int?
    let outputFailure: String?

    init(input: [String] = [], isTerminal: Bool = false, outputWidth: Int? = nil, outputFailure: String? = nil) {
        streams = Mutex(Streams(input: input))
        self.isTerminal = isTerminal
        self.outputWidth = outputWidth
        self.outputFailure = outputFailure
    }

    var outputIsTerminal: Bool { isTerminal }
    var errorIsTerminal: Bool { isTerminal }
    var inputIsTerminal: Bool { isTerminal }
    var output: String { streams.withLock { $0.output } }
    var error: String { streams.withLock { $0.error } }

    func output(_ text: String) { streams.withLock { $0.output += text } }
    func error(_ text: String) { streams.withLock { $0.error += text } }
    func readLine() -> String? { streams.withLock { $0.input.isEmpty ? nil : $0.input.removeFirst() } }
}
