import CognitoMFAHTTP

/// A field of a form with its label, hint and error.
struct Field {
    /// The kind of a field decides its attributes, for browsers that fill in and for keyboards of phones.
    enum Kind {
        /// A user's name; `isEmail` where an address is the only name.
        case name(isEmail: Bool)
        case password
        case newPassword
        /// A one-time code, never of `type=number`, which drops leading zeros.
        case code
        case phone
        case email
        /// A name that the user gives to a device.
        case label
        /// An attribute of the user, in one line.
        case attribute

        fileprivate var attributes: HTML {
            switch self {
            case .name(isEmail: false):
                " type=\"text\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"128\""
            case .name(isEmail: true):
                " type=\"email\" autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" maxlength=\"128\""
            case .password: " type=\"password\" autocomplete=\"current-password\" maxlength=\"256\""
            case .newPassword: " type=\"password\" autocomplete=\"new-password\" maxlength=\"256\""
            case .code:
                """
                 type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="20" spellcheck="false" \
                autocapitalize="off" dir="ltr" class="start"
                """
            case .phone: " type=\"tel\" autocomplete=\"tel\" maxlength=\"32\" dir=\"ltr\" class=\"start\""
            case .email: " type=\"email\" autocomplete=\"email\" maxlength=\"320\" dir=\"ltr\" class=\"start\""
            case .label: " type=\"text\" autocomplete=\"off\" maxlength=\"256\""
            case .attribute: " type=\"text\" maxlength=\"2048\""
            }
        }

        /// The style of the field's box.
        fileprivate var style: HTML {
            if case .code = self { "field code" } else { "field" }
        }
    }

    let kind: Kind
    let name: String
    let label: String
    var hint: String?
    /// The rules of a new password, between label and field.
    var rules: [String] = []
    var value: String?
    /// The error of this field.
    var problem: String?
    var isFocused = false

    /// The field, its label above it.
    func markup(_ texts: Texts) -> HTML {
        let described = [hint == nil && rules.isEmpty ? nil : "\(name)-hint", problem == nil ? nil : "\(name)-problem"]
            .compactMap(\.self).joined(separator: " ")
        let rule: HTML? =
            rules.isEmpty
            ? nil
            : """
            <div id=\("\(name)-hint")><span class="hint">\(texts.passwords.rules)</span>\
            <ul class="rules">\(rules.map { "<li>\($0)</li>" as HTML })</ul></div>
            """
        let hint: HTML? = hint.map { "<span class=\"hint\" id=\("\(name)-hint")>\($0)</span>" }
        let problem: HTML? = problem.map {
            "<p class=\"wrong\" id=\("\(name)-problem")>\(texts.general.errorPrefix) \($0)</p>"
        }
        return """
            <div class="\(kind.style)"><label for=\(name)>\(label)</label>\(hint)\(rule)\(problem)\
            <input id=\(name) name=\(name)\(kind.attributes)\(attribute: "value", value)\
            \(attribute: "aria-invalid", problem == nil ? nil : "true")\
            \(attribute: "aria-describedby", described.isEmpty ? nil : described)\(attribute: "autofocus", if: isFocused)></div>
            """
    }

    /// The name of the user whose password is asked for: a field that is seen, and never sent.
    static func readOnly(name: String, label: String) -> HTML {
        """
        <div class="field"><label for="account">\(label)</label>\
        <input id="account" type="text" autocomplete="username" value=\(name) readonly \
        tabindex="-1"></div>
        """
    }
}
