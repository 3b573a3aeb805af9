/**
 * What a vfio-user message costs between the socket and the device: taking it apart, and the whole
 * way of a client's access there and back.
 */
@NullMarked
package dev.barista.benchmarks.messages;

import org.jspecify.annotations.NullMarked;
