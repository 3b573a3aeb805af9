package dev.barista.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Each of two threads posts two writes: all are executed, each once, none at the same time. */
@JCStressTest
@Outcome(id = "15", expect = Expect.ACCEPTABLE, desc = "each once")
@Outcome(expect = Expect.FORBIDDEN, desc = "one lost, or executed twice")
@State
public class PostedWrites {
    private final RacedDevice device = new RacedDevice(RacedDevice.ROOMY);

    /** Posts 1 and 2. */
    @Actor
    public void first() {
        var port = device.port();
        port.post32(0, 0, 1);
        port.post32(0, 0, 2);
    }

    /** Posts 4 and 8. */
    @Actor
    public void second() {
        var port = device.port();
        port.post32(0, 0, 4);
        port.post32(0, 0, 8);
    }

    /** Looks in the ring's order, so after all of them. */
    @Arbiter
    public void sum(I_Result result) {
        result.r1 = device.sum();
    }
}
