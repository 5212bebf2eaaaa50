import java.io.FileInputStream;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Validates files against PDF/A-3u and PDF/UA-1: one line for every failed rule and a verdict. */
public class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String file : files) {
            for (String flavour : new String[] {"3u", "ua1"}) {
                check(file, PDFAFlavour.byFlavourId(flavour));
            }
        }
    }

    static void check(String file, PDFAFlavour flavour) throws Exception {
        try (PDFAParser parser =
                Foundries.defaultInstance().createParser(new FileInputStream(file), flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            for (Map.Entry<RuleId, Integer> e : result.getFailedChecks().entrySet()) {
                System.out.println("failed " + flavour.getId() + " " + e.getKey().getClause()
                        + "-" + e.getKey().getTestNumber() + " x" + e.getValue());
            }
            System.out.println((result.isCompliant() ? "compliant " : "not compliant ")
                    + flavour.getId() + " " + file);
        }
    }
}
