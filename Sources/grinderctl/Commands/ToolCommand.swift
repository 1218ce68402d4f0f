import ArgumentParser

/// A command of this tool: it is given its capabilities and returns its exit status.
protocol ToolCommand: AsyncParsableCommand {
    var shared: SharedOptions { get }
    /// As `command` in JSON: `triage unexpected`.
    static var name: String { get }
    func run(at context: CommandContext) async throws -> Int32
}

extension ToolCommand {
    func run() async throws {
        throw CommandError(.bug, "\(Self.name) was started without its bench")
    }
}
