import dev.barista.spi.*;

@Bits(value = 32, reserved = 0xffff_fffe)
record Control(
        @Bit(0) boolean enable,
        int mode) {} // error: BIT03
