package dev.barista.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A write is posted while another thread reads, and nobody comes after them: the reader that puts
 * the baton down, the one who posted, or the drain guard executes it.
 */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "executed")
@Outcome(expect = Expect.FORBIDDEN, desc = "left behind in the ring")
@State
public class PostWhileRead {
    private final RacedDevice device = new RacedDevice(RacedDevice.ROOMY);

    /** Holds the baton for a moment. */
    @Actor
    public void read() {
        device.port().read32(0, 0);
    }

    /** Does not wait for the write. */
    @Actor
    public void post() {
        device.port().post32(0, 0, 1);
    }

    /** Looks from outside. */
    @Arbiter
    public void executed(I_Result result) {
        result.r1 = device.executed(1);
    }
}
