import dev.barista.spi.*;

@Bits(32) // error: BIT02
record Control(@Bit(0) boolean enable, @Field(lo = 4, hi = 7) int mode) {}
