/** JUnit 5 extensions for device tests: {@link dev.barista.testkit}. */
module dev.barista.testkit {
    requires transitive dev.barista.pci;
    requires transitive dev.barista.runtime;
    requires transitive dev.barista.spi;
    requires transitive org.junit.jupiter.api;
    requires jdk.management;
    requires static transitive org.jspecify;

    exports dev.barista.testkit;
}
