#if !hasFeature(Embedded)
    /// The kernel of SHA-256 for four messages.
    ///
    /// It has a file to itself, because the compiler needs long for it.
    extension SHA256State where Word == SIMD4<UInt32> {
        /// Returns four states, each after the last block of a key block and a digest.
        @inline(never)
        package func afterDigest(_ digest: SHA256State) -> SHA256State {
            compressing(digest.lastBlock, SHA256Constants.standard)
        }
    }
#endif
