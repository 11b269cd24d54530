import UserPoolModel

extension UserAttributes {
    /// Deletes attributes by setting them to nothing.
    init(deleting names: [AttributeName]) { self.init(names.map { ($0, "") }) { $1 } }
}
