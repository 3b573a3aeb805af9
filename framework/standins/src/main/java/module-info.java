/** For tests: libraries that stand in for those of Hyper-V. */
module dev.barista.standins {
    requires dev.barista.testkit;
    requires org.junit.jupiter.api;
    requires static org.jspecify;

    exports dev.barista.standins;
}
