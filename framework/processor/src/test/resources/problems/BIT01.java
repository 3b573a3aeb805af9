import dev.barista.spi.*;

@Bits(value = 32, reserved = 0xffff_fff0)
record Control(
        @Field(lo = 0, hi = 2) int mode,
        @Field(lo = 2, hi = 3) int size) {} // error: BIT01
