/// Holds a configuration against ``ConfigurationKey``: an unknown key or a wrong shape is refused, because a misspelt
/// `symbols` would silently allow every symbol.
struct ConfigurationCheck {
    let file: String

    func check(_ root: WrittenValue) throws(CommandError) {
        guard let members = root.members else {
            throw CommandError(.configuration, "the configuration \(file) is not a mapping of keys")
        }
        try check(members, by: ConfigurationKey.all, at: "")
    }

    private func check(
        _ members: [WrittenValue.Member], by keys: [ConfigurationKey], at path: String
    ) throws(CommandError) {
        var seen = Set<String>()
        for member in members {
            let (name, line) = (member.name, member.line)
            let place = path.isEmpty ? name : "\(path).\(name)"
            guard let key = keys.first(where: { $0.name == name }) else {
                throw commandError(line, "an unknown key \(place)\(Self.hint(for: name, at: path, among: keys))")
            }
            guard seen.insert(name).inserted else { throw commandError(line, "the key \(place) twice") }
            try check(member.value, as: key.shape, at: place, line)
        }
    }

    /// The key that is spelt most like it, else one of its name in another place, else what there is here.
    private static func hint(for name: String, at path: String, among keys: [ConfigurationKey]) -> String {
        let names = keys.map(\.name)
        guard path != "profiles" else {
            return "; a profile is named for its environment: \(names.joined(separator: ", "))"
        }
        let elsewhere = ConfigurationKey.all.flatMap { key in
            key.inner.filter { $0.name == name }.map { "\(key.name).\($0.name)" }
        }
        if let meant = Suggestion.closest(to: name, among: names) ?? elsewhere.first
            ?? names.first(where: name.isPart(of:))
        {
            return "; did you mean \(meant)?"
        }
        return "; the keys here are \(names.joined(separator: ", "))"
    }

    private func check(
        _ value: WrittenValue, as shape: ConfigurationKey.Shape, at place: String, _ line: Int?
    ) throws(CommandError) {
        // A key with nothing behind it says nothing.
        if value.isNothing { return }
        switch shape {
        case .text, .amount:
            if value.text == nil { throw commandError(line, "\(place), which must be a text") }
        case .word(let words):
            guard let word = value.text, words.contains(word) else {
                throw commandError(line, "\(place), which must be one of \(words.joined(separator: ", "))")
            }
        case .number(let range):
            guard let number = value.number, range.contains(number) else {
                throw commandError(
                    line, "\(place), which must be a whole number of \(range.lowerBound) to \(range.upperBound)")
            }
        case .flag:
            if value.flag == nil { throw commandError(line, "\(place), which must be true or false") }
        case .texts:
            if value.texts == nil { throw commandError(line, "\(place), which must be a list: [a, b]") }
        case .words:
            guard value.text != nil || value.texts != nil else {
                throw commandError(line, "\(place), which must be a text or a list: [a, b]")
            }
        case .textOr(let keys, let isWhole):
            if value.text == nil { try check(value, as: .section(keys), at: place, line) }
            guard isWhole(value) else {
                throw CommandError(
                    .configuration, "the configuration \(file): \(place) has another shape than expected")
            }
        case .list(let shape):
            guard let list = value.list else { throw commandError(line, "\(place), which must be a list: [a, b]") }
            for (index, entry) in list.enumerated() {
                try check(entry, as: shape, at: "\(place)[\(index)]", entry.line)
            }
        case .section(let keys): try check(keysOf: value, by: keys, at: place, line)
        case .entries(let keys, let required):
            try check(entriesOf: value, by: keys, required: required, at: place, line)
        case .named(let names, let keys):
            let known = names.map { ConfigurationKey(name: $0, shape: .section(keys)) }
            try check(keysOf: value, by: known, at: place, line)
        }
    }

    private func check(
        keysOf value: WrittenValue, by keys: [ConfigurationKey], at place: String, _ line: Int?
    ) throws(CommandError) {
        guard let members = value.members else { throw commandError(line, "\(place), which must hold keys") }
        try check(members, by: keys, at: place)
    }

    private func check(
        entriesOf value: WrittenValue, by keys: [ConfigurationKey], required: [String], at place: String, _ line: Int?
    ) throws(CommandError) {
        guard let list = value.list else { throw commandError(line, "\(place), which must be a list of entries") }
        for (index, entry) in list.enumerated() {
            let place = "\(place)[\(index)]"
            try check(keysOf: entry, by: keys, at: place, line)
            for name in required where entry.member(name) == nil {
                throw commandError(entry.line, "\(place), which lacks \(name)")
            }
        }
    }

    private func commandError(_ line: Int?, _ what: String) -> CommandError {
        CommandError(.configuration, "the configuration \(file)\(line.map { ":\($0)" } ?? "") has \(what)")
    }
}

extension ConfigurationKey {
    /// The keys below it.
    fileprivate var inner: [ConfigurationKey] {
        switch shape {
        case .section(let keys), .entries(let keys, _), .textOr(let keys, _), .named(_, let keys): keys
        case .text, .word, .number, .amount, .flag, .texts, .words, .list: []
        }
    }
}

extension String {
    /// `token` of `token-file`, `base` of `base-url`.
    fileprivate func isPart(of name: String) -> Bool {
        count > 2 && name.split(separator: "-").contains(Substring(self))
    }
}
