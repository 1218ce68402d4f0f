import BotEvidence
import Foundation
import Testing

/// A library of C that a child loads before anything of its own runs.
package enum PreloadedLibrary {
    /// - Returns: the path for `LD_PRELOAD`, in that folder.
    package static func build(_ source: String, in folder: String) async throws -> String {
        let path = folder + "/preloaded.so"
        try source.write(toFile: folder + "/preloaded.c", atomically: false, encoding: .utf8)
        let outcome = await Program(
            path: "/usr/bin/env",
            arguments: ["cc", "-shared", "-fPIC", "-O1", "-w", "-o", path, folder + "/preloaded.c", "-ldl"],
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"], timeout: .seconds(900)
        ).run()
        try #require(outcome.ending == .exited(0), "\(outcome.errors)")
        return path
    }
}
