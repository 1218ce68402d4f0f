import FoundationEssentials

/// Reads an answer's body; what cannot be read becomes one sentence that names the field.
enum Decoding {
    struct Problem: Error, Sendable, Hashable {
        let detail: String
    }

    static func decode<Row: Decodable>(_ type: Row.Type, from body: [UInt8]) throws(Problem) -> Row {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let problem as FieldProblem {
            throw Problem(detail: "the answer cannot be used: \(problem)")
        } catch {
            throw Problem(detail: "the answer is not the JSON expected here")
        }
    }
}
