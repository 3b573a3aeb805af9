package dev.barista.processor.findings;

import dev.barista.spi.Bar;
import dev.barista.spi.VendorCapability;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/**
 * What a message points at: an element, or in it an annotation, or in that the value of a member.
 *
 * @param annotation absent for the element itself
 * @param value absent for the whole annotation
 */
public record Where(
        Element element, Optional<AnnotationMirror> annotation, Optional<AnnotationValue> value) {

    /** The element itself. */
    public static Where of(Element element) {
        return new Where(element, Optional.empty(), Optional.empty());
    }

    /** An annotation of an element. */
    public static Where of(Element element, Class<? extends Annotation> annotation) {
        return new Where(element, mirror(element, annotation), Optional.empty());
    }

    /** A member of an annotation, or the annotation where the member is left to its default. */
    public static Where of(Element element, Class<? extends Annotation> annotation, String member) {
        return of(element, annotation).member(member);
    }

    /** The BAR that an element declares as the one of that number, from 0. */
    public static Where ofBar(Element element, int number) {
        return ofRepeated(element, Bar.class, Bar.List.class, number);
    }

    /** One of the elements that the value of a member has, from 0; the value if it is no list. */
    public Where element(int number) {
        return new Where(
                element,
                annotation,
                value.map(
                        it ->
                                it.getValue() instanceof List<?> elements
                                        ? (AnnotationValue) elements.get(number)
                                        : it));
    }

    /** The vendor capability that an element declares as the one of that number, from 0. */
    public static Where ofVendorCapability(Element element, int number) {
        return ofRepeated(element, VendorCapability.class, VendorCapability.List.class, number);
    }

    /** The value of a member of the annotation, or the annotation if it is left to its default. */
    public Where member(String member) {
        return new Where(element, annotation, annotation.flatMap(it -> value(it, member)));
    }

    private static Where ofRepeated(
            Element element,
            Class<? extends Annotation> annotation,
            Class<? extends Annotation> container,
            int number) {
        Optional<AnnotationMirror> list = mirror(element, container);
        if (list.isEmpty()) {
            return of(element, annotation);
        }
        List<?> repeated = (List<?>) value(list.get(), "value").orElseThrow().getValue();
        return new Where(
                element,
                Optional.of((AnnotationMirror) ((AnnotationValue) repeated.get(number)).getValue()),
                Optional.empty());
    }

    private static Optional<AnnotationMirror> mirror(
            Element element, Class<? extends Annotation> annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(
                        mirror ->
                                mirror.getAnnotationType()
                                        .toString()
                                        .equals(annotation.getCanonicalName()))
                .<AnnotationMirror>map(mirror -> mirror)
                .findFirst();
    }

    private static Optional<AnnotationValue> value(AnnotationMirror mirror, String member) {
        return mirror.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(member))
                .<AnnotationValue>map(Map.Entry::getValue)
                .findFirst();
    }
}
