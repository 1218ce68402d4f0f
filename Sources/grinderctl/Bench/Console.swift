/// The three streams of a command. stdout carries the answer, stderr progress and notes.
protocol Console: Sendable {
    var outputIsTerminal: Bool { get }
    var errorIsTerminal: Bool { get }
    var inputIsTerminal: Bool { get }
    /// Columns of the terminal stdout is; `nil` where it is none.
    var outputWidth: Int? { get }
    func output(_ text: String)
    func error(_ text: String)
    /// A line without its newline; `nil` at the end of input.
    func readLine() -> String?
    /// Why the answer could not be written, once it could not: a full disk. A closed pipe is no failure.
    var outputFailure: String? { get }
}

extension Console {
    var outputWidth: Int? { nil }
}
