/// What was waited for did not come.
package struct NeverCame: Error, CustomStringConvertible {
    package let description: String
}

/// Waits for what comes sooner or later, and is told by nobody; a quarter of an hour is late enough on any machine.
/// - Parameter what: for the failure: `the sandbox says where it listens`.
package func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(900)
    while try await !holds() {
        guard ContinuousClock.now < end else { throw NeverCame(description: "in vain: \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
