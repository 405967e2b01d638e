package dev.rustcross.check;

import dev.rustcross.binary.BinaryImage;
import dev.rustcross.binary.ElfImage;
import dev.rustcross.binary.ElfImage.Linkage;
import java.util.List;

/** A Linux program with the C runtime inside needs no dynamic linker. */
final class LinkageRule implements ImageRule {

    @Override
    public List<Finding> check(BinaryImage image, Expectations wanted) {
        if (!(image instanceof ElfImage elf)
                || elf.kind() != BinaryImage.Kind.EXECUTABLE
                || elf.linkage() != Linkage.DYNAMIC
                || !wanted.staticRuntime().getAsBoolean()) {
            return List.of();
        }
        String needs = elf.libraries().isEmpty() ? "" : ", needs " + String.join(", ", elf.libraries());
        return List.of(Finding.failure(
                "linkage",
                "dynamic"
                        + elf.interpreter()
                                .map(path -> ", with the interpreter " + path)
                                .orElse("") + needs,
                "static, without interpreter and libraries: " + wanted.triple()
                        + " is built with the C runtime inside (+crt-static)",
                "remove what makes the linker link dynamically (-dynamic or -lNAME in the flags, a build script that names a"
                        + " shared library); or, if it is meant, write in " + wanted.where()
                        + " <rustflags><rustflag>-Ctarget-feature=-crt-static</rustflag></rustflags>."));
    }
}
