/// Keys and JSON types of the events of the user data stream (samples of docs and the wire).
extension Shapes {
    static let events: [String: [String: String]] = [
        "ORDER_TRADE_UPDATE": [
            "E": "integer", "T": "integer", "e": "string", "o": "object",
        ],
        "ORDER_TRADE_UPDATE.o": [
            "L": "string", "N": "string", "R": "bool", "S": "string", "T": "integer", "V": "string", "X": "string",
            "a": "string", "ap": "string", "b": "string", "c": "string", "cp": "bool", "er": "string", "f": "string",
            "gtd": "integer", "i": "integer", "l": "string", "m": "bool", "n": "string", "o": "string",
            "ot": "string", "p": "string", "pP": "bool", "pm": "string", "ps": "string", "q": "string",
            "rp": "string", "s": "string", "si": "integer", "sp": "string", "ss": "integer", "t": "integer",
            "wt": "string", "x": "string", "z": "string",
        ],
        "ACCOUNT_UPDATE": [
            "E": "integer", "T": "integer", "a": "object", "e": "string",
        ],
        "ACCOUNT_UPDATE.a": [
            "B": "array", "P": "array", "m": "string",
        ],
        "ACCOUNT_UPDATE.B": [
            "a": "string", "bc": "string", "cw": "string", "wb": "string",
        ],
        "ACCOUNT_UPDATE.P": [
            "bep": "string", "cr": "string", "ep": "string", "iw": "string", "mt": "string", "pa": "string",
            "ps": "string", "s": "string", "up": "string",
        ],
        "ALGO_UPDATE": [
            "E": "integer", "T": "integer", "e": "string", "o": "object",
        ],
        "ALGO_UPDATE.o": [
            "R": "bool", "S": "string", "V": "string", "X": "string", "act": "string", "ai": "string",
            "aid": "integer", "ap": "string", "aq": "string", "at": "string", "caid": "string", "cp": "bool",
            "f": "string", "gtd": "integer", "o": "string", "p": "string", "pP": "bool", "pm": "string",
            "ps": "string", "q": "string", "rm": "string", "s": "string", "tp": "string", "tt": "integer",
            "wt": "string",
        ],
        "TRADE_LITE": [
            "E": "integer", "L": "string", "S": "string", "T": "integer", "c": "string", "e": "string",
            "i": "integer", "l": "string", "m": "bool", "p": "string", "q": "string", "s": "string", "t": "integer",
        ],
        "listenKeyExpired": [
            "E": "integer", "e": "string", "listenKey": "string",
        ],
    ]
}
