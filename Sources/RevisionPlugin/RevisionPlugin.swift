import Foundation
import PackagePlugin

/// Which commit is compiled, as a Swift file among the build's products: looked up again whenever a source of the
/// product or the commit changes, written anew only when the answer does.
@main
struct RevisionPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let output = context.pluginWorkDirectoryURL.appending(path: "Commit.swift")
        return [
            .buildCommand(
                displayName: "Commit of this source tree", executable: URL(filePath: "/bin/sh"),
                arguments: [root.appending(path: "Sources/RevisionPlugin/revision.sh").path, root.path, output.path],
                inputFiles: inputs(context.package, root), outputFiles: [output])
        ]
    }

    /// Git appends to `logs/HEAD` whenever HEAD comes to be another commit.
    private func inputs(_ package: Package, _ root: URL) -> [URL] {
        let sources = package.targets.compactMap { $0 as? any SourceModuleTarget }.filter { $0.kind != .test }
            .flatMap { $0.sourceFiles.map(\.url) }
        let git = [".git/HEAD", ".git/logs/HEAD"].map { root.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
        return sources + git + [root.appending(path: "Package.swift")]
    }
}
