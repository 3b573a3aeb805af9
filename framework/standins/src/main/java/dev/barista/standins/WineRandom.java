package dev.barista.standins;

import java.security.Provider;
import java.security.SecureRandomSpi;
import java.util.SplittableRandom;

/**
 * Random numbers for a Windows JVM under Wine, where Java's own end the process: their seed takes
 * in the network adapters, which Java asks for with a function that Wine 8 lacks. For names of
 * temporary files and the like; nothing here is secret.
 */
public final class WineRandom extends Provider {
    private static final long serialVersionUID = 1;

    /** For {@code java.security}. */
    public WineRandom() {
        super("WineRandom", "1", "random numbers without network adapters");
        put("SecureRandom.WineRandom", Numbers.class.getName());
    }

    /** The numbers; made by {@link java.security}. */
    public static final class Numbers extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        private final transient SplittableRandom random = new SplittableRandom();

        /** For {@link Provider}. */
        public Numbers() {}

        @Override
        protected void engineSetSeed(byte[] seed) {
            // A seed adds to what is there, and here nothing needs more of it.
        }

        @Override
        protected synchronized void engineNextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            byte[] seed = new byte[count];
            engineNextBytes(seed);
            return seed;
        }
    }
}
