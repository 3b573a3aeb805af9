/** For tests: libraries that stand in for those of Hyper-V. */
module dev.barista.standins {
    requires dev.barista.testkit;
    requires java.xml;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.barista.standins;
}
