import CognitoMFAHTTP

/// The headers of every page.
enum SecurityHeaders {
    /// Nothing but our own style sheet and pictures; no frame, and forms that post here only.
    ///
    /// - Parameter hasScript: true permits the script of a theme; else none runs at all.
    private static func policy(hasScript: Bool) -> HeaderValue {
        hasScript
            ? """
            default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; \
            frame-ancestors 'none'; base-uri 'none'
            """
            : """
            default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; \
            base-uri 'none'
            """
    }

    static func page(hasScript: Bool) -> HeaderFields {
        [
            HeaderField("Content-Type", "text/html; charset=utf-8"),
            HeaderField("Content-Security-Policy", policy(hasScript: hasScript)),
            // With `no-referrer` browsers would send `Origin: null` with our own forms.
            HeaderField("Referrer-Policy", "same-origin"),
            HeaderField("Cache-Control", "no-store"),
            HeaderField("X-Content-Type-Options", "nosniff"),
            HeaderField("X-Frame-Options", "DENY"),
        ]
    }

    static func asset(_ type: HeaderValue) -> HeaderFields {
        [
            HeaderField("Content-Type", type),
            HeaderField("Cache-Control", "public, max-age=31536000, immutable"),
            HeaderField("X-Content-Type-Options", "nosniff"),
            // A logo of SVG that is opened by itself runs nothing.
            HeaderField(
                "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
        ]
    }
}
