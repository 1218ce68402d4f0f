import ArgumentParser

/// A command of this tool: it is given its capabilities and returns its exit status.
protocol BenchCommand: AsyncParsableCommand {
    var shared: SharedOptions { get }
    /// As `command` in JSON: `triage unexpected`.
    static var name: String { get }
    func run(at bench: Bench) async throws -> Int32
}

extension BenchCommand {
    func run() async throws {
        throw Complaint(.bug, "\(Self.name) was started without its bench")
    }
}
