package dev.rustcross.check;

import dev.rustcross.binary.Architecture;
import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.CodeSignature;
import dev.rustcross.binary.MachOImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A universal file has both slices, and the same hand has signed them. */
public final class UniversalRule {

    private static final String REMEDY = "`mvn clean package` fuses it anew.";

    private UniversalRule() {}

    /** Returns what is not as it is to be. */
    public static List<Finding> check(List<BinaryImage> slices) {
        var findings = new ArrayList<Finding>();
        List<Architecture> found =
                slices.stream().map(BinaryImage::architecture).sorted().toList();
        if (!found.equals(List.of(Architecture.AARCH64, Architecture.X86_64))) {
            findings.add(Finding.failure(
                    "universal",
                    "a file for " + found.stream().map(Architecture::toString).collect(Collectors.joining(", ")),
                    "one slice each for x86_64 and aarch64",
                    REMEDY));
        }
        List<String> signers = slices.stream().map(UniversalRule::signer).toList();
        if (signers.stream().distinct().count() > 1) {
            findings.add(Finding.failure(
                    "universal",
                    slices.stream()
                            .map(slice -> slice.architecture() + " " + signer(slice))
                            .collect(Collectors.joining(", ")),
                    "all slices signed by a certificate, or none",
                    "sign neither half or both before they are fused, or the universal file: " + REMEDY));
        }
        return findings;
    }

    /** A linker signs ad hoc what must be signed: that is the code for ARM, and from some linkers the other, too. */
    private static String signer(BinaryImage slice) {
        Optional<CodeSignature> signature = slice instanceof MachOImage image ? image.signature() : Optional.empty();
        return signature.filter(CodeSignature::hasCertificate).isPresent()
                ? "signed by a certificate"
                : "not signed by a certificate";
    }
}
