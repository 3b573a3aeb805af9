package dev.barista.launcher.console;

import dev.barista.spi.binding.BarDescription;
import dev.barista.spi.binding.DeviceDescription;
import dev.barista.spi.binding.RegisterDescription;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an access goes.
 *
 * @param width bytes: 1, 2, 4 or 8
 */
record RegisterAddress(int bar, long offset, int width) {
    private static final Pattern PLACE = Pattern.compile("([0-5]):([^/]+)(?:/([1248]))?");
    private static final Pattern NAME = Pattern.compile("(\\w+)(?:\\[(\\d{1,9})])?");

    /**
     * Understands {@code NAME}, {@code NAME[INDEX]} and {@code BAR:OFFSET[/BYTES]}.
     *
     * @throws ConsoleException if the device has no such register
     */
    static RegisterAddress parse(DeviceDescription device, String text) {
        Matcher place = PLACE.matcher(text);
        if (place.matches()) {
            String width = place.group(3);
            return new RegisterAddress(
                    Integer.parseInt(place.group(1)),
                    Numbers.parse(place.group(2)),
                    width == null ? Integer.BYTES : Integer.parseInt(width));
        }
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            for (BarDescription bar : device.bars()) {
                for (RegisterDescription register : bar.registers()) {
                    if (register.name().equals(name.group(1))) {
                        return element(bar, register, name.group(2));
                    }
                }
            }
        }
        throw new ConsoleException(
                ("%s has no register '%s'; 'peek' lists those there are, BAR:OFFSET/BYTES is any"
                                + " place")
                        .formatted(device.name(), text));
    }

    private static RegisterAddress element(
            BarDescription bar, RegisterDescription register, String digits) {
        int index = digits == null ? 0 : Integer.parseInt(digits);
        if (index >= register.count()) {
            throw new ConsoleException(
                    "%s has the indices 0 to %d".formatted(register.name(), register.count() - 1));
        }
        return new RegisterAddress(
                bar.index(),
                register.offset() + (long) index * register.stride(),
                register.width());
    }
}
