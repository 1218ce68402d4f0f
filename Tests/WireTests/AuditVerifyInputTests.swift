import Foundation
import OperatorStage
import Testing

/// An export that comes through a pipe, which can be read only once.
@Suite struct AuditVerifyInputTests {
    @Test(arguments: ["-", "/dev/stdin"])
    func `an export from standard input is verified`(_ name: String) async throws {
        try await OperatorStage.set(state: "{}") { stage async throws in
            #expect(try await stage.run(["incident", "open", "INC-1"]).exit == 0)
            #expect(try await stage.run(["incident", "note", "INC-1", "text"]).exit == 0)
            let export = try await stage.run(["audit", "export"]).outputText
            let verified = try await stage.run(["audit", "verify", name], input: export)
            #expect(verified.exit == 0, "\(verified.errorText)")
            #expect(verified.outputText.hasPrefix("ok: 2 entries, unbroken; head 2:"))
            let altered = try await stage.run(
                ["audit", "verify", name], input: export.replacing("INC-1", with: "INC-2"))
            #expect(altered.exit == 1)
            #expect(altered.outputText.hasPrefix("TAMPERED: first bad entry: seq 1."))
            let empty = try await stage.run(["audit", "verify", name])
            #expect(empty.exit == 65)
            #expect(empty.errorText.contains("is empty: no export of an audit log"))
        }
    }
}
