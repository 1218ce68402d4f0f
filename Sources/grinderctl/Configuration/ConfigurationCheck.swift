import Yams

/// Holds a configuration against ``ConfigurationKey``: an unknown key or a wrong shape is refused, because a misspelt
/// `symbols` would silently allow every symbol.
struct ConfigurationCheck {
    private let file: String
    /// The line of each key, by its dotted path: `limits.max-orders`, `instances[0].health`.
    private(set) var lines: [String: Int] = [:]

    init(_ root: Node, file: String) throws(CommandError) {
        self.file = file
        guard let mapping = root.mapping else {
            throw CommandError(.configuration, "the configuration \(file) is not a mapping of keys")
        }
        try check(mapping, by: ConfigurationKey.all, at: "")
    }

    private mutating func check(
        _ mapping: Node.Mapping, by keys: [ConfigurationKey], at path: String
    ) throws(CommandError) {
        var seen = Set<String>()
        for (node, value) in mapping {
            let name = node.string ?? "?"
            let place = path.isEmpty ? name : "\(path).\(name)"
            let line = node.mark?.line
            guard let key = keys.first(where: { $0.name == name }) else {
                let names = keys.map(\.name)
                let hint =
                    path == "profiles"
                    ? "; a profile is named for its environment: \(names.joined(separator: ", "))"
                    : Suggestion.closest(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
                throw commandError(line, "an unknown key \(place)\(hint)")
            }
            guard seen.insert(name).inserted else { throw commandError(line, "the key \(place) twice") }
            lines[place] = line
            try check(value, as: key.shape, at: place, line)
        }
    }

    private mutating func check(
        _ value: Node, as shape: ConfigurationKey.Shape, at place: String, _ line: Int?
    ) throws(CommandError) {
        // A key with nothing behind it says nothing.
        if value.null != nil { return }
        switch shape {
        case .text, .amount:
            if value.scalar == nil { throw commandError(line, "\(place), which must be a text") }
        case .word(let words):
            guard let word = value.scalar?.string, words.contains(word) else {
                throw commandError(line, "\(place), which must be one of \(words.joined(separator: ", "))")
            }
        case .number(let range):
            guard let number = value.int, range.contains(number) else {
                throw commandError(
                    line, "\(place), which must be a whole number of \(range.lowerBound) to \(range.upperBound)")
            }
        case .flag:
            if value.bool == nil { throw commandError(line, "\(place), which must be true or false") }
        case .texts:
            guard let list = value.sequence, list.allSatisfy({ $0.scalar != nil }) else {
                throw commandError(line, "\(place), which must be a list: [a, b]")
            }
        case .words:
            guard value.scalar != nil || value.sequence?.allSatisfy({ $0.scalar != nil }) == true else {
                throw commandError(line, "\(place), which must be a text or a list: [a, b]")
            }
        case .textOr(let keys):
            if value.scalar == nil { try check(value, as: .section(keys), at: place, line) }
        case .list(let shape):
            guard let list = value.sequence else { throw commandError(line, "\(place), which must be a list: [a, b]") }
            for (index, entry) in list.enumerated() {
                try check(entry, as: shape, at: "\(place)[\(index)]", entry.mark?.line)
            }
        case .section(let keys):
            guard let mapping = value.mapping else { throw commandError(line, "\(place), which must hold keys") }
            try check(mapping, by: keys, at: place)
        case .entries(let keys, let required):
            try check(entriesOf: value, by: keys, required: required, at: place, line)
        case .named(let names, let keys):
            guard let mapping = value.mapping else { throw commandError(line, "\(place), which must hold keys") }
            try check(mapping, by: names.map { ConfigurationKey($0, .section(keys), "") }, at: place)
        }
    }

    private mutating func check(
        entriesOf value: Node, by keys: [ConfigurationKey], required: [String], at place: String, _ line: Int?
    ) throws(CommandError) {
        guard let list = value.sequence else { throw commandError(line, "\(place), which must be a list of entries") }
        for (index, entry) in list.enumerated() {
            let place = "\(place)[\(index)]"
            guard let mapping = entry.mapping else { throw commandError(line, "\(place), which must hold keys") }
            try check(mapping, by: keys, at: place)
            for name in required where mapping[Node(name)] == nil {
                throw commandError(entry.mark?.line, "\(place), which lacks \(name)")
            }
        }
    }

    private func commandError(_ line: Int?, _ what: String) -> CommandError {
        CommandError(.configuration, "the configuration \(file)\(line.map { ":\($0)" } ?? "") has \(what)")
    }
}
