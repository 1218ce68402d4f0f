/// An allowed-signers file (ssh-keygen(1), ALLOWED SIGNERS), as far as it tells whose key is whose. Whether a signature
/// holds, with namespaces and validity, ssh-keygen itself decides.
package struct AllowedSigners: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        /// Patterns of the first field.
        package let principals: [String]
        package let isAuthority: Bool
        /// The key's base64, which holds its type.
        package let key: String
    }

    package let entries: [Entry]

    package init(text: String) {
        entries = text.split(whereSeparator: \.isNewline).compactMap { Self.entry(String($0)) }
    }

    /// Every principal any line gives this key, in the file's order.
    package func principals(of key: String) -> [String] {
        var seen = Set<String>()
        return entries.filter { $0.key == key }.flatMap(\.principals).filter { seen.insert($0).inserted }
    }

    package var hasAuthorities: Bool { entries.contains(where: \.isAuthority) }

    /// A pattern names no person.
    package static func isPattern(_ principal: String) -> Bool {
        principal.contains { "*?!".contains($0) }
    }

    private static func entry(_ line: String) -> Entry? {
        let fields = fields(line)
        guard let first = fields.first, !first.hasPrefix("#") else { return nil }
        guard let type = fields.dropFirst().firstIndex(where: isKeyType), type + 1 < fields.count else { return nil }
        let options = fields[1..<type].joined(separator: ",").lowercased()
        return Entry(
            principals: first.split(separator: ",").map(String.init),
            isAuthority: options.contains("cert-authority"), key: fields[type + 1])
    }

    private static func isKeyType(_ word: String) -> Bool {
        ["ssh-", "ecdsa-", "sk-ssh-", "sk-ecdsa-"].contains { word.hasPrefix($0) }
    }

    /// Words at white space outside double quotes; the quotes are dropped.
    private static func fields(_ line: String) -> [String] {
        var fields: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case " " where !isQuoted, "\t" where !isQuoted:
                if !word.isEmpty { fields.append(word) }
                word = ""
            default: word.append(character)
            }
        }
        return word.isEmpty ? fields : fields + [word]
    }
}
