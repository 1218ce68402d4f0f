import BotEvidence
import FoundationEssentials

/// The files a command was given: pipes and `-` are taken wherever a file is, and standard input once.
enum GivenFiles {
    /// The names under which they can be read, by what named them. Nothing of standard input is read when it is named
    /// more than once.
    static func once(_ given: [Sourced<[String]>]) throws(CommandError) {
        let uses = given.flatMap { one in one.value.filter(PipedInput.isStandardInput).map { _ in "\(one.origin)" } }
        guard uses.count > 1 else { return }
        throw CommandError(
            .usage,
            "standard input (-) can be read once, and \(uses.joined(separator: " and ")) name it. Nothing was sent.")
    }

    /// Whether they are there shows when they are read; a reset may have set one aside.
    static func paths(_ given: Sourced<[String]>) throws(CommandError) -> [String] {
        try given.value.map { name throws(CommandError) in
            name.contains("://") ? name : try path(name, "\(given.origin)")
        }
    }

    static func readable(_ given: Sourced<[String]>) throws(CommandError) -> Sourced<[String]> {
        Sourced(
            try given.value.map { name throws(CommandError) in
                guard !name.contains("://") else { return name }
                let path = try path(name, "\(given.origin)")
                guard FileManager.default.fileExists(atPath: path) else {
                    throw CommandError(
                        .inputMissing, "\(given.origin) \(name): there is no such file. Nothing was sent.")
                }
                return path
            }, given.origin)
    }

    /// A file of the expected state that a reset has renamed: that it is not there is no slip.
    static func isSetAside(_ file: String) -> Bool { FileArchiver.copy(of: FileArchiver.absolute(file)) != nil }

    static func warning(ofSetAside file: String) -> String {
        "\(file) was set aside by a reset; until grinder writes a new one, nothing is expected"
    }

    /// - Parameter what: what the file is called when it cannot be read: `--expected`, `the plan`.
    static func path(_ name: String, _ what: String) throws(CommandError) -> String {
        do throws(FileProblem) {
            return try PipedInput.path(name)
        } catch {
            throw CommandError(.inputMissing, "\(what) \(name): \(error.detail). Nothing was sent.")
        }
    }
}
