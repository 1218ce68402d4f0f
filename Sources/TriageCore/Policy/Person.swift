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
    /// case do not tell persons apart, nor does what stands behind a plus: `ada+oncall@example.com` is ada's mailbox.
    package static func mayBe(_ principal: String, _ operatorName: String) -> Bool {
        let name = principal.lowercased()
        return logins(operatorName).map { $0.lowercased() }.contains { login in
            login == name || mailbox(login) == mailbox(name)
        }
    }

    /// `ada` of `ada+oncall@example.com`.
    private static func mailbox(_ name: String) -> Substring {
        let local = name.prefix { $0 != "@" }
        let box = local.prefix { $0 != "+" }
        return box.isEmpty ? local : box
    }
}
