import AuthFlow
import CognitoMFAService
import Testing

@Suite struct XXH64Tests {
    // Values of the reference implementation 0.8 for bytes 1, 8, 15 and so on, under the seeds 0 and 0x9E3779B1.
    private static let values: [(count: Int, plain: UInt64, seeded: UInt64)] = [
        (0, 0xEF46_DB37_51D8_E999, 0xAC75_FDA2_929B_17EF),
        (1, 0x8A41_2781_1B21_E730, 0x211A_E132_47CE_135F),
        (3, 0xB6E6_C910_C2FD_373A, 0x0CCD_B2C7_C285_0613),
        (4, 0x22ED_A2CF_6AF4_C124, 0x446B_E1F3_228E_D3C3),
        (5, 0x1DA4_8E4B_4CAF_AB76, 0x3CCB_7461_5A61_AB9A),
        (7, 0x3408_4D91_A233_A751, 0x5410_E603_0DAF_84B3),
        (8, 0xC6F1_803A_5E0B_3222, 0xB872_C2FB_02E7_1655),
        (12, 0x9178_B724_DCE3_84C0, 0x026E_CA0E_4448_27D8),
        (31, 0x6AB1_C40E_29F5_0073, 0xBB6D_29B3_8190_A8FF),
        (32, 0x5A07_56FB_E9EC_D3D1, 0x0518_CC93_BC88_A896),
        (33, 0xDC50_CDC3_7BB9_C183, 0x157C_E0E9_C56B_5988),
        (40, 0x7899_CACB_89A7_8430, 0xF4C4_C2D4_2850_678E),
        (44, 0x122A_CA14_1291_1665, 0xC336_B814_AD50_BFCE),
        (47, 0xDDA7_573A_F428_5E5C, 0x37D5_F0ED_A8E4_1A27),
        (63, 0x10DD_9488_5C71_894A, 0x20AB_6C1B_AD83_813F),
        (64, 0x9008_3DA9_CDB9_D795, 0xA2FE_2536_872F_CB89),
        (100, 0xD248_BFC5_208B_0B16, 0xBCCF_0757_9AF4_75CD),
    ]

    @Test func sumsAreThoseOfTheReference() {
        for (count, plain, seeded) in Self.values {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + 1) }
            #expect(XXH64.sum(of: bytes, in: 0..<count, seed: 0) == plain, "\(count)")
            #expect(XXH64.sum(of: bytes, in: 0..<count, seed: 0x9E37_79B1) == seeded, "\(count)")
            // In the middle of others.
            let framed = [0xAA, 0xBB, 0xCC] + bytes + [0xDD]
            #expect(XXH64.sum(of: framed, in: 3..<3 + count, seed: 0) == plain, "\(count)")
        }
        let text = Array("Nobody inspects the spammish repetition".utf8)
        #expect(XXH64.sum(of: text, in: 0..<text.count, seed: 0) == 0xFBCE_A83C_8A37_8BF1)
    }
}
