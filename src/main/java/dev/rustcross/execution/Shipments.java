package dev.rustcross.execution;

import dev.rustcross.execution.Shipment.ShippedFile;
import dev.rustcross.plan.BuildRequest;
import dev.rustcross.plan.MacFusion;
import dev.rustcross.plan.PackageRequest;
import dev.rustcross.plan.TargetRequest;
import java.util.ArrayList;
import java.util.List;

/** What a build ships: the binaries of each target, and those that were fused. */
final class Shipments {

    private Shipments() {}

    /**
     * Returns what is shipped, in the order of the POM's targets, the universal binaries last.
     *
     * @throws dev.rustcross.failure.InvalidConfigurationException where the goal {@code lipo} has to run first
     */
    static List<Shipment> of(PackageRequest request, BinariesRecord binaries, Records records) {
        BuildRequest build = binaries.available(request.build());
        MacFusion fusion = MacFusion.decide(build.lipo(), build.targets());
        var shipments = new ArrayList<Shipment>();
        for (TargetRequest target : build.targets()) {
            if (fusion.packsThin(target.triple())) {
                shipments.add(thin(target, binaries));
            }
        }
        if (fusion.fuse()) {
            List<ShippedFile> universal = UniversalRecord.of(request.build(), records, binaries).binaries().stream()
                    .map(ShippedFile::of)
                    .toList();
            shipments.add(new Shipment(
                    request.universalClassifier(),
                    build.targets().stream()
                            .filter(target -> MacFusion.HALVES.contains(target.triple()))
                            .toList(),
                    false,
                    request.universalFormats(),
                    universal));
        }
        return shipments;
    }

    /** Returns what is shipped where nothing is fused. */
    static List<Shipment> thin(PackageRequest request, BinariesRecord binaries) {
        return binaries.available(request.build()).targets().stream()
                .map(target -> thin(target, binaries))
                .toList();
    }

    private static Shipment thin(TargetRequest target, BinariesRecord binaries) {
        return new Shipment(
                target.classifier(),
                List.of(target),
                target.triple().isWindows(),
                target.formats(),
                binaries.of(target.name()).stream().map(ShippedFile::of).toList());
    }
}
