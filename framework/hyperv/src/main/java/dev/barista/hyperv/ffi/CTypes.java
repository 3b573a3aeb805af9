package dev.barista.hyperv.ffi;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.ValueLayout;

/**
 * The C types of the headers on 64-bit Windows, by their names. A type of one header stands in that
 * header's package.
 */
public final class CTypes {
    /** A result code. */
    public static final ValueLayout.OfInt HRESULT = int32("HRESULT");

    /** Unsigned. */
    public static final ValueLayout.OfInt DWORD = int32("DWORD");

    /** Unsigned. */
    public static final ValueLayout.OfInt UINT32 = int32("UINT32");

    /** 0 or 1. */
    public static final ValueLayout.OfInt BOOL = int32("BOOL");

    /** Unsigned. */
    public static final ValueLayout.OfLong UINT64 = ValueLayout.JAVA_LONG.withName("UINT64");

    /** Unsigned. */
    public static final ValueLayout.OfShort USHORT = ValueLayout.JAVA_SHORT.withName("USHORT");

    /** UTF-16 with a zero at its end, the caller's. */
    public static final AddressLayout PCWSTR = pointer("PCWSTR");

    /** Where a pointer to a string goes, which the caller has to free. */
    public static final AddressLayout OUT_PWSTR = pointer("PWSTR*");

    /** A pointer to a GUID of 16 bytes, for all that C++ calls it a reference. */
    public static final AddressLayout REFGUID = pointer("REFGUID");

    /** A kernel object. */
    public static final AddressLayout HANDLE = pointer("HANDLE");

    /** Where a handle goes. */
    public static final AddressLayout OUT_HANDLE = pointer("HANDLE*");

    /** Anything. */
    public static final AddressLayout VOID_POINTER = pointer("void*");

    /** Where a pointer to anything goes. */
    public static final AddressLayout OUT_VOID_POINTER = pointer("void**");

    private CTypes() {}

    /** A pointer or handle of that name. */
    public static AddressLayout pointer(String name) {
        return ValueLayout.ADDRESS.withName(name);
    }

    /** An enum, or another type of 32 bits, of that name. */
    public static ValueLayout.OfInt int32(String name) {
        return ValueLayout.JAVA_INT.withName(name);
    }
}
