package dev.barista.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a benchmark came to.
 *
 * @param benchmark class and method
 * @param parameters of the benchmark, by name
 * @param threads that ran it at the same time
 * @param iterations how many measurements there were, over all forks
 * @param nanoseconds for one operation: the median of the measurements
 * @param fastest of them
 * @param slowest of them
 * @param allocatedBytes in the heap by one operation; JMH's own are some thousandths
 * @param baseline whether the others of its class are multiples of it
 * @param ratio to the baseline, of the medians; null where the class has none
 */
record Figure(
        String benchmark,
        Map<String, String> parameters,
        int threads,
        long iterations,
        double nanoseconds,
        double fastest,
        double slowest,
        double allocatedBytes,
        boolean baseline,
        @Nullable Double ratio) {

    static Figure of(RunResult run) {
        BenchmarkParams params = run.getParams();
        Statistics times = run.getPrimaryResult().getStatistics();
        Map<String, String> parameters = new TreeMap<>();
        for (String name : params.getParamsKeys()) {
            parameters.put(name, params.getParam(name));
        }
        return new Figure(
                withoutPackage(params.getBenchmark()),
                parameters,
                params.getThreads(),
                times.getN(),
                times.getPercentile(50),
                times.getMin(),
                times.getMax(),
                allocatedBytes(run).getMean(),
                isBaseline(params.getBenchmark()),
                null);
    }

    /** Bytes that one operation allocated, in each of the measurements. */
    static Statistics allocatedBytes(RunResult run) {
        Result<?> allocation = run.getSecondaryResults().get("gc.alloc.rate.norm");
        if (allocation == null) {
            throw new IllegalStateException("measured without the GC profiler");
        }
        return allocation.getStatistics();
    }

    /** The same with its ratio, if its baseline is there. */
    Figure among(List<Figure> figures) {
        return figures.stream()
                .filter(figure -> figure.baseline && figure.isComparable(this))
                .findFirst()
                .map(figure -> withRatio(nanoseconds / figure.nanoseconds))
                .orElse(this);
    }

    /** Whether the class is the same, and so are the parameters as far as this one has any. */
    private boolean isComparable(Figure other) {
        return className().equals(other.className())
                && other.parameters.entrySet().containsAll(parameters.entrySet());
    }

    private Figure withRatio(double ratio) {
        return new Figure(
                benchmark,
                parameters,
                threads,
                iterations,
                nanoseconds,
                fastest,
                slowest,
                allocatedBytes,
                baseline,
                ratio);
    }

    private String className() {
        return benchmark.substring(0, benchmark.lastIndexOf('.'));
    }

    private static String withoutPackage(String benchmark) {
        int method = benchmark.lastIndexOf('.');
        return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    private static boolean isBaseline(String benchmark) {
        int dot = benchmark.lastIndexOf('.');
        String method = benchmark.substring(dot + 1);
        try {
            return Arrays.stream(Class.forName(benchmark.substring(0, dot)).getMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .anyMatch(candidate -> candidate.isAnnotationPresent(Baseline.class));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("JMH ran a class that isn't there: " + benchmark, e);
        }
    }
}
