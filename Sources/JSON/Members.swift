extension JSONValue {
    /// The members of an object in their order, each name once, looked up by name.
    package struct Members: Sendable {
        private var listed: [Element] = []
        /// Where each name stands, once there are so many that looking through them would be slow.
        private var places: [String: Int] = [:]
        private static let many = 32

        package typealias Element = (name: String, value: JSONValue)

        package init() {}

        /// A name given twice keeps its first place and its last value.
        package init(_ members: some Sequence<(String, JSONValue)>) {
            listed.reserveCapacity(members.underestimatedCount)
            for (name, value) in members { self[name] = value }
        }

        /// Setting `nil` takes the member away, a new name comes last.
        package subscript(_ name: String) -> JSONValue? {
            get { place(of: name).map { listed[$0].value } }
            set {
                guard let newValue else {
                    removeValue(forName: name)
                    return
                }
                if let place = place(of: name) { listed[place].value = newValue } else { append(name, newValue) }
            }
        }

        /// An absent one and `null` are `nil`.
        package func given(_ name: String) -> JSONValue? {
            guard let member = self[name], member != .null else { return nil }
            return member
        }

        /// `false`, and nothing done, when there is a member of that name.
        mutating func insert(_ name: String, _ value: JSONValue) -> Bool {
            guard place(of: name) == nil else { return false }
            append(name, value)
            return true
        }

        @discardableResult
        package mutating func removeValue(forName name: String) -> JSONValue? {
            guard let place = place(of: name) else { return nil }
            let value = listed.remove(at: place).value
            places = [:]
            index()
            return value
        }

        package var names: [String] { listed.map(\.name) }
        package var values: [JSONValue] { listed.map(\.value) }

        package func filter(_ isKept: (Element) -> Bool) -> Members {
            var kept = Members()
            kept.listed = listed.filter(isKept)
            kept.index()
            return kept
        }

        /// Of a name that both have, the value of `other`.
        package static func + (one: Members, other: Members) -> Members {
            var all = one
            for (name, value) in other { all[name] = value }
            return all
        }

        package static func += (one: inout Members, other: Members) { one = one + other }

        private mutating func append(_ name: String, _ value: JSONValue) {
            listed.append((name, value))
            if !places.isEmpty { places[name] = listed.count - 1 } else if listed.count > Self.many { index() }
        }

        private mutating func index() {
            guard listed.count > Self.many else { return }
            for (place, member) in listed.enumerated() { places[member.name] = place }
        }

        private func place(of name: String) -> Int? {
            places.isEmpty ? listed.firstIndex { $0.name == name } : places[name]
        }
    }
}

extension JSONValue.Members: RandomAccessCollection {
    package var startIndex: Int { listed.startIndex }
    package var endIndex: Int { listed.endIndex }
    package subscript(position: Int) -> Element { listed[position] }
}

extension JSONValue.Members: Hashable {
    package static func == (one: Self, other: Self) -> Bool {
        guard one.count == other.count else { return false }
        return one.indices.allSatisfy { place in
            let (name, value) = one.listed[place]
            let beside = other.listed[place]
            return (beside.name == name ? beside.value : other[name]) == value
        }
    }

    /// Whatever their order.
    package func hash(into hasher: inout Hasher) {
        var sum = 0
        for (name, value) in listed {
            var member = Hasher()
            member.combine(name)
            member.combine(value)
            sum &+= member.finalize()
        }
        hasher.combine(sum)
    }
}

extension JSONValue.Members: ExpressibleByDictionaryLiteral {
    /// A name written twice keeps its last value.
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}
