package import JSON

/// One line of an export: the columns of an entry as stored, as canonical JSON; with `chain` in a file that holds several.
package struct ExportLine: Sendable, Hashable {
    package let entry: AuditEntry
    /// Which chain it belongs to, where several were merged.
    package let chain: String?

    package init(_ entry: AuditEntry, chain: String? = nil) {
        self.entry = entry
        self.chain = chain
    }

    /// Without its newline. Throws for a seq that no JSON number can hold.
    package func text() throws(JSONProblem) -> String {
        var members: JSONValue.Members = [:]
        for (name, value) in entry.columns { members[name] = value }
        if let chain { members["chain"] = .string(chain) }
        return try CanonicalJSON.text(of: .object(members))
    }

    /// What is wrong with a line that is none.
    package struct Malformed: Error, Sendable, Hashable {
        package let reason: String
        /// It is JSON, though not of an entry.
        package var isJSON = true
    }

    package init(_ text: String) throws(Malformed) {
        let value: JSONValue
        do throws(JSONProblem) {
            value = try CanonicalJSON.parse(text)
        } catch {
            throw Malformed(reason: "\(error)", isJSON: false)
        }
        guard var members = value.objectValue else { throw Malformed(reason: "it is not an object") }
        let chain = members.removeValue(forName: "chain")
        guard Set(members.names) == Set(Schema.columns) else {
            throw Malformed(reason: "its members are not the columns of an entry")
        }
        guard let seq = members["seq"]?.integerValue else { throw Malformed(reason: "seq is not an integer") }
        func required(_ name: String) throws(Malformed) -> String {
            guard let text = members[name]?.stringValue else { throw Malformed(reason: "\(name) is not text") }
            return text
        }
        func optional(_ name: String) throws(Malformed) -> String? {
            members[name] == .null ? nil : try required(name)
        }
        entry = AuditEntry(
            seq: seq, ts: try required("ts"), kindText: try required("kind"),
            investigation: try optional("investigation"),
            incident: try optional("incident"), operator: try required("operator"), host: try required("host"),
            environment: try required("environment"), symbol: try optional("symbol"),
            clientOrderID: try optional("client_order_id"), payloadText: try required("payload"),
            prevHash: try required("prev_hash"), hash: try required("hash"))
        self.chain = chain?.stringValue
    }
}
