import Foundation

/// What a command answered with `--json`, read by name.
struct JSONAnswer {
    private let value: Any

    init?(_ text: String) {
        guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else { return nil }
        self.value = value
    }

    private init(value: Any) { self.value = value }

    subscript(name: String) -> JSONAnswer? {
        (value as? [String: Any])?[name].map(JSONAnswer.init(value:))
    }

    var text: String? { value as? String }
    var elements: [JSONAnswer] { (value as? [Any] ?? []).map(JSONAnswer.init(value:)) }
}
