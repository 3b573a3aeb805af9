import dev.barista.spi.*;

@Bits(value = 16, reserved = 0xff00)
record Control(
        @Field(lo = 0, hi = 7) int mode,
        @Bit(16) boolean enable) {} // error: BIT06
