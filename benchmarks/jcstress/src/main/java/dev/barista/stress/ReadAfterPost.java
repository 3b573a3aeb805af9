package dev.barista.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A read sees the writes that its own thread posted before, and those that were executed before.
 */
@JCStressTest
@Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "the first thread came first")
@Outcome(id = "3, 2", expect = Expect.ACCEPTABLE, desc = "the second thread came first")
@Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "both wrote, then both read")
@Outcome(expect = Expect.FORBIDDEN, desc = "a read passed a write")
@State
public class ReadAfterPost {
    private final RacedDevice device = new RacedDevice(RacedDevice.ROOMY);

    /** Posts 1 and reads. */
    @Actor
    public void first(II_Result result) {
        var port = device.port();
        port.post32(0, 0, 1);
        result.r1 = port.read32(0, 0);
    }

    /** Posts 2 and reads. */
    @Actor
    public void second(II_Result result) {
        var port = device.port();
        port.post32(0, 0, 2);
        result.r2 = port.read32(0, 0);
    }
}
