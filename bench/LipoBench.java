import dev.rustcross.macho.UniversalBinaryWriter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Fuses the slices once for each line on standard input, and answers with the nanoseconds it took. */
public final class LipoBench {

    private LipoBench() {}

    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[0]);
        List<Path> slices = Arrays.stream(arguments).skip(1).map(Path::of).toList();
        var requests = new BufferedReader(new InputStreamReader(System.in));
        while (requests.readLine() != null) {
            long start = System.nanoTime();
            UniversalBinaryWriter.write(slices, output);
            System.out.println(System.nanoTime() - start);
        }
    }
}
