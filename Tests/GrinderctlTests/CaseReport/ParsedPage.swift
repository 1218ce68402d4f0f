import Foundation
import FoundationXML

/// Reads a page as strictly as XML is read, and collects what is in it.
final class ParsedPage: NSObject, XMLParserDelegate {
    struct Element: Equatable {
        let name: String
        let attributes: [String: String]
    }

    private(set) var elements: [Element] = []
    private(set) var text = ""
    private(set) var failure: String?
    private var path: [String] = []
    /// The texts of elements, by name.
    private(set) var texts: [String: [String]] = [:]

    init(_ page: String) {
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() { failure = "\(parser.parserError.map { "\($0)" } ?? "?"), line \(parser.lineNumber)" }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes))
        path.append(name)
        texts[name, default: []].append("")
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
        guard let name = path.last, var list = texts[name], !list.isEmpty else { return }
        list[list.count - 1] += string
        texts[name] = list
    }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}
