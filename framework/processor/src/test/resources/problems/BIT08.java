import dev.barista.spi.*;

@Bits(value = 8, reserved = 0xff) // error: BIT08
record Control(@Bit(0) boolean enable) {}
