package dev.barista.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Both threads post and nobody comes after them: who drains lowers the flag, and what is published
 * meanwhile raises it again.
 */
@JCStressTest
@Outcome(id = "4", expect = Expect.ACCEPTABLE, desc = "executed")
@Outcome(expect = Expect.FORBIDDEN, desc = "left behind in the ring, or executed twice")
@State
public class PostWhileDrained {
    private final RacedDevice device = new RacedDevice(RacedDevice.ROOMY);

    /** Goes through the ring. */
    @Actor
    public void first() {
        device.ring.execute(() -> device.ring.execute(() -> device.write32(0, 1)));
        device.port().post32(0, 0, 1);
    }

    /** The same. */
    @Actor
    public void second() {
        device.ring.execute(() -> device.ring.execute(() -> device.write32(0, 1)));
        device.port().post32(0, 0, 1);
    }

    /** Looks from outside. */
    @Arbiter
    public void executed(I_Result result) {
        result.r1 = device.executed(4);
    }
}
