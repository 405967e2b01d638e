package dev.rustcross.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

    enum Colour {
        RED,
        GREEN
    }

    record Name(String value) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            return value.compareTo(other.value);
        }
    }

    record Inner(long size, boolean there) {}

    record Everything(
            String text,
            String absent,
            int number,
            Long boxed,
            Colour colour,
            Path path,
            Name name,
            Inner inner,
            List<Inner> inners,
            List<Name> names,
            Map<Name, Boolean> flags,
            Map<String, Inner> byText) {}

    private static final Everything VALUE = new Everything(
            "quote \" ü \n end",
            null,
            -7,
            1L << 60,
            Colour.GREEN,
            Path.of("a folder", "file"),
            new Name("only"),
            new Inner(3, true),
            List.of(new Inner(4, false)),
            List.of(new Name("a"), new Name("b")),
            Map.of(new Name("k"), true),
            Map.of("x", new Inner(5, true)));

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        assertThat(RecordJson.read(RecordJson.write(VALUE), Everything.class)).isEqualTo(VALUE);
    }

    @Test
    void recordsOfOneTextAreThatText() {
        assertThat(RecordJson.write(new Everything(
                        "t",
                        null,
                        1,
                        2L,
                        Colour.RED,
                        Path.of("p"),
                        new Name("n"),
                        null,
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of())))
                .isEqualTo("""
                        {
                          "text": "t",
                          "absent": null,
                          "number": 1,
                          "boxed": 2,
                          "colour": "RED",
                          "path": "p",
                          "name": "n",
                          "inner": null,
                          "inners": [],
                          "names": [],
                          "flags": {},
                          "byText": {}
                        }""");
    }

    @Test
    void aRecordOfAnEarlierVersionIsRefused() {
        String earlier = RecordJson.write(VALUE).replace("\"absent\": null,", "");
        assertThatThrownBy(() -> RecordJson.read(earlier, Everything.class))
                .isInstanceOf(IOException.class)
                .hasMessage("not the JSON of a Everything: it lacks absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"size\": \"many\", \"there\": true}",
                "{\"size\": 1}",
                "{\"size\": 1, \"there\": true, \"more\": 2}",
                "{\"size\": null, \"there\": true}"
            })
    void whatIsNoSuchRecordIsRefused(String text) {
        assertThatThrownBy(() -> RecordJson.read(text, Inner.class)).isInstanceOf(IOException.class);
    }
}
