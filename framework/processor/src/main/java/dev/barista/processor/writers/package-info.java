/**
 * The code that a correct declaration becomes: the processor's last stage.
 *
 * <p>Everything here relies on {@code dev.barista.processor.checks} having found nothing, and
 * decides nothing about the meaning of a declaration beyond what the SPI's javadoc says.
 */
@NullMarked
package dev.barista.processor.writers;

import org.jspecify.annotations.NullMarked;
