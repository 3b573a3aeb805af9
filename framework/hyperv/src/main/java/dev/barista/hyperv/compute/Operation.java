package dev.barista.hyperv.compute;

import dev.barista.hyperv.error.HyperVException;
import dev.barista.hyperv.ffi.Answer;
import dev.barista.hyperv.ffi.SerialDelivery;
import dev.barista.hyperv.ffi.compute.ComputeTypes;
import dev.barista.hyperv.ffi.compute.NativeOperation;
import dev.barista.hyperv.ffi.compute.NativeProcessInfo;
import dev.barista.hyperv.ffi.compute.ProcessAnswer;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Something that the Host Compute Service does. The future completes on a thread of Java's, with
 * what the service answered or a {@link HyperVException}.
 *
 * <p>Nothing native is ever abandoned: if the future is cancelled or timed out, the service is
 * still at it, so the handles that it uses stay open until it has ended ({@link #ended}), and what
 * it made meanwhile is closed then.
 *
 * @param <T> what it answers
 */
public final class Operation<T> extends CompletableFuture<T> {
    private final String function;
    private final boolean ofProcess;
    private final Outcome<T> outcome;

    /** Completes when the starting thread has asked the operation all it has to. */
    private final CompletableFuture<@Nullable Void> begun = new CompletableFuture<>();

    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile @Nullable NativeOperation nativeOperation;
    private volatile long id = ComputeTypes.INVALID_OPERATION_ID;
    private volatile int type = OperationType.NONE.value();

    private Operation(String function, boolean ofProcess, Outcome<T> outcome) {
        this.function = function;
        this.ofProcess = ofProcess;
        this.outcome = outcome;
    }

    /** Starts a call that answers a document. */
    static Operation<String> start(
            String function, OperationSetup setup, Function<NativeOperation, Answer> call) {
        return start(function, setup, false, call, (document, process) -> document);
    }

    /**
     * Starts a call.
     *
     * @param function the name for exceptions
     * @param ofProcess whether the result has a process's id and streams
     */
    static <T> Operation<T> start(
            String function,
            OperationSetup setup,
            boolean ofProcess,
            Function<NativeOperation, Answer> call,
            Outcome<T> outcome) {
        Operation<T> operation = new Operation<>(function, ofProcess, outcome);
        NativeOperation started = setup.create(operation::onCompletion);
        operation.nativeOperation = started;
        try {
            Answer answer = call.apply(started);
            if (answer.isFailure()) {
                // The service may have left its reasons in the operation.
                String document = started.result().document();
                operation.fail(new HyperVException(function, answer.code(), document));
                return operation;
            }
            operation.id = started.id();
            operation.type = started.type();
            if (setup.isWaitedFor()) {
                SerialDelivery.handOver(operation::waitForEnd);
            }
            return operation;
        } catch (RuntimeException | Error e) {
            operation.fail(e);
            throw e;
        } finally {
            operation.begun.complete(null);
        }
    }

    /** On a thread of the service, which must not be kept, and must not close what calls it. */
    private void onCompletion() {
        var _ =
                begun.thenRunAsync(
                        () -> finish(NativeOperation::result, NativeOperation::resultAndProcess),
                        SerialDelivery::handOver);
    }

    private void waitForEnd() {
        finish(
                running -> running.waitForResult(ComputeTypes.INFINITE),
                running -> running.waitForResultAndProcess(ComputeTypes.INFINITE));
    }

    private void finish(
            Function<NativeOperation, Answer> reader,
            Function<NativeOperation, ProcessAnswer> processReader) {
        ProcessAnswer result;
        try {
            NativeOperation running = Objects.requireNonNull(nativeOperation);
            result =
                    ofProcess
                            ? processReader.apply(running)
                            : new ProcessAnswer(reader.apply(running), NativeProcessInfo.NONE);
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        Answer answer = result.answer();
        if (answer.isFailure()) {
            result.process().close();
            fail(new HyperVException(function, answer.code(), answer.document()));
        } else {
            succeed(answer.document(), result.process());
        }
    }

    private void fail(Throwable cause) {
        if (settled.compareAndSet(false, true)) {
            outcome.failed();
            release();
            completeExceptionally(cause);
            ended.complete(null);
        }
    }

    private void succeed(@Nullable String document, NativeProcessInfo process) {
        if (!settled.compareAndSet(false, true)) {
            process.close();
            return;
        }
        release();
        try {
            T value = outcome.succeeded(document == null ? "" : document, process);
            if (!complete(value)) {
                outcome.unwanted(value);
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
        ended.complete(null);
    }

    private void release() {
        NativeOperation running = nativeOperation;
        if (running != null) {
            running.close();
        }
    }

    /** The service's number of this operation; -1 if it did not start. */
    public long id() {
        return id;
    }

    /** Which call this is, a value of HCS_OPERATION_TYPE; {@link OperationType} knows most. */
    public int type() {
        return type;
    }

    /** Completes when the service is done, also where this future was cancelled or timed out. */
    public CompletableFuture<@Nullable Void> ended() {
        return ended.copy();
    }

    /**
     * Facts about the operation while it runs, JSON.
     *
     * @param options what is asked for, JSON
     * @throws IllegalStateException if it has ended
     */
    public String properties(String options) {
        return Objects.requireNonNull(nativeOperation).properties(options).orThrow();
    }

    /**
     * Asks the service to end the operation. The future completes with what comes of that.
     *
     * @return whether the service has taken the request: some versions of Windows can't cancel,
     *     some operations can't be cancelled, and one that has ended need not be
     */
    public boolean requestCancel() {
        try {
            NativeOperation running = nativeOperation;
            return running != null && !running.cancel().isFailure();
        } catch (IllegalStateException hasEnded) {
            return false;
        }
    }

    /** Cancels the future, and asks the service to end the operation. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            requestCancel();
        }
        return cancelled;
    }

    /** What depends on an operation is no operation. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
