package dev.rustcross.cargo;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that a streaming reader reads piece by piece; quicker at start-up than binding by reflection. */
final class JsonValues {

    /** Reads one element of an array. */
    interface Element {
        void read() throws IOException;
    }

    private JsonValues() {}

    static void forEach(JsonReader json, Element element) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            element.read();
        }
        json.endArray();
    }

    static List<String> strings(JsonReader json) throws IOException {
        List<String> values = new ArrayList<>();
        forEach(json, () -> values.add(json.nextString()));
        return values;
    }

    static @Nullable String stringOrNull(JsonReader json) throws IOException {
        if (json.peek() == JsonToken.NULL) {
            json.nextNull();
            return null;
        }
        return json.nextString();
    }
}
