package dev.barista.hyperv.ffi.compute;

import dev.barista.hyperv.ffi.Answer;

/**
 * What an operation on a process answered.
 *
 * @param answer code and document
 * @param process the process's id and standard streams, all empty if the operation failed
 */
public record ProcessAnswer(Answer answer, NativeProcessInfo process) {}
