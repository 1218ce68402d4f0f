extension StringProtocol {
    /// Whether it holds nothing but ASCII letters, digits and these marks. By scalars: a combining mark hides behind no
    /// letter. True of an empty text.
    package func isPlain(with marks: String) -> Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9": true
            default: marks.unicodeScalars.contains(scalar)
            }
        }
    }
}
