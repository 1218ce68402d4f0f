/// The three streams of a command. stdout carries the answer, stderr progress and notes.
protocol Console: Sendable {
    var outputIsTerminal: Bool { get }
    var errorIsTerminal: Bool { get }
    var inputIsTerminal: Bool { get }
    /// Columns of the terminal stdout is; `nil` where it is none.
    var outputWidth: Int? { get }
    func output(_ text: String)
    func error(_ text: String)
    /// Whoever reads stdout sees its end.
    func endOutput()
    /// A line without its newline; `nil` at the end of input.
    func readLine() -> String?
    /// Forgets what was typed on a terminal before anything was asked.
    func discardTypedAhead()
    /// Why the answer could not be written, once it could not: a full disk. A closed pipe is no failure.
    var outputFailure: String? { get }
    /// What stderr takes of progress.
    var progress: ProgressStyle { get }
    /// Columns of stderr.
    var width: Int { get }
    /// The last line on a live stderr, replaced by the next one and by whatever else is said; `nil` takes it away.
    func status(_ line: String?)
}

enum ProgressStyle: Sendable, Hashable {
    case none
    /// A line at a time, without control bytes.
    case lines
    /// The last line is replaced.
    case live
}

extension Console {
    var progress: ProgressStyle { .none }
    var width: Int { 80 }
    func status(_ line: String?) {}
    func endOutput() {}
    func discardTypedAhead() {}
}

extension Console {
    var outputWidth: Int? { nil }
}
