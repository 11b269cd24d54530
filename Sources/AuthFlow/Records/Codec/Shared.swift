/// A value in one place, for those that are passed on more often than they are changed: a copy costs one reference.
package final class Shared<Value: Sendable>: Sendable {
    package let value: Value

    package init(_ value: consuming Value) { self.value = value }
}
