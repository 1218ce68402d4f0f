/// One row: all there is to say of a setting.
struct Setting<Value: Sendable>: SettingRow {
    typealias Listing = @Sendable (SettingsListing) -> [SettingsListing.Listed]

    let key: ConfigurationKey
    let kind: ValueKind<Value>
    /// The value of a flag that stands with every command.
    let shared: @Sendable (SharedOptions) -> Value?
    let standard: Value?
    private let listing: Listing?

    /// - Parameters:
    ///   - name: dotted below its heading: `limits.max-orders`.
    ///   - group: `nil`: `config show` tells it with another setting.
    ///   - standard: what holds when nothing says it.
    ///   - otherwise: the same in words, where it is no one value.
    ///   - listing: how `config show` tells it, where that takes more than its text.
    ///   - help: one sentence; `{default}` stands for the default.
    init(
        _ name: String, _ kind: ValueKind<Value>, in group: ConfigurationKey.Group? = nil, flag: String? = nil,
        shared: @escaping @Sendable (SharedOptions) -> Value? = { _ in nil }, variable: String? = nil,
        standard: Value? = nil, otherwise: String? = nil, isInFile: Bool = true, listing: Listing? = nil,
        _ help: String
    ) {
        let words = standard.map { kind.words($0).joined(separator: " ") } ?? ""
        key = ConfigurationKey(
            name: name, shape: kind.shape, summary: help.replacing("{default}", with: words), group: group,
            standard: words.isEmpty ? otherwise : words, flag: flag, variable: variable, isInFile: isInFile)
        (self.kind, self.shared, self.standard, self.listing) = (kind, shared, standard, listing)
    }

    /// `nil` where nothing is said.
    func read(_ written: WrittenValue) -> Value? { written.isNothing ? nil : kind.read(written) }

    func listed(by listing: SettingsListing) -> [SettingsListing.Listed] {
        self.listing?(listing) ?? [listing.plainly(self)]
    }
}

/// A row of a table, whatever its type is.
protocol SettingRow: Sendable {
    var key: ConfigurationKey { get }
    func listed(by listing: SettingsListing) -> [SettingsListing.Listed]
}

/// A table of settings: each property is a row, in the order in which the file is documented. A property that is a table
/// itself stands for its rows.
protocol SettingRows: Sendable {
    static var table: Self { get }
}

extension SettingRows {
    var rows: [any SettingRow] {
        Mirror(reflecting: self).children.flatMap { child in
            (child.value as? any SettingRow).map { [$0] } ?? (child.value as? any SettingRows)?.rows ?? []
        }
    }

    /// Those of the file. A dotted name belongs to the heading before the dot.
    var keys: [ConfigurationKey] {
        let all = rows.map(\.key).filter(\.isInFile)
        return all.filter { !$0.name.contains(".") }.map { key in
            let below = all.filter { $0.name.hasPrefix(key.name + ".") }.map { inner in
                var inner = inner
                inner.name.removeFirst(key.name.count + 1)
                return inner
            }
            var key = key
            if !below.isEmpty { key.shape = .section(below) }
            return key
        }
    }
}

/// How the value of a key is written, read and told.
struct ValueKind<Value: Sendable>: Sendable {
    let shape: ConfigurationKey.Shape
    /// Of what stands in the file, once its shape was checked.
    let read: @Sendable (WrittenValue) -> Value?
    /// Of a variable's text.
    var said: @Sendable (String) -> Value? = { _ in nil }
    /// An empty list has none.
    var words: @Sendable (Value) -> [String] = { ["\($0)"] }
    var unit = ""

    /// What looks like a password or a token is replaced.
    func shown(_ value: Value) -> String? {
        let words = words(value).map(SettingsListing.safe)
        return words.isEmpty ? nil : words.joined(separator: ", ") + unit
    }
}

extension ValueKind where Value == String {
    static var text: Self { Self(shape: .text, read: \.text, said: { $0 }) }

    static func word(_ names: [String]) -> Self { Self(shape: .word(names), read: \.text, said: { $0 }) }

    static func amount(_ unit: String = "") -> Self { Self(shape: .amount, read: \.text, said: { $0 }, unit: unit) }
}

extension ValueKind where Value == Int {
    static func number(_ range: ClosedRange<Int>) -> Self { Self(shape: .number(range), read: \.number) }
}

extension ValueKind where Value == Bool {
    static var flag: Self { Self(shape: .flag, read: \.flag) }

    /// A variable that must be exactly `1`.
    static var consent: Self {
        Self(
            shape: .word(["1"]), read: { _ in nil }, said: { $0 == "1" ? true : nil },
            words: { [$0 ? "allowed" : "refused"] })
    }
}

extension ValueKind where Value == [String] {
    @Sendable static func told(_ list: [String]) -> [String] { list == [""] ? [] : list }

    static var texts: Self { Self(shape: .texts, read: \.texts, said: SettingsReader.values, words: told) }
    /// Where nothing is an answer too.
    static var letters: Self { Self(shape: .texts, read: \.texts, words: { [$0.joined(separator: " ")] }) }
    /// One text, or a list of them.
    static var argv: Self { Self(shape: .words, read: { value in value.texts ?? value.text.map { [$0] } }) }
}

extension ValueKind where Value == WrittenValue {
    /// What dotted names have before the dot.
    static var heading: Self { Self(shape: .section([]), read: { $0 }) }
}

extension ValueKind {
    static func oneOf(_ type: Value.Type) -> Self
    where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
        Self(
            shape: .word(type.allCases.map(\.rawValue)), read: { $0.text.flatMap(Value.init) }, words: { [$0.rawValue] }
        )
    }

    static func section<Rows>(_ rows: Rows.Type) -> Self where Value == ConfigurationSection<Rows> {
        Self(shape: .section(Rows.table.keys), read: { $0.members == nil ? nil : Value($0) })
    }

    static func entries<Rows>(_ rows: Rows.Type, required: [String]) -> Self
    where Value == [ConfigurationSection<Rows>] {
        Self(
            shape: .entries(Rows.table.keys, required: required),
            read: { $0.list.map { $0.map { ConfigurationSection<Rows>($0) } } }, words: { _ in [] })
    }

    /// Sections by name; a name with nothing behind it says nothing.
    static func named<Rows>(_ names: [String], _ rows: Rows.Type) -> Self
    where Value == [String: ConfigurationSection<Rows>] {
        Self(
            shape: .named(names, Rows.table.keys),
            read: { value in
                let said = value.members?.filter { !$0.value.isNothing }
                return said.map { members in
                    Dictionary(members.map { ($0.name, .init($0.value)) }, uniquingKeysWith: { first, _ in first })
                }
            })
    }

    /// A text, or a section.
    /// - Parameter read: `nil` of a section that lacks what it needs.
    static func textOr<Rows: SettingRows>(
        _ rows: Rows.Type, read: @escaping @Sendable (WrittenValue) -> Value?
    ) -> Self {
        Self(shape: .textOr(Rows.table.keys, isWhole: { read($0) != nil }), read: read)
    }

    static func list<Element: Sendable>(of kind: ValueKind<Element>) -> Self where Value == [Element] {
        Self(
            shape: .list(kind.shape), read: { $0.list.map { $0.compactMap(kind.read) } },
            words: { $0.flatMap(kind.words) })
    }
}
