import BotEvidence
import Glibc

/// Other programs as a command may start them.
struct Programs: Sendable {
    /// The absolute path of a program by its name and `PATH`; `nil` where there is none.
    var find: @Sendable (_ name: String, _ searchPath: String?) -> String?
    var run: @Sendable (Program) async -> Program.Outcome

    /// The system's own place comes before `PATH`: whoever checks a signature is not to be replaced by a variable.
    static let live = Programs(
        find: { name, searchPath in
            let folders = ["/usr/bin", "/bin"] + (searchPath ?? "").split(separator: ":").map(String.init)
            return folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
        },
        run: { await $0.run() })
}
