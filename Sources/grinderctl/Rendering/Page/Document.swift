/// A page before it is HTML or Markdown: the same content for both.
struct Document: Sendable {
    struct Section: Sendable {
        /// `timeline`: letters only.
        let id: String
        let title: String
        let blocks: [Block]
        /// Shown when it is asked for, and in print.
        var isFolded = false

        var folded: Section {
            var section = self
            section.isFolded = true
            return section
        }
    }

    indirect enum Block: Sendable {
        case paragraph([Inline])
        /// Names and values.
        case facts([Fact])
        case list([[Inline]])
        case table(Table)
        /// To be typed or copied.
        case command(String)
        case timeline(TimelineRenderer)
        /// What must not be overlooked.
        case alarm(Tone, [Inline])
        /// One action, one investigation.
        case card(title: [Inline], blocks: [Block])
    }

    struct Fact: Sendable {
        let name: String
        let value: [Inline]

        init(_ name: String, _ value: [Inline]) {
            self.name = name
            self.value = value
        }

        init(_ name: String, _ value: String) { self.init(name, [.text(value)]) }
    }

    struct Table: Sendable {
        let caption: String
        let columns: [String]
        let rows: [[[Inline]]]
    }

    enum Inline: Sendable {
        case text(String)
        case strong(String)
        /// Ids, log lines, what a machine wrote.
        case code(String)
        /// A word in a colour; the word alone says it too.
        case badge(Tone, String)
    }

    enum Tone: String, Sendable { case good, bad, careful, plain }

    let title: String
    let subtitle: [Inline]
    let sections: [Section]
    let footer: [Inline]
}
