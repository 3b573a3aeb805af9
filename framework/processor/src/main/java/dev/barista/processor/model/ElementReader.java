package dev.barista.processor.model;

import dev.barista.processor.model.DeclaredHook.Direction;
import dev.barista.spi.Bit;
import dev.barista.spi.Bits;
import dev.barista.spi.Commit;
import dev.barista.spi.Field;
import dev.barista.spi.MappedInt;
import dev.barista.spi.MappedLong;
import dev.barista.spi.OnPoll;
import dev.barista.spi.OnReset;
import dev.barista.spi.OnRestore;
import dev.barista.spi.Parameter;
import dev.barista.spi.Read;
import dev.barista.spi.Register;
import dev.barista.spi.Saved;
import dev.barista.spi.WritableWhen;
import dev.barista.spi.Write;
import dev.barista.spi.binding.ParameterDescription;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.MirroredTypeException;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads elements into declarations. */
public final class ElementReader {
    private final Elements elements;

    /** A reader of one compilation's elements. */
    public ElementReader(Elements elements) {
        this.elements = elements;
    }

    /** Reads a class with {@link dev.barista.spi.PciDevice}. */
    public DeclaredDevice device(TypeElement type) {
        List<VariableElement> fields = ElementFilter.fieldsIn(type.getEnclosedElements());
        List<ExecutableElement> methods = ElementFilter.methodsIn(type.getEnclosedElements());
        return new DeclaredDevice(
                type,
                elements.getPackageOf(type).getQualifiedName().toString(),
                fields,
                annotated(fields, Register.class).map(ElementReader::register).toList(),
                methods.stream().flatMap(method -> hooks(method).stream()).toList(),
                annotated(methods, WritableWhen.class).map(ElementReader::guard).toList(),
                annotated(fields, Saved.class).map(ElementReader::state).toList(),
                annotated(fields, Parameter.class).map(ElementReader::parameter).toList(),
                annotated(methods, OnPoll.class).toList(),
                annotated(methods, OnReset.class).toList(),
                annotated(methods, OnRestore.class).toList());
    }

    /** Reads a type with {@link Bits}. */
    public static DeclaredBits bits(TypeElement type) {
        Bits annotation = type.getAnnotation(Bits.class);
        return new DeclaredBits(
                type,
                annotation.value(),
                annotation.reserved(),
                type.getRecordComponents().stream().map(ElementReader::component).toList());
    }

    private static <E extends Element> Stream<E> annotated(
            List<E> elements, Class<? extends Annotation> annotation) {
        return elements.stream().filter(element -> element.getAnnotation(annotation) != null);
    }

    private static DeclaredRegister register(VariableElement field) {
        TypeMirror type = field.asType();
        boolean array = type.getKind() == TypeKind.ARRAY;
        Width mapped =
                isType(type, MappedInt.class)
                        ? Width.INT
                        : isType(type, MappedLong.class) ? Width.LONG : Width.NONE;
        return new DeclaredRegister(
                field,
                field.getAnnotation(Register.class),
                mapped != Width.NONE
                        ? mapped
                        : Width.of(array ? ((ArrayType) type).getComponentType() : type),
                array,
                mapped != Width.NONE,
                constant(field),
                layoutType(field)
                        .filter(layout -> layout.getAnnotation(Bits.class) != null)
                        .map(ElementReader::bits));
    }

    private static Optional<Long> constant(VariableElement field) {
        return field.getModifiers().contains(Modifier.STATIC)
                        && field.getConstantValue() instanceof Number number
                ? Optional.of(number.longValue())
                : Optional.empty();
    }

    /** The type that a register's {@code layout} names, if it names one. */
    public static Optional<TypeElement> layoutType(VariableElement field) {
        try {
            field.getAnnotation(Register.class).layout();
            throw new AssertionError("a class value can't be loaded while it is compiled");
        } catch (MirroredTypeException e) {
            return e.getTypeMirror() instanceof DeclaredType declared
                    ? Optional.of((TypeElement) declared.asElement())
                    : Optional.empty();
        }
    }

    private static List<DeclaredHook> hooks(ExecutableElement method) {
        List<DeclaredHook> hooks = new ArrayList<>();
        Read read = method.getAnnotation(Read.class);
        if (read != null) {
            hooks.add(
                    new DeclaredHook(
                            method,
                            Direction.READ,
                            read.bar(),
                            read.offset(),
                            read.length(),
                            Commit.EACH_HALF,
                            Width.of(method.getReturnType())));
        }
        Write write = method.getAnnotation(Write.class);
        if (write != null) {
            List<? extends VariableElement> parameters = method.getParameters();
            hooks.add(
                    new DeclaredHook(
                            method,
                            Direction.WRITE,
                            write.bar(),
                            write.offset(),
                            write.length(),
                            write.commit(),
                            parameters.isEmpty()
                                    ? Width.NONE
                                    : Width.of(parameters.get(parameters.size() - 1).asType())));
        }
        return hooks;
    }

    private static DeclaredGuard guard(ExecutableElement method) {
        WritableWhen annotation = method.getAnnotation(WritableWhen.class);
        return new DeclaredGuard(
                method, annotation.bar(), Arrays.stream(annotation.value()).boxed().toList());
    }

    private static DeclaredState state(VariableElement field) {
        TypeMirror type = field.asType();
        DeclaredState.Form form =
                switch (type.getKind()) {
                    case BOOLEAN -> DeclaredState.Form.BOOLEAN;
                    case BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE -> DeclaredState.Form.NUMBER;
                    case ARRAY ->
                            ((ArrayType) type).getComponentType().getKind().isPrimitive()
                                    ? DeclaredState.Form.ARRAY
                                    : DeclaredState.Form.UNSUPPORTED;
                    default ->
                            isString(type)
                                    ? DeclaredState.Form.STRING
                                    : enumConstants(type).isEmpty()
                                            ? DeclaredState.Form.UNSUPPORTED
                                            : DeclaredState.Form.ENUM;
                };
        return new DeclaredState(field, form, enumConstants(type));
    }

    private static DeclaredParameter parameter(VariableElement field) {
        TypeMirror type = field.asType();
        Optional<ParameterDescription.Type> parameterType =
                switch (type.getKind()) {
                    case INT -> Optional.of(ParameterDescription.Type.INT);
                    case LONG -> Optional.of(ParameterDescription.Type.LONG);
                    case BOOLEAN -> Optional.of(ParameterDescription.Type.BOOLEAN);
                    default ->
                            isString(type)
                                    ? Optional.of(ParameterDescription.Type.STRING)
                                    : enumConstants(type).isEmpty()
                                            ? Optional.empty()
                                            : Optional.of(ParameterDescription.Type.ENUM);
                };
        return new DeclaredParameter(
                field, field.getAnnotation(Parameter.class), parameterType, enumConstants(type));
    }

    private static boolean isString(TypeMirror type) {
        return isType(type, String.class);
    }

    private static boolean isType(TypeMirror type, Class<?> wanted) {
        return type instanceof DeclaredType declared
                && ((TypeElement) declared.asElement())
                        .getQualifiedName()
                        .contentEquals(wanted.getCanonicalName());
    }

    private static List<String> enumConstants(TypeMirror type) {
        return type instanceof DeclaredType declared
                        && declared.asElement().getKind() == ElementKind.ENUM
                ? declared.asElement().getEnclosedElements().stream()
                        .filter(element -> element.getKind() == ElementKind.ENUM_CONSTANT)
                        .map(element -> element.getSimpleName().toString())
                        .toList()
                : List.of();
    }

    private static DeclaredBits.Component component(RecordComponentElement component) {
        Bit bit = component.getAnnotation(Bit.class);
        Field field = component.getAnnotation(Field.class);
        if (bit != null && field == null) {
            return new DeclaredBits.Component(
                    component, DeclaredBits.Form.BIT, bit.value(), bit.value());
        }
        if (field != null && bit == null) {
            return new DeclaredBits.Component(
                    component, DeclaredBits.Form.FIELD, field.lo(), field.hi());
        }
        return new DeclaredBits.Component(component, DeclaredBits.Form.UNCLEAR, 0, 0);
    }
}
