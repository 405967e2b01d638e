package dev.rustcross.file;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private RecordJson() {}

    /** What reflection tells of a record class, asked once: it copies each answer. */
    private record Shape(List<String> names, List<Type> types, List<Method> accessors, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            var names = new ArrayList<String>();
            var types = new ArrayList<Type>();
            var accessors = new ArrayList<Method>();
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] parameters = new Class<?>[components.length];
            for (RecordComponent component : components) {
                parameters[names.size()] = component.getType();
                names.add(component.getName());
                types.add(component.getGenericType());
                accessors.add(component.getAccessor());
                component.getAccessor().setAccessible(true);
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(parameters);
                constructor.setAccessible(true);
                return new Shape(names, types, accessors, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record without its constructor: " + type, e);
            }
        }

        boolean isText() {
            return types.size() == 1 && types.get(0) == String.class;
        }

        @Nullable Object component(Record record, int index) {
            try {
                return accessors.get(index).invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("a record with a hidden component: " + record.getClass(), e);
            }
        }

        Object create(@Nullable Object... components) throws IOException {
            try {
                return constructor.newInstance(components);
            } catch (ReflectiveOperationException e) {
                throw new IOException(
                        "not the JSON of a " + constructor.getDeclaringClass().getSimpleName(), e);
            }
        }
    }

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
        } else if (value instanceof Record record && !shape(record).isText()) {
            Shape shape = shape(record);
            json.beginObject();
            for (int i = 0; i < shape.names().size(); i++) {
                json.name(shape.names().get(i));
                write(shape.component(record, i), json);
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
            return String.valueOf(shape(record).component(record, 0));
        }
        return value instanceof Enum<?> constant ? constant.name() : String.valueOf(value);
    }

    private static Shape shape(Record record) {
        return SHAPES.get(record.getClass());
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
        return simple.isRecord() && !SHAPES.get(simple).isText()
                ? readRecord(json, simple)
                : parse(json.nextString(), simple);
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
        Shape shape = SHAPES.get(type);
        @Nullable Object[] values = new Object[shape.names().size()];
        var read = new HashSet<String>();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            int index = shape.names().indexOf(name);
            if (index < 0) {
                throw new IllegalArgumentException("it has no " + name);
            }
            values[index] = read(json, shape.types().get(index));
            read.add(name);
        }
        json.endObject();
        for (String name : shape.names()) {
            if (!read.contains(name)) {
                throw new IllegalArgumentException("it lacks " + name);
            }
        }
        return shape.create(values);
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
        return SHAPES.get(type).create(text);
    }
}
