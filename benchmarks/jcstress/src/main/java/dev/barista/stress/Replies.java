package dev.barista.stress;

import dev.barista.runtime.ring.AccessPort;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * Reads by two threads: each gets the answers to its own, in its own order, whoever executed them,
 * although the same reply cell is used again.
 */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the right answers")
@Outcome(expect = Expect.FORBIDDEN, desc = "the other's answer, or that of an earlier read")
@State
public class Replies {
    private final RacedDevice device = new RacedDevice(RacedDevice.ROOMY);

    /** Reads at offset 4. */
    @Actor
    public void first(ZZ_Result result) {
        result.r1 = answersFit(4);
    }

    /** Reads at offset 8. */
    @Actor
    public void second(ZZ_Result result) {
        result.r2 = answersFit(8);
    }

    private boolean answersFit(int offset) {
        AccessPort port = device.port();
        int last = 0;
        for (int i = 0; i < 3; i++) {
            int answer = port.read32(0, offset);
            if (answer >>> 16 != offset || (answer & 0xffff) <= last) {
                return false;
            }
            last = answer & 0xffff;
        }
        return true;
    }
}
