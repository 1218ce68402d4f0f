package import JSON
import TriageCore

/// The members that the payload of some kinds of rows may have: each with its name, its type, and the layout it came with.
/// A name stands here and nowhere else.
package protocol RecordMembers: Sendable {
    /// The rows whose payload it is; empty for a part of other payloads.
    static var kinds: [AuditKind] { get }
    static var schema: RecordSchema<Self> { get }
}

/// One member of a payload. Absent and `null` are both read as `nil`, and each is kept as it was.
package struct Member<Value: RecordValue>: AnyMember {
    package let name: String
    package let since: RecordLayout
    package let kinds: [AuditKind]?

    /// - Parameters:
    ///   - since: the first layout that has it; rows of earlier ones are read without it.
    ///   - kinds: of a payload that several kinds share, those that have this member.
    init(_ name: String, since: RecordLayout = .first, in kinds: [AuditKind]? = nil) {
        self.name = name
        self.since = since
        self.kinds = kinds
    }

    package func understands(_ json: JSONValue) -> Bool { json == .null || Value(recorded: json) != nil }
}

/// A member without its type.
package protocol AnyMember: Sendable {
    associatedtype Value: RecordValue
    var name: String { get }
    var since: RecordLayout { get }
    var kinds: [AuditKind]? { get }
    func understands(_ json: JSONValue) -> Bool
}

/// The layouts of payloads, the oldest first. Members are only ever added; none changes its name or type.
package enum RecordLayout: Int, Sendable, Hashable, Comparable, CaseIterable {
    /// What the first 0.1.0 wrote.
    case first = 1
    /// With the policy that an action was cleared under, the place of each instance, and what `listen` took in.
    case policyKept

    package static func < (left: RecordLayout, right: RecordLayout) -> Bool { left.rawValue < right.rawValue }
}

/// The members of one payload, listed once.
package struct RecordSchema<Members: RecordMembers>: Sendable {
    let members: Members
    /// In the order of their declaration.
    package let listed: [any AnyMember]
    private let named: [String: any AnyMember]

    init(_ members: Members) {
        self.members = members
        listed = Mirror(reflecting: members).children.compactMap { $0.value as? any AnyMember }
        named = Dictionary(listed.map { ($0.name, $0) }) { first, _ in first }
    }

    func member(_ name: String) -> (any AnyMember)? { named[name] }
}

/// A payload whose members are read and written by type:
///
///     let verdict = try entry.record(VerdictRecord.self)
///     if verdict.confidence == .certain { … }
///
/// It keeps the payload as it was read, members of later versions included, so that writing it again gives the same bytes.
@dynamicMemberLookup
package struct Record<Members: RecordMembers>: Sendable, Hashable {
    private var members: JSONValue.Members = [:]

    package init() {}

    /// What is understood of a payload; `nil` where it is no object.
    package init?(_ payload: JSONValue) {
        guard case .object(let members) = payload else { return nil }
        self.members = members
    }

    /// `nil` where it is absent, `null`, or of another type: see ``problem``. Setting `nil` writes `null`.
    package subscript<Value>(dynamicMember path: KeyPath<Members, Member<Value>>) -> Value? {
        get { members[Members.schema.members[keyPath: path].name].flatMap { Value(recorded: $0) } }
        set { members[Members.schema.members[keyPath: path].name] = newValue?.recorded ?? .null }
    }

    /// As it is written. Only for the log and for showing all of it: to read a member, read it by its type.
    package var payload: JSONValue { .object(members) }

    /// Whether the row has the member, be it `null`.
    package func has<Value>(_ path: KeyPath<Members, Member<Value>>) -> Bool {
        members[Members.schema.members[keyPath: path].name] != nil
    }

    /// All other members, for showing what else there is.
    package func without(_ paths: PartialKeyPath<Members>...) -> JSONValue {
        var rest = members
        for path in paths {
            if let member = Members.schema.members[keyPath: path] as? any AnyMember { rest[member.name] = nil }
        }
        return .object(rest)
    }

    /// The member that this version does not understand, in the order of names; `nil` where it understands all it knows.
    package var problem: String? {
        members.filter { Members.schema.member($0.name)?.understands($0.value) == false }.names.min()
            .map { "its member \($0) is not what this version knows" }
    }

    /// Members that this version does not know: of a later one.
    package var unknown: [String] { members.names.filter { Members.schema.member($0) == nil }.sorted() }

    /// The first layout that has all of its members.
    package var layout: RecordLayout {
        members.names.compactMap { Members.schema.member($0)?.since }.max() ?? .first
    }
}

/// A row that this version cannot read as what its kind records. It is not the same as a row that is not there.
package struct RecordProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let seq: Int64
    package let kind: String
    package let why: String

    package var description: String { "the entry \(seq) (\(kind)) is not understood: \(why)" }
}

extension AuditEntry {
    /// The payload as what the kind records.
    package func record<Members>(
        _ type: Record<Members>.Type = Record<Members>.self
    ) throws(RecordProblem) -> Record<Members> {
        guard let payload = shown, let record = Record<Members>(payload) else {
            throw RecordProblem(seq: seq, kind: kindText, why: "its payload is no JSON object")
        }
        guard kind.map(Members.kinds.contains) == true else {
            throw RecordProblem(seq: seq, kind: kindText, why: "its kind is another one")
        }
        if let why = record.problem { throw RecordProblem(seq: seq, kind: kindText, why: why) }
        return record
    }

    /// What is understood of the payload, for showing it: the rest is `nil`, and so is everything of a row of another kind.
    package func understood<Members>(as type: Record<Members>.Type = Record<Members>.self) -> Record<Members> {
        guard kind.map(Members.kinds.contains) == true, let payload = shown else {
            return Record()
        }
        return Record(payload) ?? Record()
    }

    /// Why this version does not understand the payload; `nil` where it does.
    package var recordProblem: RecordProblem? {
        func problem<Members: RecordMembers>(_ members: Members.Type) -> RecordProblem? {
            do throws(RecordProblem) {
                _ = try record(Record<Members>.self)
                return nil
            } catch {
                return error
            }
        }
        guard let kind else { return RecordProblem(seq: seq, kind: kindText, why: "its kind is of a later version") }
        return problem(kind.members)
    }

    /// All of the payload, for showing it; `nil` when the stored text is not JSON of ours.
    package var shown: JSONValue? { try? CanonicalJSON.parse(payloadText) }
}

extension AuditStore {
    /// What must be understood before anything is done on it was not.
    package func failure(_ problem: RecordProblem) -> AuditFailure { file.failure(.notUnderstood, "\(problem)") }

    /// The matching entries as what their kind records, in the order of seq; the first that is not understood ends it.
    package func records<Members>(
        _ type: Record<Members>.Type, matching filter: EntryFilter
    ) throws(AuditFailure) -> [(entry: AuditEntry, record: Record<Members>)] {
        var found: [(entry: AuditEntry, record: Record<Members>)] = []
        for entry in try entries(matching: filter) { found.append((entry, try record(type, of: entry))) }
        return found
    }

    package func record<Members>(
        _ type: Record<Members>.Type, of entry: AuditEntry
    ) throws(AuditFailure) -> Record<Members> {
        do throws(RecordProblem) {
            return try entry.record(type)
        } catch {
            throw failure(error)
        }
    }
}
