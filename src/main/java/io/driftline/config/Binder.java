package io.driftline.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Values by path → the record tree. The records' own constructors check what the values mean. */
final class Binder {
    private final Map<String, JsonNode> values;

    Binder(Map<String, JsonNode> values) {
        this.values = values;
    }

    Config bind() {
        return Config.class.cast(group(Config.class, ""));
    }

    private Object group(Class<?> type, String prefix) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] arguments = Arrays.stream(components)
                .map(component -> argument(component, prefix + component.getName()))
                .toArray();
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            return type.getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof StartException sentence) {
                throw sentence;
            }
            throw new IllegalStateException(refused);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object argument(RecordComponent component, String path) {
        boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (Settings.isGroup(component.getType())) {
            return optional && !given(path + ".") ? null : group(component.getType(), path + ".");
        }
        JsonNode value = values.get(path);
        if (value != null && !value.isNull()) {
            return value(component.getType(), path, value);
        }
        if (optional) {
            return null;
        }
        throw new StartException("Setting " + path + " is missing: give it in the configuration file, or as "
                + Settings.variable(path) + " in the environment.");
    }

    private boolean given(String prefix) {
        return values.entrySet().stream()
                .anyMatch(entry ->
                        entry.getKey().startsWith(prefix) && !entry.getValue().isNull());
    }

    private static Object value(Class<?> type, String path, JsonNode value) {
        if (type == List.class) {
            return list(value);
        }
        String text = text(path, value);
        Optional<?> parsed = parse(type, path, text);
        return parsed.orElseThrow(() -> Check.refusal(path, text, needed(type, path)));
    }

    private static Optional<?> parse(Class<?> type, String path, String text) {
        if (type == int.class) {
            return path.endsWith("Bytes") ? Quantities.bytes(text) : whole(text);
        }
        if (type == boolean.class) {
            return Stream.of(true, false)
                    .filter(value -> value.toString().equals(text))
                    .findFirst();
        }
        if (type == Duration.class) {
            return Quantities.duration(text);
        }
        if (type == Path.class) {
            return Optional.of(Path.of(text));
        }
        if (type == Secret.class) {
            return Optional.of(new Secret(text));
        }
        return type.isEnum() ? constant(type, text) : Optional.of(text);
    }

    private static Optional<?> constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<Integer> whole(String text) {
        try {
            return Optional.of(Integer.parseInt(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String needed(Class<?> type, String path) {
        if (type == Duration.class) {
            return "a duration such as \"10 s\", \"5 min\", \"24 h\" or \"PT10S\"";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type.isEnum()) {
            return "one of " + String.join(", ", names(type));
        }
        return path.endsWith("Bytes") ? "a size below 2 GiB such as \"64 KiB\" or \"8 MiB\"" : "a whole number";
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String text(String path, JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        throw Check.refusal(path, value, "one value, not a list");
    }

    /** A YAML list, or text with commas, as the environment gives it. */
    private static List<String> list(JsonNode value) {
        Stream<String> items = value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText)
                : Arrays.stream(value.asText().split(",", -1));
        return items.map(String::strip).filter(item -> !item.isEmpty()).toList();
    }
}
