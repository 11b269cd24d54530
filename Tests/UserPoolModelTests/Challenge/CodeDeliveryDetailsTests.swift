import Testing
import UserPoolModel

@Suite struct CodeDeliveryDetailsTests {
    @Test func aTextMessageNamesMediumAttributeAndMaskedNumber() throws {
        let details = CodeDeliveryDetails(.phone(try PhoneNumber("+14155550123")))
        #expect(details.deliveryMedium == "SMS")
        #expect(details.destination == "+*******0123")
        #expect(details.attributeName.rawValue == "phone_number")
    }

    @Test(arguments: ["+12345", "+4930123456", "+442071838750", "+123456789012345"])
    func theDestinationShowsFourDigitsOfAnyLength(_ text: String) throws {
        let details = CodeDeliveryDetails(.phone(try PhoneNumber(text)))
        #expect(details.destination.filter(\.isNumber) == text.suffix(4))
        #expect(details.destination.filter { $0 == "*" }.count == text.count - 5)
        #expect(details.destination.count == text.count)
    }

    @Test func theNumberIsNowhereInThem() throws {
        let details = CodeDeliveryDetails(.phone(try PhoneNumber("+14155550123")))
        var dumped = ""
        dump(details, to: &dumped)
        for text in ["\(details)", String(reflecting: details), dumped] {
            #expect(text.contains("+*******0123"), "\(text)")
            #expect(!text.contains("4155") && !text.contains("5550"), "\(text)")
        }
    }

    @Test func numbersThatLookAlikeMaskedAreAlike() throws {
        let first = CodeDeliveryDetails(.phone(try PhoneNumber("+14155550123")))
        let second = CodeDeliveryDetails(.phone(try PhoneNumber("+19995550123")))
        let other = CodeDeliveryDetails(.phone(try PhoneNumber("+14155550124")))
        #expect(first == second && first != other)
        #expect(Set([first, second, other]).count == 2)
    }

    @Test func aNumberOfFourDigitsOrFewerShowsNone() throws {
        for (text, mask) in [("+1", "+*"), ("+1234", "+****")] {
            #expect(CodeDeliveryDetails(.phone(try PhoneNumber(text))).destination == mask)
        }
    }
}
