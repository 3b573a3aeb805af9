package dev.barista.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads post more than the ring has slots: who finds it full drains it, or waits. */
@JCStressTest
@Outcome(id = "12", expect = Expect.ACCEPTABLE, desc = "each once")
@Outcome(expect = Expect.FORBIDDEN, desc = "one lost, or executed twice")
@State
public class FullRing {
    private final RacedDevice device = new RacedDevice(2);

    /** Six writes. */
    @Actor
    public void first() {
        postSix();
    }

    /** Six more. */
    @Actor
    public void second() {
        postSix();
    }

    /** Looks in the ring's order, so after all of them. */
    @Arbiter
    public void sum(I_Result result) {
        result.r1 = device.sum();
    }

    private void postSix() {
        var port = device.port();
        for (int i = 0; i < 6; i++) {
            port.post32(0, 0, 1);
        }
    }
}
