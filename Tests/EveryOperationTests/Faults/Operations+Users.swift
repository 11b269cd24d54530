import AuthFlow
import CognitoMFACore
import CognitoMFAService
import TestSupport
import UserPoolModel

extension FaultedOperation {
    private static let hidden = WorldSettings(hidesUnknown: true)

    private static let recovering: @Sendable (FaultWorld) async throws -> Given = { world in
        try await world.pool.forgotPassword("ada")
        await world.service.shutDown()
        let last = world.ports.sent.last?.destination ?? ""
        return Given(code: world.ports.lastCode(to: last))
    }

    private static func confirm(_ world: FaultWorld, _ name: Username, _ code: OneTimeCode) async throws -> Told {
        try await world.pool.confirmForgotPassword(name, code: code, password: "Analytical-1844")
        return .done
    }

    static let passwords: [FaultedOperation] = [
        FaultedOperation("ChangePassword", .runs, given: signedIn) { world, given in
            try await world.pool.changePassword(given.token, from: FaultWorld.password, to: "Analytical-1844")
            return .done
        },
        FaultedOperation("ChangePassword", "wrong password", .runs, given: signedIn) { world, given in
            try await world.pool.changePassword(given.token, from: "wrong", to: "Analytical-1844")
            return .done
        },
        FaultedOperation("ForgotPassword", .runs) { world, _ in
            Told(try await world.pool.forgotPassword("ada").destination)
        },
        FaultedOperation("ForgotPassword", "unknown name", .runs, settings: hidden) { world, _ in
            Told(try await world.pool.forgotPassword("nobody").destination)
        },
        FaultedOperation(
            "ConfirmForgotPassword", .refused, given: recovering
        ) { world, given in try await confirm(world, "ada", given.code) },
        FaultedOperation("ConfirmForgotPassword", "wrong code", .runs, given: recovering) { world, given in
            try await confirm(world, "ada", wrong(given.code))
        },
        FaultedOperation("ConfirmForgotPassword", "unknown name", .runs, settings: hidden) { world, _ in
            try await confirm(world, "nobody", "123456")
        },
        FaultedOperation("AdminResetUserPassword", .runs) { world, _ in
            try await world.pool.admin.resetPassword("ada")
            return .done
        },
        FaultedOperation("AdminSetUserPassword", .runs) { world, _ in
            try await world.pool.admin.setPassword("ada", "Analytical-1844")
            return .done
        },
    ]

    private static let grace = "grace@example.com"

    private static let signedUp: @Sendable (FaultWorld) async throws -> Given = { world in
        Given(code: try await world.signUp("grace", email: grace))
    }

    /// A sign-up whose address is ada's alias.
    private static let contesting: @Sendable (FaultWorld) async throws -> Given = { world in
        Given(code: try await world.signUp("grace", email: FaultWorld.email))
    }

    static let signUps: [FaultedOperation] = [
        FaultedOperation("SignUp", .refused, partial: ["grace"]) { world, _ in
            let response = try await world.pool.signUp(
                "grace", password: FaultWorld.password, attributes: [.email: grace])
            return Told(response.codeDeliveryDetails?.destination ?? "nowhere")
        },
        FaultedOperation(
            "ConfirmSignUp", .refused, partial: ["alias"],
            residues: [("state is pending", "a reservation that is confirmed at the next look-up by it (R5, R6)")],
            given: signedUp
        ) { world, given in
            try await world.pool.confirmSignUp("grace", code: given.code)
            return .done
        },
        FaultedOperation("ConfirmSignUp", "wrong code", .runs, given: signedUp) { world, given in
            try await world.pool.confirmSignUp("grace", code: wrong(given.code))
            return .done
        },
        FaultedOperation("ConfirmSignUp", "another's address", .runs, partial: ["alias"], given: contesting) {
            world, given in
            try await world.pool.confirmSignUp("grace", code: given.code)
            return .done
        },
        FaultedOperation(
            "ConfirmSignUp", "another's address by force", .refused,
            partial: ["alias", "user ada"],
            residues: [
                ("state is pending", "a reservation that is confirmed at the next look-up by it (R5, R6)"),
                ("user ada", "the former owner loses the alias at the next look-up by it (R8)"),
                ("previous is", "as above"),
            ], given: contesting
        ) { world, given in
            try await world.pool.confirmSignUp("grace", code: given.code, forceAliasCreation: true)
            return .done
        },
        FaultedOperation("ConfirmSignUp", "unknown name", .runs, settings: hidden) { world, _ in
            try await world.pool.confirmSignUp("nobody", code: "123456")
            return .done
        },
        FaultedOperation("ResendConfirmationCode", .runs, given: signedUp) { world, _ in
            Told(try await world.pool.resendConfirmationCode("grace").destination)
        },
        FaultedOperation("ResendConfirmationCode", "unknown name", .runs, settings: hidden) { world, _ in
            Told(try await world.pool.resendConfirmationCode("nobody").destination)
        },
        FaultedOperation("AdminConfirmSignUp", .refused, given: signedUp) { world, _ in
            try await world.pool.admin.confirmSignUp("grace")
            return .done
        },
        FaultedOperation("AdminCreateUser", "own password", .refused, partial: ["grace", "alias"]) {
            world, _ in
            try await world.pool.admin.createUser(
                "grace", password: FaultWorld.password, attributes: [.email: grace, .emailVerified: "true"])
            return .done
        },
        FaultedOperation("AdminCreateUser", "invitation", .refused, partial: ["grace"]) { world, _ in
            try await world.pool.admin.createUser(
                "grace", temporaryPassword: "Temporary-1843", attributes: [.email: grace], invitingBy: ["EMAIL"])
            return .done
        },
        FaultedOperation(
            "AdminCreateUser", "another's address by force", .refused,
            partial: ["grace", "alias", "user ada"]
        ) { world, _ in
            _ = try await world.admin.adminCreateUser(
                AdminCreateUserRequest(
                    userPoolID: "test_pool", username: "grace", permanentPassword: FaultWorld.password,
                    userAttributes: [.email: FaultWorld.email, .emailVerified: "true"], forceAliasCreation: true))
            return .done
        },
        FaultedOperation(
            "AdminCreateUser", "in a tombstone's place", .refused, partial: ["ada"],
            given: { world in
                try await world.pool.admin.deleteUser("ada")
                return Given()
            },
            { world, _ in
                try await world.pool.admin.createUser("ada", password: FaultWorld.password)
                return .done
            }),
        FaultedOperation("AdminImportUser", .refused, partial: ["grace", "alias"]) { world, _ in
            try await world.pool.admin.importUser(
                "grace", passwordHash: "plain$x", attributes: [.email: grace, .emailVerified: "true"])
            return .done
        },
    ]

    private static let changing: @Sendable (FaultWorld) async throws -> Given = { world in
        var given = try await signedIn(world)
        try await world.pool.updateAttributes(given.token, [.email: "new@example.com"])
        given.code = world.ports.lastCode(to: "new@example.com")
        return given
    }

    static let attributes: [FaultedOperation] = [
        FaultedOperation("UpdateUserAttributes", "plain", .sets, given: signedIn) { world, given in
            try await world.pool.updateAttributes(given.token, ["name": "Ada"])
            return .done
        },
        FaultedOperation("UpdateUserAttributes", "address", .sets, partial: ["alias"], given: signedIn) {
            world, given in
            try await world.pool.updateAttributes(given.token, [.email: "new@example.com"])
            return .done
        },
        FaultedOperation("UpdateUserAttributes", "preferred name", .sets, partial: ["alias"], given: signedIn) {
            world, given in
            try await world.pool.updateAttributes(given.token, [.preferredUsername: "countess"])
            return .done
        },
        FaultedOperation(
            "UpdateUserAttributes", "preferred name for another", .sets, partial: ["alias"],
            given: { world in
                try await world.pool.admin.updateAttributes("ada", [.preferredUsername: "enchantress"])
                return try await signedIn(world)
            },
            { world, given in
                try await world.pool.updateAttributes(given.token, [.preferredUsername: "countess"])
                return .done
            }),
        FaultedOperation("DeleteUserAttributes", .sets, partial: ["alias"], given: signedIn) { world, given in
            try await world.service.deleteUserAttributes(
                DeleteUserAttributesRequest(accessToken: given.token, userAttributeNames: [.email]))
            return .done
        },
        FaultedOperation("AdminUpdateUserAttributes", .sets, partial: ["alias"]) { world, _ in
            try await world.pool.admin.updateAttributes(
                "ada", [.email: "new@example.com", .emailVerified: "true", .preferredUsername: "countess"])
            return .done
        },
        FaultedOperation("AdminUpdateUserAttributes", "with a code", .sets, partial: ["alias"]) { world, _ in
            try await world.pool.admin.updateAttributes("ada", [.phoneNumber: "+14155550177"])
            return .done
        },
        FaultedOperation("AdminDeleteUserAttributes", .sets, partial: ["alias"]) { world, _ in
            try await world.admin.adminDeleteUserAttributes(
                AdminDeleteUserAttributesRequest(
                    userPoolID: "test_pool", username: "ada", userAttributeNames: [.phoneNumber]))
            return .done
        },
        FaultedOperation(
            "VerifyUserAttribute", .refused, partial: ["alias"], given: changing
        ) { world, given in
            try await world.pool.verifyAttribute(given.token, .email, code: given.code)
            return .done
        },
        FaultedOperation("VerifyUserAttribute", "wrong code", .runs, given: changing) { world, given in
            try await world.pool.verifyAttribute(given.token, .email, code: wrong(given.code))
            return .done
        },
        FaultedOperation("GetUserAttributeVerificationCode", .runs, given: changing) { world, given in
            Told(try await world.pool.sendVerificationCode(given.token, for: .email).destination)
        },
    ]

    static let users: [FaultedOperation] = [
        FaultedOperation("GetUser", .reads, given: signedIn) { world, given in
            Told("\(try await world.pool.user(given.token).username)")
        },
        FaultedOperation("AdminGetUser", .reads) { world, _ in
            Told("\(try await world.pool.admin.user("ada").username)")
        },
        FaultedOperation("ListUsers", .reads) { world, _ in
            Told("\(try await world.pool.admin.users().users.map(\.username))")
        },
        FaultedOperation("AdminDisableUser", .runs) { world, _ in
            try await world.pool.admin.disableUser("ada")
            return .done
        },
        FaultedOperation(
            "AdminEnableUser", .sets,
            given: { world in
                try await world.pool.admin.disableUser("ada")
                return Given()
            },
            { world, _ in
                try await world.pool.admin.enableUser("ada")
                return .done
            }),
        FaultedOperation(
            "AdminUnlock", .sets,
            given: { world in
                for _ in 0..<5 { _ = await failure { _ = try await world.pool.signIn("ada", password: "wrong") } }
                return Given()
            },
            { world, _ in
                try await world.pool.admin.unlock("ada")
                return .done
            }),
        FaultedOperation("DeleteUser", .refused, given: signedIn) { world, given in
            try await world.pool.deleteUser(given.token)
            return .done
        },
        FaultedOperation("AdminDeleteUser", .refused) { world, _ in
            try await world.pool.admin.deleteUser("ada")
            return .done
        },
    ]
}
