/** A JUnit 5 extension for tests in a real guest: {@link dev.barista.testkit.guest}. */
module dev.barista.testkit.guest {
    requires transitive dev.barista.qemu;
    requires transitive dev.barista.runtime;
    requires transitive dev.barista.testkit;
    requires dev.barista.vfiouser;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.barista.testkit.guest;
}
