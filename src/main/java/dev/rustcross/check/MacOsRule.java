package dev.rustcross.check;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.MachOImage;
import dev.rustcross.binary.SymbolVersion;
import dev.rustcross.check.Expectations.MinimumMacOs;
import dev.rustcross.check.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** A Mac can run the image: it is old enough for the system, and signed where that is a must. */
final class MacOsRule implements ImageRule {

    /** No Mac with an ARM processor runs an older system, so that linkers raise a lower minimum to it. */
    private static final String FIRST_ON_ARM = "11.0";

    @Override
    public List<Finding> check(BinaryImage image, Expectations wanted) {
        if (!(image instanceof MachOImage slice) || !wanted.triple().isMacOs()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        checkSignature(slice, findings);
        slice.minimumMacOs()
                .filter(found -> slice.architecture() != Architecture.AARCH64 || compare(found, FIRST_ON_ARM) > 0)
                .ifPresent(found ->
                        wanted.macOs().get().ifPresent(minimum -> checkMinimum(found, minimum, wanted, findings)));
        return findings;
    }

    private static void checkSignature(MachOImage slice, List<Finding> findings) {
        if (slice.lacksSignature()) {
            findings.add(Finding.failure(
                    "signature",
                    "no code signature",
                    "a signature, at least an ad hoc one: macOS runs no arm64 code without",
                    "let zig or Apple's linker link it, or sign it: `rcodesign sign FILE`, `codesign -s - FILE`."));
        }
    }

    private static void checkMinimum(String found, MinimumMacOs minimum, Expectations wanted, List<Finding> findings) {
        if (compare(found, minimum.version()) > 0) {
            findings.add(new Finding(
                    "macos-min",
                    minimum.asked() ? Severity.FAILURE : Severity.WARNING,
                    "runs on macOS " + found + " and newer",
                    "macOS " + minimum.version() + (minimum.asked() ? ", by <macosMin>" : ", the minimum of rustc"),
                    "unset what tells the linker another one (MACOSX_DEPLOYMENT_TARGET, -mmacosx-version-min), or write in "
                            + wanted.where() + " <macosMin>" + found + "</macosMin>."));
        }
    }

    private static int compare(String one, String other) {
        return new SymbolVersion("macOS", withMinor(one)).compareTo(new SymbolVersion("macOS", withMinor(other)));
    }

    /** Apple's tools leave out zeros at the end. */
    private static String withMinor(String version) {
        String[] parts = version.split("\\.", -1);
        return parts[0] + "." + (parts.length > 1 ? parts[1] : "0") + "." + (parts.length > 2 ? parts[2] : "0");
    }
}
