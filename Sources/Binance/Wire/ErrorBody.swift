import FoundationEssentials

/// What an answer that is not a success says: `{"code":-2011,"msg":"Unknown order sent."}`, or words, or HTML.
struct ErrorBody: Sendable, Hashable {
    let code: Int?
    /// `msg`, or the whole body when it is not JSON.
    let message: String?
    let isJSON: Bool

    init(_ body: [UInt8]) {
        if let row = try? JSONDecoder().decode(Row.self, from: Data(body)) {
            code = row.code
            message = row.message
            isJSON = true
        } else {
            code = nil
            message = String(decoding: body.prefix(4_096), as: UTF8.self)
            isJSON = false
        }
    }

    private struct Row: Decodable {
        let code: Int?
        let message: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            code = (try? fields.integerIfPresent("code")).flatMap { $0 }.flatMap { Int(exactly: $0) }
            message = (try? fields.textIfPresent("msg")).flatMap { $0 }
        }
    }
}
