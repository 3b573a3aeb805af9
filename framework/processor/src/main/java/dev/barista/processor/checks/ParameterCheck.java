package dev.barista.processor.checks;

import dev.barista.processor.findings.Findings;
import dev.barista.processor.findings.Problem;
import dev.barista.processor.findings.Where;
import dev.barista.processor.model.DeclaredDevice;
import dev.barista.processor.model.DeclaredParameter;
import dev.barista.spi.Parameter;
import dev.barista.spi.binding.ParameterDescription;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import javax.lang.model.element.Modifier;

/** The fields that a configuration sets. */
final class ParameterCheck implements DeviceCheck {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    @Override
    public void check(DeclaredDevice device, Findings findings) {
        Map<String, String> fields = new HashMap<>();
        for (DeclaredParameter parameter : device.parameters()) {
            if (parameter.type().isEmpty()) {
                findings.add(
                        Problem.PARAMETER_TYPE,
                        Where.of(parameter.element()),
                        "parameter '%s' has type %s; use int, long, boolean, String or an enum"
                                .formatted(parameter.fieldName(), parameter.element().asType()));
            } else {
                checkRange(parameter, parameter.type().get(), findings);
            }
            checkField(parameter, findings);
            if (!KEY.matcher(parameter.key()).matches()) {
                findings.add(
                        Problem.PARAMETER_NAME,
                        Where.of(parameter.element(), Parameter.class, "name"),
                        "the key '%s' of parameter '%s' is not made of lower-case letters, digits and underscores"
                                .formatted(parameter.key(), parameter.fieldName()));
            }
            String other = fields.putIfAbsent(parameter.key(), parameter.fieldName());
            if (other != null) {
                findings.add(
                        Problem.PARAMETER_TAKEN,
                        Where.of(parameter.element(), Parameter.class, "name"),
                        "parameters '%s' and '%s' both have the key '%s'; rename one of them"
                                .formatted(other, parameter.fieldName(), parameter.key()));
            }
        }
    }

    private static void checkField(DeclaredParameter parameter, Findings findings) {
        Set<Modifier> modifiers = parameter.element().getModifiers();
        for (Modifier modifier : Set.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)) {
            if (modifiers.contains(modifier)) {
                findings.add(
                        Problem.PARAMETER_FIELD,
                        Where.of(parameter.element()),
                        "parameter '%s' is %s; remove `%2$s`"
                                .formatted(parameter.fieldName(), modifier));
                return;
            }
        }
    }

    private static void checkRange(
            DeclaredParameter parameter, ParameterDescription.Type type, Findings findings) {
        Parameter annotation = parameter.annotation();
        boolean hasMin = annotation.min() != Long.MIN_VALUE;
        boolean hasMax = annotation.max() != Long.MAX_VALUE;
        String member = hasMin ? "min" : "max";
        if (!hasMin && !hasMax) {
            return;
        }
        String wrong;
        if (type != ParameterDescription.Type.INT && type != ParameterDescription.Type.LONG) {
            wrong = "is no number, so `%s` has no effect; remove it".formatted(member);
        } else if (annotation.min() > annotation.max()) {
            wrong =
                    "has min %d above max %d; exchange them"
                            .formatted(annotation.min(), annotation.max());
        } else if (type == ParameterDescription.Type.INT
                && ((hasMin && annotation.min() != (int) annotation.min())
                        || (hasMax && annotation.max() != (int) annotation.max()))) {
            wrong = "is an int, which min or max exceeds; make it a long";
        } else {
            return;
        }
        findings.add(
                Problem.PARAMETER_RANGE,
                Where.of(parameter.element(), Parameter.class, member),
                "parameter '%s' %s".formatted(parameter.fieldName(), wrong));
    }
}
