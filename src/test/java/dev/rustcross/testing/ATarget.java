package dev.rustcross.testing;

import dev.rustcross.archive.ArchiveFormat;
import dev.rustcross.plan.BinaryLimits;
import dev.rustcross.plan.Engine;
import dev.rustcross.plan.FeatureSelection;
import dev.rustcross.plan.TargetRequest;
import dev.rustcross.target.ClassifierStyle;
import dev.rustcross.target.TargetTriple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link TargetRequest} for tests: a short form's, but for what the test sets. */
public final class ATarget {

    private final TargetTriple triple;
    private String where = "<targets><target>[1]";
    private String classifier;
    private Engine engine = Engine.AUTO;
    private @Nullable String linker;
    private @Nullable String cc;
    private @Nullable String cxx;
    private @Nullable String ar;
    private List<String> runner = List.of();
    private @Nullable String glibc;
    private @Nullable String macosMin;
    private @Nullable String sdkRoot;
    private List<String> rustflags = List.of();
    private Map<String, String> environment = Map.of();
    private FeatureSelection features = FeatureSelection.DEFAULT;
    private List<ArchiveFormat> formats;
    private @Nullable Path prebuilt;
    private boolean skippable;

    private ATarget(TargetTriple triple) {
        this.triple = triple;
        this.classifier = ClassifierStyle.GO.classifier(triple);
        this.formats = List.of(triple.isWindows() ? ArchiveFormat.ZIP : ArchiveFormat.TAR_GZ);
    }

    public static ATarget of(String triple) {
        return new ATarget(new TargetTriple(triple));
    }

    public ATarget where(String value) {
        where = value;
        return this;
    }

    public ATarget classifier(String value) {
        classifier = value;
        return this;
    }

    public ATarget engine(Engine value) {
        engine = value;
        return this;
    }

    public ATarget linker(String value) {
        linker = value;
        return this;
    }

    public ATarget cc(String value) {
        cc = value;
        return this;
    }

    public ATarget cxx(String value) {
        cxx = value;
        return this;
    }

    public ATarget ar(String value) {
        ar = value;
        return this;
    }

    public ATarget runner(String... words) {
        runner = List.of(words);
        return this;
    }

    public ATarget glibc(String value) {
        glibc = value;
        return this;
    }

    public ATarget macosMin(String value) {
        macosMin = value;
        return this;
    }

    public ATarget sdkRoot(String value) {
        sdkRoot = value;
        return this;
    }

    public ATarget rustflags(String... values) {
        rustflags = List.of(values);
        return this;
    }

    public ATarget environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    public ATarget features(String... names) {
        features = new FeatureSelection(List.of(names), false, false);
        return this;
    }

    public ATarget formats(ArchiveFormat... values) {
        formats = List.of(values);
        return this;
    }

    public ATarget prebuilt(Path value) {
        prebuilt = value;
        return this;
    }

    public ATarget skippable() {
        skippable = true;
        return this;
    }

    public TargetRequest build() {
        return new TargetRequest(
                where,
                triple,
                classifier,
                engine,
                linker,
                cc,
                cxx,
                ar,
                runner,
                glibc,
                macosMin,
                sdkRoot,
                rustflags,
                environment,
                features,
                formats,
                prebuilt,
                skippable,
                BinaryLimits.NONE);
    }
}
