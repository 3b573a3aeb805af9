import dev.barista.spi.*;

final class Transmit {
    @Bits(value = 8, reserved = 0xfe)
    record Control(@Bit(0) boolean enable) {}
}

final class Receive {
    @Bits(value = 8, reserved = 0xfc)
    record Control(@Field(lo = 0, hi = 1) int mode) {} // error: BIT09
}
