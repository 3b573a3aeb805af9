/* Threads of a library. */
#ifndef WORKERS_H
#define WORKERS_H

/*
 * Runs work on another thread, which is kept for the next and never ends. On Windows a thread that
 * has called a JVM leaves it when it ends, under the loader's lock, and waits there for a safepoint;
 * a Java thread that starts waits for that lock, and the safepoint for that thread: the JVM stands
 * still for ever.
 */
void run_elsewhere(void (*work)(void *argument), void *argument);

#endif
