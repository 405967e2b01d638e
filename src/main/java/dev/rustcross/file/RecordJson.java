package dev.rustcross.file;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads records as JSON: records of texts, numbers, booleans, enums, paths, lists, maps by text, and records.
 *
 * <p>On the library's streams alone: its object mapping takes longer to get ready than an unchanged build has to spend. A record of one text
 * is written as that text, so that it can be a map's key.
 */
public final class RecordJson {

    private RecordJson() {}

    /** Returns the record as JSON. */
    public static String write(Record value) {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setIndent("  ");
            write(value, json);
        } catch (IOException e) {
            throw new IllegalStateException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    /**
     * Reads a record.
     *
     * @throws IOException when the text is no JSON, or not that of such a record: a component is missing, unknown or of another kind
     */
    public static <T extends Record> T read(String text, Class<T> type) throws IOException {
        try (var json = new JsonReader(new StringReader(text))) {
            return type.cast(readRecord(json, type));
        } catch (IllegalStateException | IllegalArgumentException | NullPointerException e) {
            throw new IOException("not the JSON of a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private static void write(@Nullable Object value, JsonWriter json) throws IOException {
        if (value == null) {
            json.nullValue();
        } else if (value instanceof Record record && !isText(record.getClass())) {
            json.beginObject();
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                json.name(component.getName());
                write(component(record, component), json);
            }
            json.endObject();
        } else if (value instanceof List<?> list) {
            json.beginArray();
            for (Object element : list) {
                write(element, json);
            }
            json.endArray();
        } else if (value instanceof Map<?, ?> map) {
            json.beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.name(text(entry.getKey()));
                write(entry.getValue(), json);
            }
            json.endObject();
        } else if (value instanceof Number number) {
            json.value(number);
        } else if (value instanceof Boolean bool) {
            json.value(bool);
        } else {
            json.value(text(value));
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Record record) {
            return String.valueOf(component(record, record.getClass().getRecordComponents()[0]));
        }
        return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
    }

    private static boolean isText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null && components.length == 1 && components[0].getType() == String.class;
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("a record with a hidden component: " + record.getClass(), e);
        }
    }

    private static @Nullable Object read(JsonReader json, Type type) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? readList(json, arguments[0])
                    : readMap(json, (Class<?>) arguments[0], arguments[1]);
        }
        Class<?> simple = (Class<?>) type;
        if (simple == int.class || simple == Integer.class) {
            return json.nextInt();
        }
        if (simple == long.class || simple == Long.class) {
            return json.nextLong();
        }
        if (simple == boolean.class || simple == Boolean.class) {
            return json.nextBoolean();
        }
        return simple.isRecord() && !isText(simple) ? readRecord(json, simple) : parse(json.nextString(), simple);
    }

    private static List<Object> readList(JsonReader json, Type element) throws IOException {
        var list = new ArrayList<Object>();
        json.beginArray();
        while (json.hasNext()) {
            list.add(read(json, element));
        }
        json.endArray();
        return list;
    }

    private static Map<Object, Object> readMap(JsonReader json, Class<?> key, Type element) throws IOException {
        var map = new LinkedHashMap<Object, Object>();
        json.beginObject();
        while (json.hasNext()) {
            map.put(parse(json.nextName(), key), read(json, element));
        }
        json.endObject();
        return map;
    }

    private static Object readRecord(JsonReader json, Class<?> type) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        var values = new LinkedHashMap<String, Object>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            Type componentType = Arrays.stream(components)
                    .filter(component -> component.getName().equals(name))
                    .map(RecordComponent::getGenericType)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("it has no " + name));
            values.put(name, read(json, componentType));
        }
        json.endObject();
        for (RecordComponent component : components) {
            if (!values.containsKey(component.getName())) {
                throw new IllegalArgumentException("it lacks " + component.getName());
            }
        }
        return create(type, components, values);
    }

    private static Object create(Class<?> type, RecordComponent[] components, Map<String, Object> values)
            throws IOException {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components)
                .map(component -> values.get(component.getName()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IOException("not the JSON of a " + type.getSimpleName(), e);
        }
    }

    private static Object parse(String text, Class<?> type) throws IOException {
        if (type == String.class) {
            return text;
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> ((Enum<?>) constant).name().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such value: " + text));
        }
        return create(type, type.getRecordComponents(), Map.of(type.getRecordComponents()[0].getName(), text));
    }
}
