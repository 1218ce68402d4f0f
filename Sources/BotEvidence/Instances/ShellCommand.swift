/// A command for `/bin/sh -c`, in a process group of its own, with empty standard input and nothing of our environment
/// but what it is given.
package struct ShellCommand: Sendable {
    package typealias Outcome = Program.Outcome

    private let shell: Program

    /// - Parameter usesTerminal: it stays in our process group, so that it may ask on the terminal; only itself is
    ///   killed when it takes too long.
    package init(text: String, environment: [String: String], timeout: Duration, usesTerminal: Bool = false) {
        shell = Program(
            path: "/bin/sh", arguments: ["-c", text], environment: environment, timeout: timeout,
            usesTerminal: usesTerminal)
    }

    /// Waits on a thread of its own: the calling task's is not held.
    func run() async -> Outcome { await shell.run() }

    /// Holds the calling thread until it has ended.
    package func runAndWait() -> Outcome { shell.runAndWait() }
}
