import CognitoMFACore
import CognitoMFAQRCode

/// The QR code of a key's address, as the address of a picture.
enum QRPicture {
    /// Returns a `data:` address; nil for an address that fits in no QR code.
    ///
    /// Image menus and Safari's reader act on a picture, and not on a drawing in the page.
    static func address(of uri: String) -> String? {
        guard let code = try? QRCode(uri) else { return nil }
        return "data:image/svg+xml;base64,\(Base64.encode(Array(code.svg().utf8)))"
    }
}
