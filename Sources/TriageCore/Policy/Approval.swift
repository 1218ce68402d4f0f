package import JSON

/// What a second operator signs: that this very plan may be carried out, until when. The text is canonical JSON.
package struct ApprovalStatement: Sendable, Hashable {
    package static let schema = "grinderctl-approval-statement/1"

    /// SHA-256 of the plan file, lower-case hex.
    package let plan: String
    /// Principal of the allowed-signers file.
    package let approver: String
    package let created: Timestamp
    package let expires: Timestamp

    package init(plan: String, approver: String, created: Timestamp, expires: Timestamp) {
        self.plan = plan
        self.approver = approver
        self.created = created
        self.expires = expires
    }

    package var json: JSONValue {
        [
            "schema": .string(Self.schema), "plan": .string(plan), "approver": .string(approver),
            "created": .string(created.description), "expires": .string(expires.description),
        ]
    }

    package init?(_ json: JSONValue) {
        guard json["schema"]?.stringValue == Self.schema, let plan = json["plan"]?.stringValue,
            let approver = json["approver"]?.stringValue,
            let created = json["created"]?.stringValue.flatMap({ Timestamp(iso8601: $0) }),
            let expires = json["expires"]?.stringValue.flatMap({ Timestamp(iso8601: $0) })
        else { return nil }
        self.init(plan: plan, approver: approver, created: created, expires: expires)
    }
}

/// An approval as a file holds it: the signed text byte for byte, and its signature.
package struct ApprovalFile: Sendable, Hashable {
    package static let schema = "grinderctl-approval/1"
    /// What the signature is for: one made for git, a file or another tool is refused.
    package static let namespace = "grinderctl-approval"

    package let statementText: String
    package let statement: ApprovalStatement
    /// Armoured, as ssh-keygen writes it.
    package let signature: String

    /// Throws when a text has no canonical form, which a statement's always has.
    package init(_ statement: ApprovalStatement, signature: String) throws(JSONProblem) {
        self.statement = statement
        statementText = try CanonicalJSON.text(of: statement.json)
        self.signature = signature
    }

    /// `nil` when the text is no approval.
    package init?(text: String) {
        guard let json = try? CanonicalJSON.parse(text), json["schema"]?.stringValue == Self.schema,
            let statementText = json["statement"]?.stringValue, let signature = json["signature"]?.stringValue,
            let value = try? CanonicalJSON.parse(statementText), let statement = ApprovalStatement(value)
        else { return nil }
        self.statementText = statementText
        self.statement = statement
        self.signature = signature
    }

    package var json: JSONValue {
        ["schema": .string(Self.schema), "statement": .string(statementText), "signature": .string(signature)]
    }
}

/// What is known of the approval that was given.
package enum ApprovalStatus: Sendable, Hashable {
    /// It does not hold, and why.
    case unusable(String)
    /// Signed by a key that the allowed signers give the approver, as of now.
    case signed(ApprovalStatement, by: [String])

    package var statement: ApprovalStatement? {
        if case .signed(let statement, _) = self { return statement }
        return nil
    }
}
