import dev.barista.spi.*;

@Bits(24) // error: BIT05
record Control(@Field(lo = 0, hi = 23) int address) {}
