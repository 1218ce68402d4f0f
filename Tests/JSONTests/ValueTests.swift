import JSON
import Testing

struct ValueTests {
    @Test func `members keep their order and are equal in any`() {
        let one: JSONValue = ["b": 1, "a": ["d": 2, "c": 3]]
        let other: JSONValue = ["a": ["c": 3, "d": 2], "b": 1]
        #expect(one == other)
        #expect(Set([one]).contains(other))
        #expect(one.compactText == #"{"b":1,"a":{"d":2,"c":3}}"#)
        #expect(one.sortedByName.compactText == #"{"a":{"c":3,"d":2},"b":1}"#)
        #expect(one != ["b": 1, "a": ["d": 2, "c": 4]])
        #expect(one != ["b": 1])
        #expect(JSONValue.object([("b", 1)]) != .object([("c", 1)]))
    }

    @Test func `names that differ only in normalisation are one`() {
        var members: JSONValue.Members = ["\u{E9}": 1]
        members["e\u{301}"] = 2
        #expect(members.count == 1)
        #expect(members["\u{E9}"] == 2)
    }

    /// Beyond a few dozen members they are looked up another way.
    @Test(arguments: [0, 1, 31, 32, 33, 34, 500])
    func `members are set, found and taken away, however many`(count: Int) {
        let names = (0..<count).map { "name \($0)" }
        var members = JSONValue.Members(names.map { ($0, .string($0)) })
        #expect(members.names == names)
        for name in names { #expect(members[name]?.stringValue == name) }
        #expect(members["other"] == nil)
        for name in names { members[name] = .string("\(name)!") }
        #expect(members.names == names)
        members["last"] = 1
        #expect(members.names == names + ["last"])
        for name in names.reversed() {
            #expect(members.removeValue(forName: name)?.stringValue == "\(name)!")
            #expect(members[name] == nil)
            #expect(members["last"] == 1)
        }
        #expect(members == ["last": 1])
    }

    @Test func `what is kept or added is found, in many members too`() {
        let many = JSONValue.Members((0..<100).map { ("\($0)", .int($0)) })
        let even = many.filter { ($0.value.integerValue ?? 1) % 2 == 0 }
        #expect(even.count == 50)
        #expect(even["98"] == 98)
        #expect(even["99"] == nil)
        let all = even + ["98": "again", "more": nil]
        #expect(all.count == 51)
        #expect(all["98"] == "again")
        #expect(all["more"] == .null)
    }

    @Test func `absent and null are one where asked for what is given`() {
        let value: JSONValue = ["a": nil, "b": false]
        #expect(value["a"] == .null)
        #expect(value.given("a") == nil)
        #expect(value.given("b") == false)
        #expect(value.given("c") == nil)
        #expect(JSONValue.string("x").given("a") == nil)
    }

    @Test func `what a terminal must not show is escaped where asked, and the short escapes stay`() throws {
        let text = "\"\\/\u{8}\u{C}\n\r\t\u{7F}\u{202E}\u{E000}\u{F0000}ü😀"
        func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
            scalar.value < 0x20 || scalar.value == 0x7F || [0x202E, 0xE000, 0xF0000].contains(scalar.value)
        }
        let shown = JSONValue.object([(text, .string(text))]).text(escaping: isUnsafe)
        let once = #""\"\\/\u0008\u000c\n\r\t\u007f\u202e\ue000\udb80\udc00ü😀""#
        #expect(shown == "{\(once):\(once)}")
        #expect(try JSONReader.value(shown.utf8) == .object([(text, .string(text))]))
        #expect(JSONValue.string("\u{8}\u{1}").compactText == #""\b\u0001""#)
    }
}
