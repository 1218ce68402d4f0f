/// Who a login name or a signer's principal stands for. Four eyes compare persons: a name that may be the planner's
/// counts as the planner's.
package enum Person {
    /// The logins in an audit row's `operator`: `ada`, and of `ada as root` both.
    package static func logins(_ operatorName: String) -> [String] {
        let words = operatorName.split(separator: " ").map(String.init)
        if words.count == 3, words[1] == "as" { return [words[0], words[2]] }
        return [operatorName]
    }

    /// Whether a principal of an allowed-signers file (`ada`, `ada@example.com`) may be the operator. Upper and lower
    /// case do not tell persons apart.
    package static func mayBe(_ principal: String, _ operatorName: String) -> Bool {
        let name = principal.lowercased()
        let local = name.split(separator: "@", omittingEmptySubsequences: false).first.map(String.init) ?? name
        return logins(operatorName).map { $0.lowercased() }.contains { login in
            login == name || login == local
                || login.split(separator: "@").first.map(String.init) == local
        }
    }
}
