package dev.rustcross.sbom;

import java.util.regex.Pattern;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.license.Expression;

/** The licences of crates. */
final class Licenses {

    private static final String IDENTIFIER = "\\(*[A-Za-z0-9][A-Za-z0-9.+:-]*\\)*";

    /** As far as it tells a text from an expression; whether all identifiers are SPDX's is not looked up. */
    private static final Pattern EXPRESSION = Pattern.compile(IDENTIFIER + "(?: (?:AND|OR|WITH) " + IDENTIFIER + ")*");

    private Licenses() {}

    /**
     * Returns a licence as Cargo.toml names it: an SPDX expression, also one with the slash for OR that Cargo once took, else a name.
     *
     * @see <a href="https://doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields">Cargo's field</a>
     */
    static LicenseChoice of(String license) {
        String text = license.trim().replaceAll("\\s*/\\s*", " OR ");
        var choice = new LicenseChoice();
        if (EXPRESSION.matcher(text).matches()) {
            choice.setExpression(new Expression(text));
        } else {
            var named = new License();
            named.setName(license);
            choice.addLicense(named);
        }
        return choice;
    }
}
