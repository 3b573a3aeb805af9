import dev.barista.spi.*;

@Bits(value = 8, reserved = 0xfe)
record Control(
        @Bit(0) boolean decode) {} // error: BIT10
