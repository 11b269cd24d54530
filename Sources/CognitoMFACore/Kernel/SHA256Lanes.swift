#if !hasFeature(Embedded)
    /// The kernel of SHA-256 for four messages, in a file of its own: the compiler takes long for it.
    extension SHA256State where Word == SIMD4<UInt32> {
        /// Four states, each behind the block that ends a message of a key block and a digest.
        @inline(never)
        func afterDigest(_ digest: SHA256State) -> SHA256State { taking(digest.lastBlock, SHA256Constants.standard) }
    }
#endif
