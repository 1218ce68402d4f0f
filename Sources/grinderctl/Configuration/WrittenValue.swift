import Yams

/// What a configuration says at one place: a text, a list or keys. What it means is said by its ``Setting``.
struct WrittenValue: Sendable {
    struct Member: Sendable {
        let name: String
        /// Where the key stands, from 1.
        let line: Int?
        let value: WrittenValue
    }

    private enum Content: Sendable {
        case text(String)
        case list([WrittenValue])
        case keys([Member])
    }

    static let nothing = WrittenValue(Node(""))

    private let content: Content
    let line: Int?
    /// Nothing stands behind the key, or `~`: it says nothing.
    let isNothing: Bool
    /// As YAML reads an unquoted whole number.
    let number: Int?
    /// As YAML reads an unquoted `true`, `yes`, `on` and their opposites.
    let flag: Bool?

    init(_ node: Node) {
        (line, isNothing, number, flag) = (node.mark?.line, node.null != nil, node.int, node.bool)
        if let mapping = node.mapping {
            content = .keys(
                mapping.map { Member(name: $0.string ?? "?", line: $0.mark?.line, value: WrittenValue($1)) })
        } else if let sequence = node.sequence {
            content = .list(sequence.map { WrittenValue($0) })
        } else {
            content = .text(node.scalar?.string ?? "")
        }
    }

    var text: String? { if case .text(let text) = content { text } else { nil } }
    var list: [WrittenValue]? { if case .list(let list) = content { list } else { nil } }
    var members: [Member]? { if case .keys(let members) = content { members } else { nil } }
    /// Of a list that holds nothing but texts.
    var texts: [String]? { list.flatMap { list in list.allSatisfy { $0.text != nil } ? list.compactMap(\.text) : nil } }

    /// - Parameter path: names by dots: `limits.max-orders`.
    func member(_ path: String) -> Member? {
        var (place, found): (WrittenValue, Member?) = (self, nil)
        for name in path.split(separator: ".") {
            guard let next = place.members?.first(where: { $0.name == name }) else { return nil }
            (place, found) = (next.value, next)
        }
        return found
    }
}

/// The keys at one place of the configuration, read by the table of their kind: `instance.metrics`.
@dynamicMemberLookup
struct ConfigurationSection<Rows: SettingRows>: Sendable {
    let written: WrittenValue

    init(_ written: WrittenValue) { self.written = written }

    /// `nil` where the key is not there or says nothing.
    subscript<Value>(dynamicMember row: KeyPath<Rows, Setting<Value>>) -> Value? {
        let setting = Rows.table[keyPath: row]
        return written.member(setting.key.name).flatMap { setting.read($0.value) }
    }

    /// The text as it stands there, `~` too.
    func text(_ row: KeyPath<Rows, Setting<String>>) -> String? {
        written.member(Rows.table[keyPath: row].key.name)?.value.text
    }

    /// None of its keys says anything.
    var isEmpty: Bool { Rows.table.rows.allSatisfy { written.member($0.key.name)?.value.isNothing ?? true } }
}
