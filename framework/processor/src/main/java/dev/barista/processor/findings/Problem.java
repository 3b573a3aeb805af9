package dev.barista.processor.findings;

/**
 * Every mistake in a declaration that the processor knows. Each has a must-fail source in the
 * tests, and framework/docs/problems.md is made of both.
 */
public enum Problem {
    DEVICE_NOT_FINAL(
            "DEV01",
            "The device class is not final",
            "Generated code calls the device's methods directly, and state in a subclass would be"
                    + " neither reset nor saved.",
            "Make the class final, and not abstract."),
    DEVICE_NOT_A_FUNCTION(
            "DEV02",
            "The device class does not extend PciFunction",
            "A device reaches its host through PciFunction. A class between the two could hold"
                    + " registers and state that the processor does not see.",
            "Write `extends PciFunction`; share code between devices by composition."),
    DEVICE_UNREACHABLE(
            "DEV03",
            "Generated code cannot make the device class",
            "The classes generated for a device lie in its package and call its constructor.",
            "Make it a top-level or static nested class that is not private and has no type"
                    + " parameters."),
    DEVICE_NAME(
            "DEV04",
            "The device's name is not one for a command line",
            "The name is typed in front of a comma and parameters, as in `edu,dma_mask=0xff`.",
            "Use lower-case letters, digits and single dashes, a letter first."),
    DEVICE_NAME_TAKEN(
            "DEV05",
            "Two devices have the same name",
            "A host finds a device by its name.",
            "Rename one of them."),
    IDENTITY_RANGE(
            "DEV06",
            "An identification field is out of range",
            "Vendor and device IDs have 16 bits, the revision 8, the class code 24; a vendor ID of"
                    + " 0xffff means that no function is there (PCI Local Bus 3.0, section 6.2.1).",
            "Use the number that the device's specification gives."),
    STRAY_ANNOTATION(
            "DEV07",
            "An annotation is in a class where it has no effect",
            "Only classes with @PciDevice and records with @Bits are read.",
            "Annotate the class, or remove the annotation."),
    DEVICE_NOT_PROVIDED(
            "MOD01",
            "The module does not provide the device",
            "On the module path a device is found by the `provides` clauses of its module alone.",
            "Add the line that the message gives to module-info.java."),
    NO_CONSTRUCTOR(
            "CTX01",
            "The device has no constructor that its host can call",
            "A host makes the device with its context and nothing else; all other settings are"
                    + " @Parameter fields.",
            "Declare a constructor `(DeviceContext context)` that is not private."),
    CONSTRUCTOR_THROWS(
            "CTX02",
            "The constructor throws a checked exception",
            "The generated code that calls it has nobody to hand such an exception to.",
            "Do what can fail later, or throw an unchecked exception."),
    BAR_SIZE(
            "BAR01",
            "A BAR's size cannot be decoded",
            "A BAR is sized by the address bits that it leaves at zero, so sizes are powers of two:"
                + " 16 bytes to 1 GiB of memory, 4 to 256 bytes of I/O space (PCI Local Bus 3.0,"
                + " section 6.2.5.1).",
            "Use the size that the message suggests; unused bytes cost nothing."),
    BAR_TAKEN(
            "BAR02",
            "A BAR index is taken",
            "A 64-bit BAR takes its own index and the one after it.",
            "Use the next free index."),
    BAR_INDEX(
            "BAR03",
            "There is no BAR of that index",
            "A function has six BARs, 0 to 5; a 64-bit one can start at 4 at the latest.",
            "Use another index."),
    BAR_PREFETCHABLE(
            "BAR04",
            "An I/O BAR is declared prefetchable",
            "Only memory BARs have the prefetchable bit (PCI Local Bus 3.0, section 6.2.5.1).",
            "Remove `prefetchable`."),
    MAPPED_IO(
            "BAR05",
            "An I/O BAR has mapped pages",
            "Only memory can be mapped; I/O ports are always trapped.",
            "Remove `mapped`, or use a memory BAR."),
    MAPPED_PAGES(
            "BAR06",
            "Mapped pages are not whole pages of their BAR",
            "Memory is shared page by page, and a page has 4096 bytes.",
            "Use an offset and a size that are multiples of 4096, inside the BAR."),
    MAPPED_TWICE(
            "BAR07",
            "A page is mapped twice",
            "Each page of a BAR is named once, or it would be unclear how large an area is.",
            "Move or join the areas."),
    REGISTER_OVERLAP(
            "REG01",
            "Two registers share bytes",
            "Every byte of a BAR belongs to one register, array or hook at most.",
            "Move one of them, or make it narrower."),
    REGISTER_OUTSIDE_BAR(
            "REG02",
            "A register lies outside its BAR",
            "The guest could never reach it.",
            "Move it, or enlarge the BAR."),
    REGISTER_UNALIGNED(
            "REG03",
            "A register is not aligned to its width",
            "An access of that width at that offset would be misaligned, and buses split those.",
            "Use an offset that is a multiple of the width."),
    REGISTER_TYPE(
            "REG04",
            "A field's type is no register width",
            "A register is 8, 16, 32 or 64 bits wide, and its field's type says which.",
            "Use byte, short, int or long, or an array of one of them with `count`."),
    REGISTER_FIELD(
            "REG05",
            "Generated code cannot use the register's field",
            "Registers are instance fields that the generated class in the same package reads and"
                    + " writes; constants are `static final` with a compile-time value; arrays are"
                    + " final, as their length is.",
            "Change the modifiers as the message says."),
    HOOK_UNPAIRED(
            "REG06",
            "A hook belongs to no register",
            "@Read and @Write pair with the register field of the same name.",
            "Rename the method, or give it an offset of its own."),
    HOOK_SIGNATURE(
            "REG07",
            "A hook's signature does not fit",
            "What a hook takes and returns follows from what it belongs to: a register, an array of"
                    + " registers, an offset of its own or a window.",
            "Use the signature that the message gives."),
    WRITE_HOOK_UNREACHABLE(
            "REG08",
            "@Write belongs to a register that the guest cannot write",
            "Writes to constants and to RO, RESERVED and UNIMPLEMENTED registers are dropped before"
                    + " any hook.",
            "Make the register writable, or remove the hook."),
    READ_HOOK_UNREACHABLE(
            "REG09",
            "@Read belongs to a register whose answer is fixed",
            "Constants and WO, RESERVED and UNIMPLEMENTED registers answer without asking a hook.",
            "Make the register readable, or remove the hook."),
    ARRAY_COUNT(
            "REG10",
            "`count` and the field's type disagree",
            "An array field stands for `count` registers, any other field for one.",
            "Give an array its count, and nothing else one."),
    ARRAY_STRIDE(
            "REG11",
            "A register array's stride is impossible",
            "Registers of an array must not overlap, and all of them are aligned to their width.",
            "Use a multiple of the width."),
    NO_SUCH_BAR(
            "REG12",
            "The BAR is not declared",
            "Registers, hooks and guards lie in a BAR that the class declares.",
            "Declare it with @Bar, or name another."),
    HOOK_MEMBER_UNUSED(
            "REG13",
            "A member of @Read or @Write has no effect",
            "`bar` and `length` are for hooks with an offset of their own, `commit` is for hooks of"
                    + " 64-bit registers.",
            "Remove the member."),
    HOOK_TAKEN(
            "REG14",
            "A register has two hooks of one kind",
            "Generated code calls one method for a read, and one for a write.",
            "Remove one of them."),
    HOOK_UNREACHABLE(
            "REG15",
            "Generated code cannot call the hook",
            "The generated class in the same package calls hooks on the device, and has nobody to"
                    + " hand a checked exception to.",
            "Remove `private`, `static`, type parameters and checked exceptions."),
    WINDOW_LENGTH(
            "REG16",
            "A window's length is impossible",
            "A window consists of whole words of its hook's width.",
            "Use a positive multiple of the width."),
    REGISTER_LAYOUT(
            "REG17",
            "A register's layout does not fit",
            "`layout` names a record with @Bits of the register's width.",
            "Name such a record, or change a width."),
    CONSTANT_MEMBER(
            "REG18",
            "A constant register declares behaviour",
            "A constant reads as its field's value and cannot be written, so a reset value, masks"
                    + " and an access other than RO or UNIMPLEMENTED have no effect.",
            "Remove the member, or make the register a field that is not `static final`."),
    MAPPED_REGISTER_PLACE(
            "REG19",
            "A mapped register is not in mapped pages",
            "A MappedInt or MappedLong is memory that the guest shares, so all of it lies in one"
                    + " area of mapped pages.",
            "Move the register, map its pages with @Bar's `mapped`, or make it an int or long."),
    TRAPPED_IN_MAPPED_PAGES(
            "REG20",
            "What must be trapped is in mapped pages",
            "The guest accesses mapped pages without the device being asked, so a field would not"
                    + " be what it sees and a hook would never run.",
            "Move it to another page, or make the register a MappedInt or MappedLong."),
    MAPPED_REGISTER_MEMBER(
            "REG21",
            "A mapped register declares what memory cannot do",
            "The guest can read and write every bit of a mapped page, and nobody is asked: there is"
                    + " no access but RW, and no mask, hook or guard.",
            "Remove what the message names, or move the register to a page that is not mapped."),
    MASK_TOO_WIDE(
            "MSK01",
            "A mask or reset value has more bits than its register",
            "The bits above the register's width do not exist.",
            "Correct the number or the field's type."),
    MASKS_INTERSECT(
            "MSK02",
            "A bit is both writable and cleared by writing one",
            "A written one would have to be stored and to clear.",
            "Take the bit out of one of the masks."),
    RESET_IN_RESERVED(
            "MSK03",
            "The reset value sets reserved bits",
            "Reserved bits read as zero.",
            "Clear the bits in `reset`, or take them out of `reserved`."),
    MASK_WITHOUT_EFFECT(
            "MSK04",
            "A mask cannot have an effect",
            "What cannot be written has no bits to write, and what cannot be read none to clear by"
                    + " reading.",
            "Remove the mask, or change `access`."),
    RESERVED_CLAIMED(
            "MSK05",
            "A reserved bit is claimed by another mask",
            "Reserved bits ignore writes and read as zero.",
            "Take the bits out of one of the masks."),
    BITS_OVERLAP(
            "BIT01",
            "Two components share bits",
            "Every bit of a register has one meaning.",
            "Move one of them."),
    BITS_GAP(
            "BIT02",
            "Bits are neither covered nor reserved",
            "A layout says what every bit is, so that a forgotten field is found.",
            "Add a component, or add the bits to `reserved`."),
    COMPONENT_UNPLACED(
            "BIT03",
            "A component does not say where it is",
            "Each component of a @Bits record is one @Bit or one @Field.",
            "Add one of them, or remove one of two."),
    COMPONENT_TYPE(
            "BIT04",
            "A component's type does not fit its bits",
            "A @Bit is a boolean; a @Field is an int of up to 32 bits, or a long.",
            "Use that type."),
    BITS_WIDTH(
            "BIT05",
            "The layout's width is none of a register",
            "Registers have 8, 16, 32 or 64 bits.",
            "Use one of these."),
    COMPONENT_RANGE(
            "BIT06",
            "A component lies outside the register",
            "Bit 0 is the lowest, and `hi` is the number of the highest bit, inclusive.",
            "Correct the numbers."),
    BITS_NOT_A_RECORD(
            "BIT07",
            "@Bits is not on a record that generated code can use",
            "The components of a record are the fields of the layout, and generated code in the"
                    + " same package makes such records.",
            "Make it a record that is not private and has no type parameters."),
    RESERVED_COVERED(
            "BIT08",
            "Reserved bits are covered, or do not exist",
            "`reserved` names the bits of the register that no component covers.",
            "Correct the mask."),
    ACCESSORS_TAKEN(
            "BIT09",
            "Two layouts would have the same accessors",
            "The accessors of a record `X` are in a class `XBits` of the record's package, also if"
                    + " the record is nested.",
            "Rename one of the records."),
    COMPONENT_NAME(
            "BIT10",
            "A component's name is taken",
            "The accessors' class has a method `decode` of its own.",
            "Rename the component."),
    GUARD_OFFSET(
            "GRD01",
            "A guard names an offset where nothing is declared",
            "@WritableWhen takes the offsets of registers, the first of an array, and hooks with an"
                    + " offset of their own.",
            "Use one of the offsets that the message lists."),
    GUARD_SIGNATURE(
            "GRD02",
            "A guard's signature does not fit",
            "A guard answers a question and takes nothing.",
            "Write `boolean name()`, not private, not static, without checked exceptions."),
    GUARD_WITHOUT_EFFECT(
            "GRD03",
            "A guard names a register that the guest cannot write",
            "There is no write that it could refuse.",
            "Remove the offset from the guard."),
    GUARD_CHANGES_STATE(
            "GRD04",
            "A guard changes the device",
            "A guard runs on every write to its registers, whether or not it lets it pass.",
            "Move the change to a @Write hook."),
    STATE_UNDECIDED(
            "STA01",
            "A field's part in reset and save is undecided",
            "State that nobody resets or saves is found when a guest has lost it.",
            "Add @Saved, or @Transient with the reason, or declare the device not saveable."),
    SAVED_TYPE(
            "STA02",
            "A @Saved field's type cannot be saved",
            "Saved state consists of numbers, booleans, text, enums and arrays of primitives.",
            "Keep the state in such fields, or save it in them before it is needed."),
    TWO_ROLES(
            "STA03",
            "A field has two roles",
            "A field is a register, saved state, a parameter or transient.",
            "Remove one of the annotations."),
    SAVED_FIELD(
            "STA04",
            "Generated code cannot use the saved field",
            "Saved fields are set by the generated class in the same package; arrays are filled in"
                    + " place.",
            "Remove `private`, `static` and, except on arrays, `final`; make arrays final."),
    TRANSIENT_REASON(
            "STA05",
            "@Transient gives no reason",
            "The next maintainer needs to know why the field need not be saved.",
            "Say why, as in `@Transient(\"rebuilt from the registers on first use\")`."),
    PARAMETER_TYPE(
            "PAR01",
            "A parameter's type cannot be configured",
            "Parameters are int, long, boolean, String or an enum.",
            "Use one of these types."),
    PARAMETER_NAME(
            "PAR02",
            "A parameter's key is not one for a command line",
            "The key is typed as in `edu,dma_mask=0xff`.",
            "Use lower-case letters, digits and underscores, a letter first."),
    PARAMETER_TAKEN(
            "PAR03",
            "Two parameters have the same key",
            "A value given for the key could go to either.",
            "Rename one of them."),
    PARAMETER_FIELD(
            "PAR04",
            "Generated code cannot set the parameter",
            "A parameter is set by the generated class in the same package, after the constructor.",
            "Remove `private`, `static` and `final`."),
    PARAMETER_RANGE(
            "PAR05",
            "A parameter's range is impossible",
            "`min` and `max` bound numbers, and lie in the field's type.",
            "Correct or remove them."),
    RESET_SIGNATURE(
            "RST01",
            "An @OnReset or @OnRestore method's signature does not fit",
            "Generated code in the same package calls it and has nothing to give it.",
            "Write `void name()`, not private, not static, without checked exceptions."),
    RESET_TAKEN(
            "RST02",
            "Two methods are to run at the same event",
            "Which of them ran first would depend on the order of the source.",
            "Call one from the other."),
    POLL_SIGNATURE(
            "POL01",
            "An @OnPoll method's signature does not fit",
            "Generated code in the same package calls it and wants to know whether there was work.",
            "Write `boolean name()`, not private, not static, without checked exceptions."),
    POLL_WITHOUT_THREAD(
            "POL02",
            "An @OnPoll method has no thread to run on",
            "Only a device with a thread of its own can look for work that no access announces.",
            "Add `dispatch = Dispatch.DEDICATED` to @PciDevice, or look on a timer."),
    VECTOR_COUNT(
            "MSI01",
            "The number of interrupt vectors is impossible",
            "MSI has 1, 2, 4, 8, 16 or 32 vectors, MSI-X 1 to 2048 (PCI Local Bus 3.0, section"
                    + " 6.8).",
            "Use such a number."),
    VECTOR_OUT_OF_RANGE(
            "MSI02",
            "A signalled vector is not declared",
            "Vectors are numbered from 0 to one less than the most that @Msi, @MsiX or @Intx"
                    + " declares; @Intx alone has one.",
            "Signal another vector, or declare more."),
    MSIX_PLACE(
            "MSI03",
            "The MSI-X table or pending bit array cannot be where it is declared",
            "Each lies in a declared memory BAR, aligned to 8 bytes, whole and apart from the other"
                    + " (PCI Local Bus 3.0, section 6.8.2).",
            "Move it, or enlarge the BAR."),
    MSIX_OVERLAP(
            "MSI04",
            "A register overlaps the MSI-X table or pending bit array",
            "The framework serves both, so the register could never be reached.",
            "Move the register or the structure."),
    MSIX_MAPPED(
            "MSI05",
            "The MSI-X table or pending bit array is in mapped pages",
            "The framework serves both, so their pages have to be trapped.",
            "Move them to pages that are not mapped."),
    SERIAL_NUMBER_PLACE(
            "CAP01",
            "A serial number needs PCI Express",
            "It is an extended capability, which lies behind the first 256 bytes of configuration"
                    + " space.",
            "Add @PciExpress, or remove @SerialNumber."),
    VENDOR_BYTES(
            "CAP02",
            "A vendor capability's bytes are impossible",
            "A capability holds bytes, 0 to 0xff, and at most 128 of them.",
            "Correct the numbers."),
    TWO_FUNCTION_RESETS(
            "CAP03",
            "Function-level reset is declared twice",
            "A PCI Express function has it in its PCI Express capability; @AdvancedFeatures is for"
                    + " conventional functions.",
            "Remove @AdvancedFeatures."),
    CAPABILITIES_TOO_LONG(
            "CAP04",
            "The capabilities do not fit",
            "They share the 192 bytes between the header and the end of the first 256 bytes of"
                    + " configuration space.",
            "Shorten or remove a vendor capability.");

    private final String code;
    private final String summary;
    private final String explanation;
    private final String remedy;

    Problem(String code, String summary, String explanation, String remedy) {
        this.code = code;
        this.summary = summary;
        this.explanation = explanation;
        this.remedy = remedy;
    }

    /** The code that messages begin with and the catalogue is ordered by. */
    public String code() {
        return code;
    }

    /** What is wrong, in one line. */
    public String summary() {
        return summary;
    }

    /** Why it is wrong. */
    public String explanation() {
        return explanation;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
