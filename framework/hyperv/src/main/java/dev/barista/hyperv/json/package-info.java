/**
 * Reads the few facts that this module itself needs of the services' documents. Not exported.
 *
 * <p>What it does not do: know the documents' types; {@code dev.barista.compute.schema} does.
 */
@NullMarked
package dev.barista.hyperv.json;

import org.jspecify.annotations.NullMarked;
