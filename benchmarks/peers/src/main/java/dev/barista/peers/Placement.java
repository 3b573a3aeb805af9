package dev.barista.peers;

import java.io.IOException;
import java.util.List;

/** On which processors the threads of running processes may be. */
final class Placement {
    private Placement() {}

    /** Moves every thread that the processes have now; {@code cpus} as taskset has them. */
    static void move(List<Long> pids, String cpus) throws IOException, InterruptedException {
        for (long pid : pids) {
            Process taskset =
                    new ProcessBuilder(
                                    "taskset",
                                    "--all-tasks",
                                    "--cpu-list",
                                    "--pid",
                                    cpus,
                                    Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (taskset.waitFor() != 0) {
                throw new IOException("taskset can't move process " + pid + " to " + cpus);
            }
        }
    }
}
