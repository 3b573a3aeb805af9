package dev.barista.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import dev.barista.benchmarks.messages.ServedEdus;
import dev.barista.vfiouser.WaitPolicy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What a process that serves devices takes of the machine. */
@Timeout(300)
class ServedDevicesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int MESSAGES = 5_000;

    /** Code allocates until it is compiled. */
    private static final int PATIENCE = 100;

    @Test
    void anAccessAllocatesNothingFromSocketToHandler() {
        try (ServedEdus edu = new ServedEdus(1, new WaitPolicy.Block())) {
            long server = serverThreads().getFirst().threadId();
            long allocated = Long.MAX_VALUE;
            for (int i = 0; i < PATIENCE && allocated >= MESSAGES; i++) {
                edu.read(0);
                long before = THREADS.getThreadAllocatedBytes(server);
                for (int message = 0; message < MESSAGES; message++) {
                    edu.post(0);
                    edu.read(0);
                }
                allocated = THREADS.getThreadAllocatedBytes(server) - before;
            }

            // The smallest object has 8 bytes.
            assertThat(allocated).isLessThan(MESSAGES);
        }
    }

    @Test
    void eachOfManyDevicesHasOneThreadThatSleeps() throws InterruptedException {
        int before = Thread.activeCount();
        try (ServedEdus edus = new ServedEdus(32, new WaitPolicy.Block())) {
            for (int i = 0; i < 32; i++) {
                edus.read(i);
            }
            List<Thread> servers = serverThreads();
            long used = cpuNanos(servers);

            Thread.sleep(1000);

            assertThat(servers).hasSize(32);
            assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(32 + 3);
            assertThat(cpuNanos(servers) - used).isLessThan(10_000_000);
        }
    }

    private static List<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vfio-user edu"))
                .toList();
    }

    private static long cpuNanos(List<Thread> threads) {
        return threads.stream()
                .mapToLong(thread -> THREADS.getThreadCpuTime(thread.threadId()))
                .sum();
    }
}
